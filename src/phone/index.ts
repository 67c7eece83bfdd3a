/**
 * Stored data of a telephone: its session, its language and received SMS, all under keys that the
 * database does not have. It knows no menu and no gateway: `channels/ussd` does.
 */
export { type PhoneKeys, phoneKeys } from "./keys.ts";
export {
  addSession,
  closeSessions,
  droppedOf,
  heardLately,
  hearOnce,
  languageOf,
  rememberLanguage,
  type SessionRow,
  saveSession,
  sessionOf,
  wasHeard,
} from "./sessions.ts";
