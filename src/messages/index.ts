/**
 * Messages to people about their affairs, by SMS and e-mail, in their own language: short, and
 * without personal data in jobs. Only questions to the owners of commitments carry links that
 * open something. A message is written to the outbox once per occasion; the outbox is also the
 * queue from which it is delivered. The caller brings the addresses; a new carrier is one
 * `Gateway`.
 */

export { africasTalking, type SmsAccount } from "./africas-talking.ts";
export type { BounceInbox } from "./bounce-inbox.ts";
export { demoGateway, type Gateway, noGateway } from "./deliverer.ts";
export { eraseMessages, eraseMessagesOf, eraseOldMessages } from "./erase.ts";
export { longestFacts } from "./example-facts.ts";
export { type HttpSms, httpSms, readReport, type SmsReport } from "./http-sms.ts";
export type { Channel, Message, OutboxEntry } from "./outbox.ts";
export {
  inOwnWords,
  type OwnText,
  placesFor,
  type TextPart,
  type TextPlace,
  textKey,
  textParts,
  wrongPlaces,
} from "./own-words.ts";
export { type Ways, ways } from "./preference.ts";
export { type QuietSetting, quietUntil } from "./quiet.ts";
export { returnAddresses } from "./return-address.ts";
export type { ReturnedMessage } from "./returned.ts";
export { type Messages, type MessagesDeps, makeMessages, type Send } from "./send.ts";
export { type SmsSize, smsSize, smsText } from "./sms.ts";
export { type MailAccount, mailEncryption, smtp } from "./smtp.ts";
export { type MessageFact, type MessageFacts, type Template, templates } from "./templates.ts";
export { mostParts, writeEmail, writeSms } from "./write.ts";
