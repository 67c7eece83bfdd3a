import type { CaseId, PersonId } from "../kernel/index.ts";
import type { Pool, Sql } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type {
  JobLogger,
  NoPayload,
  OutsideLink,
  TasksOf,
  Watched,
} from "../platform/jobs/index.ts";
import { type BounceInbox, listenForBounces, type OpenInbox } from "./bounce-inbox.ts";
import { Deliverer, type Gateway, recordOutcomes, tryOnce } from "./deliverer.ts";
import { messageLink } from "./link.ts";
import {
  addMessages,
  blankCodes,
  type Channel,
  dueIn,
  isDueIn,
  latest,
  type Message,
  markRead,
  type OutboxEntry,
  outboxOf,
  reported,
  unreadOf,
} from "./outbox.ts";
import { inOwnWords, type OwnTexts, ownTextFor } from "./own-words.ts";
import { setWays, type Ways, waysOf } from "./preference.ts";
import { forgetUnreachable, type ReturnedMessage, returnedMessage, useAgain } from "./returned.ts";
import { startSms, stopSms } from "./stopped.ts";
import { type MessageFacts, type Template, templates } from "./templates.ts";
import { type Say, writeEmail, writeSms } from "./write.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** At night. */
    readonly "messages.sweep": NoPayload;
  }
}

export interface MessagesDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  /** The words of one language: `i18n.for`. */
  readonly words: (lang: Lang) => Say;
  readonly gateways: Readonly<Record<Channel, Gateway>>;
  /** Where e-mails come back; without it we learn of none. */
  readonly bounces?: BounceInbox | undefined;
  /** What people dial on a feature phone: every template can say it as `dial`. */
  readonly dial: string;
  /** The government's help telephone, said as `help`; what people dial where it has none. */
  readonly help?: () => string | undefined;
  /** Messages in the government's own words, as they are now. */
  readonly texts?: () => OwnTexts;
  /** Until when only urgent SMS go out at an instant; never where left out. E-mails always. */
  readonly quiet?: (at: Date) => Date | undefined;
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
  /** Id of the service that it is about: it may have words of its own. */
  readonly service?: string;
}

export interface Messages {
  /** Writes the message for each address given and delivers it soon. @returns how many are new */
  send(request: Send): Promise<number>;
  /** The message for each address given, not stored. Throws where a fact is missing. */
  compose(request: Send): readonly Message[];
  /** Writes composed messages in the caller's transaction; `nudge` after it delivers them. */
  add(tx: Sql, messages: readonly Message[]): Promise<number>;
  nudge(): void;
  /** Whether what is sent in this channel leaves: a carrier is set up, and it is no outbox. */
  leaves(channel: Channel): boolean;
  /** By channel: what other servers wrote, and what is to be tried again. */
  readonly watched: readonly Watched[];
  /** Delivers queued messages from now on. @returns a function that stops it */
  startDelivery(options: {
    readonly url: string;
    readonly logger?: JobLogger;
  }): () => Promise<unknown>;
  /** Takes what mail servers send back, as `startDelivery` does; undefined where none is set. */
  openInbox(logger?: JobLogger): OpenInbox | undefined;
  /** For whoever drives the clock, without `startDelivery`: tries each due message once. */
  deliverDue(): Promise<void>;
  outboxOf(personId: PersonId, most?: number): Promise<OutboxEntry[]>;
  /** What a person was told of since they last opened the list. */
  unreadOf(personId: PersonId): Promise<number>;
  /** They have opened it. @returns until when they had read it before */
  markRead(personId: PersonId): Promise<Date | undefined>;
  /** How this person wants to be told, and that they want it otherwise from now on. */
  waysOf(personId: PersonId): Promise<Ways>;
  setWays(personId: PersonId, ways: Ways): Promise<unknown>;
  latest(count: number): Promise<OutboxEntry[]>;
  /** Stops SMS to this number, except those of `evenIfStopped`; or starts them again. */
  stop(phone: string): Promise<unknown>;
  start(phone: string): Promise<unknown>;
  /** The e-mail that came back, where it did and its person is known. */
  returned(id: string): Promise<ReturnedMessage | undefined>;
  /** The person has shown that this e-mail address exists: messages go there again. */
  useAgain(email: string): Promise<unknown>;
  /** The carrier's report of what became of a message. */
  reported(ref: string, arrived: boolean): Promise<boolean>;
  /** The ways to the carriers, one for each channel. */
  readonly links: readonly OutsideLink[];
  readonly tasks: TasksOf<"messages.sweep">;
}

/** Every code has expired after that. */
const codeMinutes = 60;

/** An address that did not exist may exist again. */
const unreachableDays = 365;

const channels = ["sms", "email"] as const;

function compose(deps: MessagesDeps, request: Send): readonly Message[] {
  const { to, template, id, personId, lang, caseId } = request;
  const facts = {
    ...{ dial: deps.dial, help: deps.help?.() ?? deps.dial },
    ...request.facts,
  };
  const missing = templates[template].filter((name) => request.facts[name] === undefined);
  if (missing.length > 0) throw new Error(`message ${template} lacks ${missing.join(", ")}`);
  const own = ownTextFor(deps.texts?.() ?? {}, {
    ...{ template, lang, service: request.service ?? "all" },
  });
  const t = inOwnWords(deps.words(lang), template, own);
  const base = { id, personId, lang, template, ...(caseId && { caseId }) };
  const messages: Message[] = [];
  const email = writeEmail(template, facts, t);
  if (to.phone) {
    const { body, encoding, segments } = writeSms(template, facts, t);
    const { subject } = email;
    const sms = { subject, body, encoding, segments };
    messages.push({ ...base, channel: "sms", recipient: to.phone, ...sms });
  }
  if (to.email) {
    messages.push({ ...base, channel: "email", recipient: to.email, ...email });
  }
  return messages;
}

const quietIn = ({ quiet }: MessagesDeps, channel: Channel) =>
  channel === "sms" ? quiet : undefined;

async function deliverDue(deps: MessagesDeps): Promise<void> {
  const { sql, gateways, clock } = deps;
  for (const channel of channels) {
    const quiet = quietIn(deps, channel)?.(clock()) !== undefined;
    for (const message of await dueIn(sql, channel, 10_000, [], quiet)) {
      const outcome = await tryOnce({ gateway: gateways[channel] }, message, 15_000);
      await recordOutcomes(sql, channel, [outcome], clock());
    }
  }
}

/** The outbox over one database, with a gateway for each channel. */
export function makeMessages(deps: MessagesDeps): Messages {
  const { sql, clock, gateways } = deps;
  let deliverers: readonly Deliverer[] = [];
  const openInbox = (logger?: JobLogger) =>
    deps.bounces && listenForBounces(deps.bounces, { sql, clock, logger });
  const nudge = () => {
    for (const deliverer of deliverers) deliverer.nudge();
  };
  return {
    async send(request) {
      const added = await addMessages(sql, compose(deps, request), clock());
      if (added > 0) nudge();
      return added;
    },
    compose: (request) => compose(deps, request),
    add: (tx, messages) => addMessages(tx, messages, clock()),
    nudge,
    leaves: (channel) => !gateways[channel].isOutbox && !gateways[channel].isNone,
    watched: channels.map((channel, at) => ({
      isDue: (on) => isDueIn(on, channel),
      nudge: () => deliverers[at]?.nudge(),
    })),
    openInbox,
    startDelivery({ url, logger }) {
      const started = channels.map(
        (channel) =>
          new Deliverer({
            ...{ url, channel, gateway: gateways[channel], clock, logger },
            quiet: quietIn(deps, channel),
          }),
      );
      deliverers = started;
      const inbox = openInbox(logger);
      const parts = [...started, ...(inbox ? [inbox] : [])];
      return () => Promise.all(parts.map((part) => part.stop()));
    },
    deliverDue: () => deliverDue(deps),
    outboxOf: (personId, most) => outboxOf(sql, personId, most),
    unreadOf: (personId) => unreadOf(sql, personId),
    markRead: (personId) => markRead(sql, personId, clock()),
    waysOf: (personId) => waysOf(sql, personId),
    setWays: (personId, wish) => setWays(sql, personId, wish, clock()),
    latest: (count) => latest(sql, count),
    stop: (phone) => stopSms(sql, phone, clock()),
    start: (phone) => startSms(sql, phone),
    returned: (id) => returnedMessage(sql, id),
    useAgain: (email) => useAgain(sql, email),
    reported: (ref, arrived) => reported(sql, ref, arrived, clock()),
    links: channels.map((channel) => {
      const quiet = (at: Date) => quietIn(deps, channel)?.(at);
      const isNone = gateways[channel].isNone === true;
      return messageLink(sql, { channel, nudge, clock, quiet, isNone });
    }),
    tasks: {
      "messages.sweep": async () => {
        const now = clock().getTime();
        await blankCodes(sql, new Date(now - codeMinutes * 60_000));
        await forgetUnreachable(sql, new Date(now - unreachableDays * 86_400_000));
      },
    },
  };
}
