/** Public half of a signing key: JSON Web Key (RFC 7517) on P-256. */
export interface PublicKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  /** base64url of the eight bytes that stand in the header of every certificate. */
  readonly kid: string;
}

/** Signs with ES256 (ECDSA on P-256 with SHA-256). A file, or a token that never shows it. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  /** @returns r and s, 32 bytes each (IEEE P1363), as COSE and JWS both want it. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Whether `signature` is of these bytes, by WebCrypto, which servers and browsers have. */
export async function isSignedBy(
  { kty, crv, x, y }: Omit<PublicKey, "kid">,
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean> {
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, false, ["verify"]);
  return crypto.subtle.verify(curve, key, new Uint8Array(signature), new Uint8Array(signed));
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

export const toBase64url = (bytes: Uint8Array): string =>
  btoa(ascii(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** @throws where it is no base64url */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) =>
    sign.charCodeAt(0),
  );
