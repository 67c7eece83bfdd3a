import { setImmediate as turn } from "node:timers/promises";
import { connect, type Pool, type Sql } from "../platform/db/index.ts";
import { type JobLogger, plainReason } from "../platform/jobs/index.ts";
import {
  type Channel,
  dueIn,
  type Message,
  type OutboxEntry,
  putOff,
  recordTries,
  type Try,
} from "./outbox.ts";
import { recordRefused } from "./returned.ts";
import { secretTemplates } from "./templates.ts";

/**
 * Sends messages of one channel, and answers with the carrier's id where it gives one. Throws where
 * it could not, `Undeliverable` where asking again would not help; may be asked again with the same
 * id. Once `signal` is aborted it is not to send any more.
 */
export interface Gateway {
  send(message: Message, signal?: AbortSignal): Promise<unknown>;
  /** Nothing is sent: people read the outbox, as in a demonstration, and codes stay in it. */
  readonly isOutbox?: boolean;
  /** No carrier is set up: whatever it is asked to send fails. */
  readonly isNone?: boolean;
}

/** The carrier refused this message for good: given up at once, and shown to operations staff. */
export class Undeliverable extends Error {
  /** What a mail server said of the address, as an enhanced status: `5.1.1`. */
  readonly status?: string | undefined;

  constructor(message: string, options: ErrorOptions & { readonly status?: string } = {}) {
    super(message, options);
    this.status = options.status;
  }
}

/** Where no carrier is set up: nothing leaves, so that nothing may be marked as sent. */
export const noGateway: Gateway = {
  isNone: true,
  send: async () => {
    throw new Undeliverable("no carrier is set up for this channel");
  },
};

/** Sends nothing: messages are only marked as sent and can be read in the outbox. */
export const demoGateway: Gateway = { send: async () => undefined, isOutbox: true };

export interface DelivererOptions {
  /** The app's way into the database. */
  readonly url: string;
  readonly channel: Channel;
  readonly gateway: Gateway;
  readonly clock: () => Date;
  /** Until when only urgent messages go out at an instant; never where it is left out. */
  readonly quiet?: ((at: Date) => Date | undefined) | undefined;
  readonly logger?: JobLogger | undefined;
  readonly limits?: Partial<DelivererLimits>;
}

export interface DelivererLimits {
  /** Messages sent and not recorded yet: after a crash at most this many are sent twice. */
  readonly inFlight: number;
  /** Milliseconds for the gateway to accept one. */
  readonly try: number;
  /** Between two polls where nothing nudged, as while there is no worker. */
  readonly poll: number;
  /** For messages in flight when it stops. */
  readonly stop: number;
}

const usual: DelivererLimits = { inFlight: 10, try: 15_000, poll: 10_000, stop: 5000 };

/** Most messages read at once. */
const batch = 50;
/** After eight tries, over about an hour, a message is out of date and is given up. */
const mostTries = 8;
/** First half of the advisory lock of each channel. */
const lockClass = 1836282723;
const lockOf: Readonly<Record<Channel, number>> = { sms: 1, email: 2 };

type Connection = Awaited<ReturnType<Pool["reserve"]>>;

/** One try with the gateway, with a limit in milliseconds. */
export async function tryOnce(
  { gateway, logger }: Pick<DelivererOptions, "gateway" | "logger">,
  message: OutboxEntry,
  most: number,
): Promise<Try> {
  const { id, channel, tries, template } = message;
  const late = Promise.withResolvers<never>();
  const stop = new AbortController();
  const timer = setTimeout(() => {
    late.reject(new Error(`no answer within ${most} ms`));
    stop.abort();
  }, most);
  try {
    const ref = await Promise.race([gateway.send(message, stop.signal), late.promise]);
    const blank = secretTemplates.includes(template) && !gateway.isOutbox;
    return { id, state: "sent", blank, ...(typeof ref === "string" && { ref }) };
  } catch (err) {
    const isLast = err instanceof Undeliverable || tries + 1 >= mostTries;
    const state = isLast ? "failed" : "queued";
    logger?.warn({ err, channel, tries: tries + 1, state }, "a message could not be sent");
    const status = err instanceof Undeliverable ? err.status : undefined;
    return { id, state, reason: plainReason(err), ...(status && { status }) };
  } finally {
    clearTimeout(timer);
  }
}

/** Records tries that have ended; who has no such address is told another way. */
export async function recordOutcomes(
  sql: Sql,
  channel: Channel,
  tries: readonly Try[],
  at: Date,
): Promise<void> {
  await recordTries(sql, channel, tries, at);
  if (channel === "email") await recordRefused(sql, tries, at);
}

/**
 * Delivers the queued messages of one channel. Of all servers only one does, the one that holds the
 * channel's advisory lock, which PostgreSQL releases with the connection of a killed process. It
 * reads and records over that same connection, so a server that lost the lock sends nothing more.
 */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #limits: DelivererLimits;
  readonly #sql: Pool;
  readonly #inFlight = new Set<string>();
  readonly #ended: Promise<void>;
  #own: Connection | undefined;
  #outcomes: Try[] = [];
  #recording: Promise<void> | undefined;
  #again = false;
  #stopping = false;
  #wake = Promise.withResolvers<void>();
  #free = Promise.withResolvers<void>();

  constructor(options: DelivererOptions) {
    this.#options = options;
    this.#limits = { ...usual, ...options.limits };
    this.#sql = connect(options.url, 1, { lasting: true });
    this.#ended = this.#run();
  }

  /** Something may be due now. */
  nudge(): void {
    this.#again = true;
    this.#wake.resolve();
  }

  /** Starts nothing new, waits for messages in flight, and leaves the channel to other servers. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake.resolve();
    this.#freed();
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, this.#limits.stop);
    await Promise.race([this.#settled(), late.promise]);
    clearTimeout(timer);
    const own = this.#own;
    this.#own = undefined;
    own?.release();
    await this.#sql.end({ timeout: 1 });
    await this.#ended;
  }

  async #settled(): Promise<void> {
    while (this.#inFlight.size > 0 && this.#own) await this.#free.promise;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#again = false;
      this.#wake = Promise.withResolvers();
      try {
        const own = await this.#connection();
        if (own) await this.#deliverAll(own);
      } catch (error) {
        this.#lost(error);
      }
      if (!this.#again && !this.#stopping) await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    const timer = setTimeout(this.#wake.resolve, this.#limits.poll);
    await this.#wake.promise;
    clearTimeout(timer);
  }

  /** The connection with the lock of the channel; none while another server holds it. */
  async #connection(): Promise<Connection | undefined> {
    if (this.#own) return this.#own;
    const own = await this.#sql.reserve();
    const lock = lockOf[this.#options.channel];
    try {
      const [row] = await own<{ held: boolean }[]>`
        select pg_try_advisory_lock(${lockClass}::int, ${lock}::int) as held`;
      if (!row?.held) {
        own.release();
        return undefined;
      }
    } catch (error) {
      own.drop();
      throw error;
    }
    this.#own = own;
    await this.#record();
    return own;
  }

  async #deliverAll(own: Connection): Promise<void> {
    const { channel, clock, quiet } = this.#options;
    while (!this.#stopping) {
      const now = clock();
      const until = quiet?.(now);
      if (until) await putOff(own, channel, until.getTime() - now.getTime());
      const due = await dueIn(own, channel, batch, [...this.#inFlight], until !== undefined);
      for (const message of due) {
        const mayGoOn = () => !this.#stopping && this.#own === own;
        while (this.#inFlight.size >= this.#limits.inFlight && mayGoOn()) await this.#free.promise;
        if (!mayGoOn()) return;
        this.#inFlight.add(message.id);
        void this.#deliver(message);
      }
      if (due.length < batch) return;
    }
  }

  async #deliver(message: OutboxEntry): Promise<void> {
    this.#outcomes.push(await tryOnce(this.#options, message, this.#limits.try));
    // What ends in one turn of the event loop is recorded together.
    await turn();
    await this.#record();
  }

  /** Records what has ended; without a connection, on the next one. */
  #record(): Promise<void> {
    const own = this.#own;
    if (!own) return Promise.resolve();
    this.#recording ??= this.#recordAll(own)
      .catch((error: unknown) => this.#lost(error, own))
      .finally(() => {
        this.#recording = undefined;
        if (this.#outcomes.length > 0) void this.#record();
      });
    return this.#recording;
  }

  /** A place becomes free only once the outcome of its message is recorded. */
  async #recordAll(own: Connection): Promise<void> {
    const { channel, clock } = this.#options;
    while (this.#outcomes.length > 0) {
      const tries = this.#outcomes;
      this.#outcomes = [];
      try {
        await recordOutcomes(own, channel, tries, clock());
      } catch (error) {
        this.#outcomes.push(...tries);
        throw error;
      }
      for (const { id } of tries) this.#inFlight.delete(id);
      this.#freed();
    }
  }

  #freed(): void {
    const { resolve } = this.#free;
    this.#free = Promise.withResolvers();
    resolve();
  }

  #lost(err: unknown, own = this.#own): void {
    const { logger, channel } = this.#options;
    if (!this.#stopping) logger?.warn({ err, channel }, "messages could not be delivered");
    if (this.#own !== own) return;
    this.#own = undefined;
    own?.drop();
    this.#freed();
  }
}
