import type { CaseId, PersonId } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { JobSpec, NoPayload, TasksOf } from "../platform/jobs/index.ts";
import {
  addMessage,
  blankCode,
  blankCodes,
  type Channel,
  carried,
  endTry,
  latest,
  type Message,
  messageOf,
  type OutboxEntry,
  outboxOf,
  reported,
} from "./outbox.ts";
import { evenIfStopped, isStopped, startSms, stopSms } from "./stopped.ts";
import { type MessageFacts, type Template, templates } from "./templates.ts";
import { type Say, writeEmail, writeSms } from "./write.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    readonly "messages.deliver": { readonly id: string; readonly channel: Channel };
    /** Runs at night. */
    readonly "messages.sweep": NoPayload;
  }
}

/**
 * A carrier of one channel. Returns its own id of the message, where it has one. Throws where it
 * could not send; may be called again with the same id.
 */
export interface Gateway {
  send(message: Message): Promise<unknown>;
  /**
   * Nothing is sent: people read the outbox itself, as in a demonstration, and codes stay in it.
   */
  readonly isOutbox?: boolean;
}

/** Sends nothing: messages are only marked as sent and can be read in the outbox. */
export const demoGateway: Gateway = { send: async () => undefined, isOutbox: true };

export interface MessagesDeps {
  readonly sql: Sql;
  readonly clock: () => Date;
  /** The words of one language: `i18n.for`. */
  readonly words: (lang: Lang) => Say;
  readonly enqueue: (tx: Sql, specs: readonly JobSpec[]) => Promise<void>;
  readonly gateways: Readonly<Record<Channel, Gateway>>;
}

export interface Send {
  /** Key of the occasion: the same id again is the same message, never a second one. */
  readonly id: string;
  /** Null for a reply to a telephone number that is not known. */
  readonly personId: PersonId | null;
  readonly to: { readonly phone?: string | null; readonly email?: string | null };
  readonly lang: Lang;
  readonly template: Template;
  /**
   * All facts that the template names; a missing one is a fault, so that no incomplete message is
   * sent.
   */
  readonly facts: MessageFacts;
  readonly caseId?: CaseId;
}

export interface Messages {
  /**
   * Writes the message for each address given and schedules its delivery. @returns how many are new
   */
  send(asked: Send): Promise<number>;
  outboxOf(personId: PersonId): Promise<OutboxEntry[]>;
  latest(count: number): Promise<OutboxEntry[]>;
  /** Stops SMS to this number, except those of `evenIfStopped`; or starts them again. */
  stop(phone: string): Promise<unknown>;
  start(phone: string): Promise<unknown>;
  /** The carrier's report of what became of a message. */
  reported(ref: string, arrived: boolean): Promise<boolean>;
  readonly tasks: TasksOf<"messages.deliver" | "messages.sweep">;
}

/** Every code has expired after that. */
const codeMinutes = 60;

/** After eight tries, over about an hour, a message is out of date and is given up. */
const mostTries = 8;

function write(deps: MessagesDeps, request: Send): Message[] {
  const { to, template, id, personId, lang, caseId } = request;
  const missing = templates[template].filter((name) => request.facts[name] === undefined);
  if (missing.length > 0) throw new Error(`message ${template} lacks ${missing.join(", ")}`);
  const t = deps.words(lang);
  const base = { id, personId, lang, template, ...(caseId && { caseId }) };
  const messages: Message[] = [];
  if (to.phone) {
    const { body, encoding, segments } = writeSms(template, request.facts, t);
    messages.push({ ...base, channel: "sms", recipient: to.phone, body, encoding, segments });
  }
  if (to.email) {
    const email = writeEmail(template, request.facts, t);
    messages.push({ ...base, channel: "email", recipient: to.email, ...email });
  }
  return messages;
}

/** Leaves out the SMS to numbers that have stopped them. */
async function withoutStopped(tx: Sql, messages: readonly Message[]): Promise<readonly Message[]> {
  const sms = messages.find(({ channel }) => channel === "sms");
  if (!sms || evenIfStopped.has(sms.template) || !(await isStopped(tx, sms.recipient)))
    return messages;
  return messages.filter(({ channel }) => channel !== "sms");
}

/** The job names the row only: recipient and content stay in the outbox. */
const deliveryOf = ({ id, channel }: Message): JobSpec => ({
  task: "messages.deliver",
  lane: "messages",
  payload: { id, channel },
  key: `messages.deliver:${channel}:${id}`,
  maxAttempts: mostTries,
});

const send = (deps: MessagesDeps, request: Send): Promise<number> =>
  transaction(deps.sql, async (tx) => {
    const added: Message[] = [];
    for (const message of await withoutStopped(tx, write(deps, request)))
      if (await addMessage(tx, message, deps.clock())) added.push(message);
    await deps.enqueue(tx, added.map(deliveryOf));
    return added.length;
  });

/** Delivers one message. Once, unless we crash between sending and noting it: then twice. */
async function deliver(
  deps: MessagesDeps,
  { id, channel }: { readonly id: string; readonly channel: Channel },
): Promise<void> {
  const message = await messageOf(deps.sql, id, channel);
  if (message?.state !== "queued") return;
  let ref: unknown;
  try {
    ref = await deps.gateways[channel].send(message);
  } catch (error) {
    const isLastTry = message.tries + 1 >= mostTries;
    await endTry(deps.sql, message, isLastTry ? "failed" : "queued", deps.clock());
    if (isLastTry) return;
    throw error;
  }
  await endTry(deps.sql, message, "sent", deps.clock());
  if (!deps.gateways[channel].isOutbox) await blankCode(deps.sql, message);
  if (typeof ref === "string") await carried(deps.sql, message, ref);
}

/** The outbox over one database, with a gateway for each channel. */
export const makeMessages = (deps: MessagesDeps): Messages => ({
  send: (request) => send(deps, request),
  outboxOf: (personId) => outboxOf(deps.sql, personId),
  latest: (count) => latest(deps.sql, count),
  stop: (phone) => stopSms(deps.sql, phone, deps.clock()),
  start: (phone) => startSms(deps.sql, phone),
  reported: (ref, arrived) => reported(deps.sql, ref, arrived, deps.clock()),
  tasks: {
    "messages.deliver": (payload) => deliver(deps, payload),
    "messages.sweep": async () => {
      await blankCodes(deps.sql, new Date(deps.clock().getTime() - codeMinutes * 60_000));
    },
  },
});
