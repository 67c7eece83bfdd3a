/**
 * What people are told about their affairs, by SMS and e-mail, in their own language: short, the
 * same everywhere, without links that open anything and without personal data in jobs. A message is
 * written into the outbox once for its occasion and delivered from there by a job.
 *
 * It does not know when somebody is to be told something (reactions do) nor who lives behind an id:
 * the caller brings the addresses. A new way out is one `Gateway`.
 */
export { africasTalking, type SmsAccount } from "./africas-talking.ts";
export type { Channel, Message, OutboxEntry } from "./outbox.ts";
export {
  demoGateway,
  type Gateway,
  type Messages,
  type MessagesDeps,
  makeMessages,
  type Send,
} from "./send.ts";
export { type SmsSize, smsSize, smsText } from "./sms.ts";
export { type MessageFact, type MessageFacts, type Template, templates } from "./templates.ts";
