/**
 * Security events: who signed in, who was refused what, which codes were wrong, which devices,
 * keys, programs and officers changed. Append-only: the app may add rows and read them, no more.
 * They name people, officers and programs by id only; no answer, number or address is in them.
 * Each also goes to the log, so that a copy leaves this machine. A chain over them, and over what
 * else is only added to, tells what was changed afterwards. It does not know what follows.
 */
export {
  type Chained,
  type ChainFault,
  chainHeads,
  countOn,
  extendChain,
  type Head,
  hashAt,
  txAhead,
  verifyChain,
} from "./chain.ts";
export { type SecurityEvent, type SecurityKind, securityKinds } from "./model.ts";
export { makeSecurity, type Security } from "./security.ts";
export { latestEvents, type RecordedEvent, recordSecurity, securityChain } from "./store.ts";
