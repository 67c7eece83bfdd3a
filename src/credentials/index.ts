/**
 * Certificates that a granted application gives: their record, the signed code on them, the PDF,
 * the public lists by which anybody checks them, and their revocation. This part knows no case and
 * no service, only what it is told to print. It issues to no wallet yet (SD-JWT VC would be a
 * second signature of the same record).
 *
 * `const credentials = makeCredentials({ sql, signer: signHere({ keys: openKeys(folder, …), … }), …
 * })`
 */
export { type Credentials, makeCredentials, type PublicStanding } from "./credentials.ts";
export type { PreparedCertificate } from "./issue.ts";
export { problemsOfKeys } from "./key-folder.ts";
export { type KeyStore, keyFromPem, openKeys } from "./keys.ts";
export type { CredentialEvent } from "./model.ts";
export {
  type Claim,
  type Credential,
  type IssueCommand,
  type Standing,
  standingOf,
} from "./paper.ts";
export type { Parts as CredentialParts } from "./parts.ts";
export { newSheet, type Sheet } from "./pdf-sheet.ts";
export type { RevokeCommand } from "./revoke.ts";
export { type SignerRules, signHere } from "./sign-here.ts";
export type { FollowsFrom, Signer, ToSign } from "./signer.ts";
export {
  type SignerAnswer,
  type SignerAsk,
  type SignerMaker,
  type SignerProcess,
  type SignerStart,
  signerOf,
  signInProcess,
} from "./signer-process.ts";
export { compromiseKey, withdrawKey } from "./store-issuers.ts";
export type { Words } from "./trust-list.ts";
