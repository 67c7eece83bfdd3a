/**
 * The code on a certificate: CBOR, COSE_Sign1, the claims, and the text that a camera reads. One
 * implementation for the server that signs and for the browser that checks, so it needs WebCrypto
 * and nothing of Node. Whose key is to be trusted, and whether a certificate still counts, is asked
 * elsewhere.
 */
export {
  type CertificateClaims,
  type CodeValue,
  cwtLength,
  cwtType,
  decodeClaims,
  digestLength,
  encodeClaims,
  firstField,
  signCwt,
  verifyCwt,
} from "./cwt.ts";
export { fromBase64url, isSignedBy, type PublicKey, type SigningKey, toBase64url } from "./keys.ts";
export { contentOf, fromBase32, qrText, toBase32 } from "./qr-text.ts";
export {
  boundBytes,
  isStatementOf,
  objectOf,
  type Statement,
  type StatementLine,
} from "./statement.ts";
