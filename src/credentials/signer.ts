/** Public half of a signing key: JSON Web Key (RFC 7517) on P-256. */
export interface PublicKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  /** base64url of the eight bytes that stand in the header of every paper. */
  readonly kid: string;
}

/** Signs with ES256 (ECDSA on P-256 with SHA-256). What stands behind it, a file or an HSM, is not seen. */
export interface Signer {
  readonly publicKey: PublicKey;
  /** @returns r and s, 32 bytes each (IEEE P1363), as COSE and JWS both want it. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

const base64url = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");

/** JWS compact serialisation (RFC 7515 section 3.1) by a signer that never shows its key. */
export async function signCompact(
  header: Readonly<Record<string, unknown>>,
  payload: unknown,
  signer: Signer,
): Promise<string> {
  const protectedHeader = { alg: "ES256", kid: signer.publicKey.kid, ...header };
  const signed = `${base64url(JSON.stringify(protectedHeader))}.${base64url(JSON.stringify(payload))}`;
  return `${signed}.${base64url(await signer.sign(Buffer.from(signed)))}`;
}
