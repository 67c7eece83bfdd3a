import type { Signer } from "../certificate-code/index.ts";

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
