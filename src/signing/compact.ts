import type { SigningKey } from "../certificate-code/index.ts";

const base64url = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");

/** JWS compact serialisation (RFC 7515 section 3.1), ES256, over a payload of JSON. */
export async function signCompact(
  header: Readonly<Record<string, unknown>>,
  payload: string,
  key: SigningKey,
): Promise<string> {
  const protectedHeader = base64url(
    JSON.stringify({ alg: "ES256", kid: key.publicKey.kid, ...header }),
  );
  const signed = `${protectedHeader}.${base64url(payload)}`;
  return `${signed}.${base64url(await key.sign(Buffer.from(signed)))}`;
}
