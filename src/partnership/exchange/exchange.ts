import type { PublicKey } from "../../certificate-code/index.ts";
import { type CommandId, fold, ok, type Result, refuse } from "../../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../../platform/db/index.ts";
import { handle, load, makeEventLog } from "../../platform/events/index.ts";
import type { TasksOf } from "../../platform/jobs/index.ts";
import type { Side, Words } from "../instruments/model.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { exchangeDecider } from "./decide.ts";
import { type Fetch, fetchIntroduction, postBundle } from "./link.ts";
import {
  type Bundle,
  bundleFormat,
  type ExchangeCommand,
  type ExchangeEvent,
  type ExchangeState,
  type Introduction,
  type Statement,
} from "./model.ts";
import { sharedParts } from "./parts.ts";
import { hashOf, openBundle, openIntroduction, type Sealer } from "./seal.ts";
import { subjectOf } from "./sharing.ts";
import { catchUp } from "./statements.ts";
import {
  type Counts,
  type KeptBundle,
  keepBundle,
  lockExchange,
  markSent,
  type Position,
  readBundles,
  readBundleText,
  readCounts,
  readOpenPositions,
  readPosition,
  readPositions,
  readUnsent,
  stateDeclined,
  stateOurs,
} from "./store.ts";
import { applyIn, type TakenIn, takeIn, takeOverAgain } from "./take-in.ts";

export interface ExchangeDeps extends PartnershipDeps {
  /** The government that keeps this register. */
  readonly side: Side;
  readonly name: Words;
  /** Where this register is reached. */
  readonly address: string;
  readonly sealer: Sealer;
  readonly fetch?: Fetch;
}

/** One fact on which both sides speak, with what it belongs to. */
export interface OpenPosition extends Position {
  readonly title: Words | undefined;
}

/** The exchange with the other government's register, by file or by link. */
export interface Exchange {
  readonly side: Side;
  state(): Promise<ExchangeState>;
  counts(): Promise<Counts>;
  /** The key that we sign with. Refuses `credentials.no-key`. */
  ownKey(): Promise<Result<PublicKey>>;
  /** Our introduction: a signed file with our key. Refuses `credentials.no-key`. */
  introduction(): Promise<Result<string>>;
  /** What an introduction says, nothing trusted yet. @param given its text, or an address */
  readIntroduction(given: string): Promise<Result<{ text: string; introduction: Introduction }>>;
  /** Trusts the key of the other government. Officers have compared its fingerprint before. */
  trust(text: string, occasion: Occasion): Promise<Result<ExchangeState>>;
  /** Links the registers: from now on bundles are sent by themselves. */
  link(address: string, occasion: Occasion): Promise<Result<ExchangeState>>;
  unlink(occasion: Occasion): Promise<Result<ExchangeState>>;
  /** Makes the next bundle of all that waits. Refuses `partnership.nothing-to-send`. */
  make(occasion: Occasion): Promise<Result<KeptBundle>>;
  bundles(): Promise<readonly KeptBundle[]>;
  /** The signed text of a bundle that we sent, or received. */
  bundleText(sequence: number, direction?: KeptBundle["direction"]): Promise<string | undefined>;
  /** Takes in a bundle of the other side, whole or not at all. Refuses `partnership.bundle-*`. */
  receive(text: string, occasion: Occasion): Promise<Result<TakenIn>>;
  /** Makes a bundle where something waits and sends all that the other side lacks. */
  send(occasion: Occasion): Promise<Result<{ readonly sent: number }>>;
  open(): Promise<readonly OpenPosition[]>;
  /** All facts of a subject, such as `instrument-air_services_2025`. */
  positions(subject: string): Promise<readonly Position[]>;
  /** Our yes to what the other side states: it stands in both registers. */
  accept(at: Answered, occasion: Occasion): Promise<Result<unknown>>;
  /**
   * Our yes to all of a subject that only the other side has stated, in the order in which it did,
   * up to the statement `until`: all of it or, where our register refuses one, nothing.
   */
  acceptAll(
    all: { readonly subject: string; readonly until: number },
    occasion: Occasion,
  ): Promise<Result<{ readonly accepted: number }>>;
  /** Our no, with the reason; both statements stay side by side. */
  decline(at: Answered, reason: string, occasion: Occasion): Promise<Result<unknown>>;
  /** States what stood in the register before; once, at the start. */
  catchUp(): Promise<void>;
  readonly tasks: TasksOf<"partnership.send" | "partnership.take-over">;
}

/** The statement that is answered: another one that came meanwhile is not. */
export interface Answered {
  readonly subject: string;
  readonly slot: string;
  readonly number: number;
}

/** A bundle has at most so many statements; what is left comes in the next. */
const mostStatements = 20_000;
/** And so many bundles go out at a time. */
const mostPosts = 100;
const stream = "exchange";
const ownLog = makeEventLog();

const loadExchange = async (sql: Sql) => {
  const history = await load(sql, stream);
  const events = history.map(({ type, data }) => ({ type, data }) as ExchangeEvent);
  return {
    state: fold(exchangeDecider, events),
    version: history.length,
    commands: new Set(history.map(({ command }) => command)),
  };
};

export function makeExchange(deps: ExchangeDeps): Exchange {
  const { sql, side, clock, sealer, log = ownLog } = deps;
  const give = (
    within: Sql,
    command: ExchangeCommand,
    { key, actor }: Occasion,
  ): Promise<Result<ExchangeState>> =>
    handle(log, {
      ...{ sql: within as Pool, stream, decider: exchangeDecider, command, key, actor, clock },
      load: async (from) => ok(await loadExchange(from)),
      facts: () => ({ side }),
      project: (tx, { after }) => [keepLink(tx, after)],
      follow: () => [],
      conflict: "partnership.conflict",
    });
  const state = async () => (await loadExchange(sql)).state;

  async function make(occasion: Occasion): Promise<Result<KeptBundle>> {
    const done = await locked(sql, async (tx) => {
      const { partner, sent, received } = (await loadExchange(tx)).state;
      if (!partner) return refuse("conflict", "partnership.partner-missing");
      const statements = await unsentFor(tx, side, partner.side);
      if (statements.length === 0) return refuse("conflict", "partnership.nothing-to-send");
      const at = clock();
      const bundle: Bundle = {
        ...{ format: bundleFormat, from: side, to: partner.side },
        sequence: (sent?.sequence ?? 0) + 1,
        previous: sent?.hash ?? null,
        madeAt: at.toISOString(),
        received: received ?? null,
        statements,
      };
      const sealed = await sealer.seal("hamwe-bundle+jws", bundle);
      if (!sealed.ok) return sealed;
      const hash = hashOf(sealed.value);
      const made = await give(tx, { type: "make", bundle, hash }, occasion);
      if (!made.ok) return made;
      const post = {
        ...{ direction: "sent" as const, sequence: bundle.sequence, hash, at },
        statements: statements.length,
      };
      await keepBundle(tx, post, sealed.value);
      const numbers = statements.map(({ number }) => number);
      await markSent(tx, side, numbers, bundle.sequence);
      return ok(post);
    });
    return done;
  }

  async function receive(text: string, occasion: Occasion): Promise<Result<TakenIn>> {
    const { partner } = await state();
    if (!partner) return refuse("conflict", "partnership.partner-missing");
    const opened = await openBundle(text, partner.keys);
    if (!opened.ok) return opened;
    const { bundle, hash } = opened.value;
    return locked(sql, async (tx) => {
      const given = await give(tx, { type: "receive", bundle, hash }, occasion);
      if (!given.ok) return given;
      const { sequence, statements } = bundle;
      const record = { direction: "received" as const, sequence, hash, at: clock() };
      await keepBundle(tx, { ...record, statements: statements.length }, text.trim());
      return ok(await takeIn(deps, tx, bundle));
    });
  }

  /** The statement of the other side that is answered, where it is still the last one. */
  async function answered(tx: Sql, { subject, slot, number }: Answered): Promise<Result<Position>> {
    const position = await readPosition(tx, side, subject, slot);
    if (!position?.theirs) return refuse("not-found", "partnership.statement-unknown");
    if (position.theirs.number !== number)
      return refuse("conflict", "partnership.statement-changed");
    return ok(position);
  }

  const accept = (at: Answered, occasion: Occasion): Promise<Result<unknown>> =>
    locked(sql, (tx) => acceptWithin(tx, at, occasion));

  async function acceptAll(
    { subject, until }: { readonly subject: string; readonly until: number },
    occasion: Occasion,
  ): Promise<Result<{ readonly accepted: number }>> {
    return locked(sql, async (tx) => {
      const waiting = (await readPositions(tx, side, subject))
        .filter(({ share, standing }) => share === "joint" && standing === "waits")
        .flatMap(({ slot, theirs }) => (theirs ? [{ subject, slot, number: theirs.number }] : []))
        .filter(({ number }) => number <= until)
        .sort((a, b) => a.number - b.number);
      for (const [index, at] of waiting.entries()) {
        const key = `${occasion.key}:all:${index}` as CommandId;
        const done = await acceptWithin(tx, at, { ...occasion, key });
        if (!done.ok) return done;
      }
      return ok({ accepted: waiting.length });
    });
  }

  async function acceptWithin(tx: Sql, at: Answered, occasion: Occasion): Promise<Result<unknown>> {
    const answer = await answered(tx, at);
    if (!answer.ok || answer.value.standing === "agreed") return answer;
    const { subject, slot, theirs, share, about, theirsDigest } = answer.value;
    if (!theirs) return answer;
    const { type, data, bundle } = theirs;
    const { partner } = (await loadExchange(tx)).state;
    const from = partner?.side ?? side;
    const event = { type, data, from, ...(bundle !== null && { bundle }) };
    const done = await applyIn(deps, tx, subject, event, occasion);
    if (!done.ok) return done;
    const after = await readPosition(tx, side, subject, slot);
    // The register had it already: our word for it is still to be said.
    if (after?.standing !== "agreed") {
      const stated = { subject, slot, type: theirs.type, data: theirs.data, at: clock() };
      const shared = { share, slot, digest: theirsDigest, ...(about && { side: about }) };
      await stateOurs(tx, side, stated, shared);
    }
    if (partner) await takeOverAgain(deps, tx, partner.side);
    return done;
  }

  async function decline(at: Answered, reason: string, occasion: Occasion) {
    return locked(sql, async (tx): Promise<Result<unknown>> => {
      const outcome = await answered(tx, at);
      if (!outcome.ok) return outcome;
      const { subject, slot, theirsDigest: digest } = outcome.value;
      const command = { type: "decline" as const, subject, slot, digest, reason };
      const given = await give(tx, command, occasion);
      if (!given.ok) return given;
      const data = { slot, digest, reason };
      await stateDeclined(tx, side, { subject, slot, data, at: clock() });
      return given;
    });
  }

  async function send(occasion: Occasion): Promise<Result<{ readonly sent: number }>> {
    const made = await make(occasion);
    if (!made.ok && made.refusal.code !== "partnership.nothing-to-send") return made;
    const { partner, sent, acknowledged = 0 } = await state();
    if (!partner?.address) return refuse("invalid", "partnership.address");
    let last = acknowledged;
    let posts = 0;
    // The other side says which one it has: from there on it is sent what follows.
    for (; last < (sent?.sequence ?? 0) && posts < mostPosts; posts++) {
      const text = await readBundleText(sql, "sent", last + 1);
      if (text === undefined) break;
      const posted = await postBundle(deps.fetch ?? fetch, partner.address, text);
      if (!posted.ok) return posted;
      last = posted.value;
      const key = `${occasion.key}:${posts}` as CommandId;
      await give(sql, { type: "acknowledge", sequence: last }, { ...occasion, key });
    }
    return ok({ sent: posts });
  }

  const titleOf = async (subject: string) => {
    const { part, id = subject } = subjectOf(sharedParts, subject) ?? {};
    return part?.titleOf(sql, id);
  };

  return {
    ...{ side, state, make, receive, accept, acceptAll, decline, send },
    counts: () => readCounts(sql),
    ownKey: () => sealer.publicKey(),
    async introduction() {
      const key = await sealer.publicKey();
      if (!key.ok) return key;
      const introduction: Introduction = {
        ...{ format: bundleFormat, side, name: deps.name, key: key.value },
        ...{ address: deps.address, madeAt: clock().toISOString() },
      };
      return sealer.seal("hamwe-introduction+jws", introduction);
    },
    async readIntroduction(given) {
      // A signed introduction has no colon; whatever has one is meant as an address.
      const text = given.includes(":")
        ? await fetchIntroduction(deps.fetch ?? fetch, given.trim())
        : ok(given.trim());
      if (!text.ok) return text;
      const opened = await openIntroduction(text.value);
      if (!opened.ok) return opened;
      const introduction = opened.value;
      if (introduction.side === side) return refuse("invalid", "partnership.introduction-own");
      return ok({ text: text.value, introduction });
    },
    async trust(text, occasion) {
      const opened = await openIntroduction(text);
      if (!opened.ok) return opened;
      return give(sql, { type: "trust", introduction: opened.value }, occasion);
    },
    link: (address, occasion) => give(sql, { type: "link", address }, occasion),
    unlink: (occasion) => give(sql, { type: "unlink" }, occasion),
    bundles: () => readBundles(sql, 50),
    bundleText: (sequence, direction = "sent") => readBundleText(sql, direction, sequence),
    async open() {
      const open = await readOpenPositions(sql, side, 100);
      return Promise.all(open.map(async (at) => ({ ...at, title: await titleOf(at.subject) })));
    },
    positions: (subject) => readPositions(sql, side, subject),
    catchUp: () => transaction(sql, (tx) => catchUp(tx, side)),
    tasks: {
      async "partnership.take-over"() {
        await locked(sql, async (tx) => {
          const { partner } = (await loadExchange(tx)).state;
          if (partner) await takeOverAgain(deps, tx, partner.side);
          return ok(undefined);
        });
      },
      async "partnership.send"() {
        const { partner } = await state();
        if (!partner?.address) return;
        const key = `send:${clock().toISOString()}` as CommandId;
        const done = await send({ key, actor: "system" });
        // Thrown, so that the job is tried again.
        if (!done.ok) throw new Error(`not sent: ${done.refusal.code}`);
      },
    },
  };
}

/** The link as a row, so that a statement knows at once whether it is to be sent. */
const keepLink = (tx: Sql, { partner }: ExchangeState) => tx`
  insert into partnership.link (one, address) values (true, ${partner?.address ?? null})
  on conflict (one) do update set address = excluded.address`;

/** Statements of subjects to which the other side is a party; others are never sent to it. */
async function unsentFor(tx: Sql, side: Side, partner: Side): Promise<readonly Statement[]> {
  const unsent = await readUnsent(tx, mostStatements);
  const parties = new Map<string, boolean>();
  for (const { subject } of unsent) {
    if (parties.has(subject)) continue;
    const { part, id = "" } = subjectOf(sharedParts, subject) ?? {};
    parties.set(subject, (await part?.partiesOf(tx, id))?.includes(partner) ?? false);
  }
  const foreign = unsent.filter(({ subject }) => !parties.get(subject));
  await markSent(
    tx,
    side,
    foreign.map(({ number }) => number),
    0,
  );
  return unsent.filter(({ subject }) => parties.get(subject));
}

/** One writer at a time; what is refused leaves nothing behind. */
async function locked<Value>(
  sql: Pool,
  work: (tx: Sql) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let refused: Result<Value> | undefined;
  try {
    return await transaction(sql, async (tx) => {
      await lockExchange(tx);
      const done = await work(tx);
      if (!done.ok) {
        refused = done;
        throw new Error(done.refusal.code);
      }
      return done;
    });
  } catch (error) {
    if (refused) return refused;
    throw error;
  }
}
