/**
 * What the state keeps of a telephone: the session between two keys, the language that it has chosen,
 * and the SMS that were heard, all under keys that the database does not have. It knows no menu and no
 * gateway: `channels/ussd` does.
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
