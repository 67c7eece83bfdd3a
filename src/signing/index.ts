/**
 * Who signs, and what: the keys of the document signers and the rules by which they sign. All that
 * runs in a signer is in this folder, in `certificate-code` and in what reads the history; it draws
 * no paper, answers no request and knows no service.
 *
 * `const signer = signHere({ keys: openKeys(folder, …), territory: "RW", lookUp: lookUpIn(sql) })`
 */
export { digestOf, type LookUp, lookUpIn, type Unfounded } from "./basis.ts";
export { type SignerProcess, signAtSocket, signInProcess } from "./elsewhere.ts";
export { problemsOfKeys, problemsOfSigner } from "./key-folder.ts";
export { type KeyStore, keyFromPem, openKeys, operatorKey, registerKey } from "./keys.ts";
export { type SignerRules, signHere } from "./sign-here.ts";
export type { FollowsFrom, Signer, ToSign } from "./signer.ts";
export { answerLine, linesOf, type Recorder, type SignerStart } from "./wire.ts";
