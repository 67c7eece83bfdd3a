/**
 * Who asks: sign-in through OpenID Connect issuers (we are only a relying party, there are no
 * passwords here), server-side sessions, and the actor behind a request. It does not know what an
 * actor may do to a case: that is each module's `policy.ts`.
 *
 * `installAuth(app, options)` once, before the routes; then `actorOf(request)`,
 * `requirePerson(request)` and `requireOfficer(request)` in any handler. The two `require…` send a
 * guest to sign in and back again, and cost nothing: the actor was read with the session.
 */
export {
  actorOf,
  isProved,
  isRecent,
  isSharedComputer,
  nameOfActor,
  officerIn,
  requireOfficer,
  requirePerson,
  requireProof,
  requireRecentProof,
  type SessionEnd,
  sessionEndOf,
  unreadAt,
} from "./actor.ts";
export { Ahead, Begun } from "./ahead.ts";
export {
  type CodeDoor,
  type Codes,
  type Confirmation,
  makeCodes,
} from "./confirmations.ts";
export { accountsKnown, demonstrationIssuer } from "./demonstration.ts";
export { deviceName } from "./device-name.ts";
export { erasePerson } from "./erase.ts";
export { installAuth, isByItself } from "./install.ts";
export { type KeptPost, keptPosts, takeKeptPost } from "./kept-posts.ts";
export type {
  Actor,
  HeldRole,
  Level,
  NewOfficer,
  NewPerson,
  Officer,
  Person,
} from "./model.ts";
export {
  type Away,
  awayBetween,
  type Colleague,
  everybodyWith,
  hasHeld,
  hasLeft,
  officerChoices,
  officerNames,
  officersNamedIn,
  officersOf,
  officersWith,
  personAndOfficers,
} from "./names.ts";
export { type NationalIssuer, nationalIssuer } from "./national-issuer.ts";
export { NobodyLeft, officerByAccount, syncOfficers } from "./officers.ts";
export type { AuthOptions, Issuer } from "./options.ts";
export type { Passkey } from "./passkey-store.ts";
export {
  makePasskeys,
  type PasskeyAnswer,
  type PasskeyQuestion,
  type PasskeySession,
  type Passkeys,
  passkeyIssuer,
} from "./passkeys.ts";
export {
  addPerson,
  correctUnconfirmed,
  counterAccount,
  holderOfPhone,
  isNationalIdKnown,
  type OnSeenCard,
  peopleBornOn,
  peopleByPhone,
  personById,
  personByNationalId,
  personByPhone,
  rememberPerson,
  setCounterName,
  setFirstPhone,
  setLevel,
  setToldIn,
} from "./people.ts";
export {
  makePins,
  type Pins,
  type PinTried,
  pinLimits,
  pinsUnderOthers,
  problemWithPin,
} from "./pin.ts";
export { keepInSession, textOfSession } from "./session-cookie.ts";
export { endOtherSessions, type SessionShown, sessionsOf } from "./session-list.ts";
export { endOwnSession, endSessionsOf } from "./sessions.ts";
export { onPhoneCookie } from "./sign-out.ts";
export { presenceOf, signedOutAmong } from "./signed-out.ts";
export {
  changeAbsence,
  endAbsence,
  invitedBy,
  inviteStaff,
  joinStaff,
  keepRecoveries,
  keepStaff,
  otherAdministrators,
  planAbsence,
  type StaffAsked,
  staffMember,
  staffMembers,
} from "./staff.ts";
export { sweepAuth } from "./sweep.ts";
