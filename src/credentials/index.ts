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
export { eraseOver, markCaseErased } from "./erase.ts";
export type { PreparedCertificate } from "./issue.ts";
export type { CredentialEvent } from "./model.ts";
export {
  type Claim,
  type Credential,
  type IssueCommand,
  type SignedCredential,
  type Standing,
  standingOf,
} from "./paper.ts";
export type { Parts as CredentialParts } from "./parts.ts";
export { valueText } from "./pdf-lines.ts";
export type { RevokeCommand } from "./revoke.ts";
export {
  makeShares,
  type Share,
  type ShareDays,
  type SharedPaper,
  type ShareOpening,
  type Shares,
  type ShareUse,
  shareDays,
} from "./shares.ts";
export { compromiseKey, withdrawKey } from "./store-issuers.ts";
export type { Words } from "./trust-list.ts";
