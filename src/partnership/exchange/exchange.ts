import type { PublicKey } from "../../certificate-code/index.ts";
import { type CommandId, ok, type Result, refuse } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import type { TasksOf } from "../../platform/jobs/index.ts";
import type { Side, Words } from "../instruments/model.ts";
import type { Occasion } from "../shell.ts";
import { type AllOf, type Answered, accept, acceptAll, decline } from "./answers.ts";
import { makeBundle, receiveBundle, sendBundles } from "./bundles.ts";
import { type ExchangeDeps, giveExchange, loadExchange, locked } from "./core.ts";
import { fetchIntroduction } from "./link.ts";
import {
  bundleFormat,
  type ExchangeCommand,
  type ExchangeState,
  type Introduction,
} from "./model.ts";
import { nameOnlyPartner } from "./one-partner.ts";
import { sharedParts } from "./parts.ts";
import { openIntroduction } from "./seal.ts";
import { subjectOf } from "./sharing.ts";
import { catchUp, othersOf } from "./statements.ts";
import {
  type BundleAt,
  type Counts,
  type KeptBundle,
  type Position,
  readBundles,
  readBundleText,
  readCounts,
  readOpenPositions,
  readPartners,
  readPositions,
  readWaiting,
} from "./store.ts";
import { placeAgain, type TakenIn, takeOverAgain } from "./take-in.ts";

/** One fact on which both sides speak, with what it belongs to. */
export interface OpenPosition extends Position {
  readonly title: Words | undefined;
}

/** The exchange with the registers of other governments, by file or by link. */
export interface Exchange {
  readonly side: Side;
  state(): Promise<ExchangeState>;
  /** Governments whose registers were ever trusted, without the rest of the state. */
  partners(): Promise<ReadonlySet<Side>>;
  /** How many things of each kind, such as `session`, wait for our answer. */
  waiting(): Promise<ReadonlyMap<string, number>>;
  /** How many facts stand where, by partner. */
  counts(): Promise<ReadonlyMap<Side, Counts>>;
  /** The key that we sign with. Refuses `credentials.no-key`. */
  ownKey(): Promise<Result<PublicKey>>;
  /** Our introduction: a signed file with our key. Refuses `credentials.no-key`. */
  introduction(): Promise<Result<string>>;
  /** What an introduction says, nothing trusted yet. @param given its text, or an address */
  readIntroduction(given: string): Promise<Result<{ text: string; introduction: Introduction }>>;
  /** Trusts the key of another government. Officers have compared its fingerprint before. */
  trust(text: string, occasion: Occasion): Promise<Result<ExchangeState>>;
  /** Links the registers: from now on bundles are sent by themselves. */
  link(partner: Side, address: string, occasion: Occasion): Promise<Result<ExchangeState>>;
  unlink(partner: Side, occasion: Occasion): Promise<Result<ExchangeState>>;
  /** Takes nothing more from a partner and sends it nothing, until it is trusted anew. */
  withdraw(partner: Side, reason: string, occasion: Occasion): Promise<Result<ExchangeState>>;
  /** Makes the next bundle of all that waits. Refuses `partnership.nothing-to-send`. */
  make(partner: Side, occasion: Occasion): Promise<Result<KeptBundle>>;
  bundles(): Promise<readonly KeptBundle[]>;
  /** The signed text of a bundle that we sent, or received. */
  bundleText(at: BundleAt): Promise<string | undefined>;
  /** Takes in a bundle of a partner, whole or not at all. Refuses `partnership.bundle-*`. */
  receive(text: string, occasion: Occasion): Promise<Result<TakenIn>>;
  /** Makes bundles of what waits and sends all that the other side lacks. */
  send(partner: Side, occasion: Occasion): Promise<Result<{ readonly sent: number }>>;
  open(): Promise<readonly OpenPosition[]>;
  /** All facts of a subject, such as `instrument-air_services_2025`, with each partner. */
  positions(subject: string): Promise<readonly Position[]>;
  /** Our yes to what the other side states: it stands in both registers. */
  accept(at: Answered, occasion: Occasion): Promise<Result<unknown>>;
  /**
   * Our yes to all of some subjects that only the other side has stated, in the order in which it
   * did: all of it or, where our register refuses one, nothing.
   */
  acceptAll(all: AllOf, occasion: Occasion): Promise<Result<{ readonly accepted: number }>>;
  /** Our no, with the reason; both statements stay side by side. */
  decline(at: Answered, reason: string, occasion: Occasion): Promise<Result<unknown>>;
  /**
   * At the start: states what stood in the register before, and reads again what partners stated
   * in the words of a newer version.
   */
  catchUp(): Promise<void>;
  readonly tasks: TasksOf<"partnership.send" | "partnership.take-over">;
}

export function makeExchange(deps: ExchangeDeps): Exchange {
  const { sql, side, clock, sealer } = deps;
  const state = async () => (await loadExchange(sql)).state;
  const give = (command: ExchangeCommand, occasion: Occasion) =>
    giveExchange(deps, sql, command, occasion);

  const titleOf = async (subject: string) => {
    const { part, id = subject } = subjectOf(sharedParts, subject) ?? {};
    return part?.titleOf(sql, id);
  };

  /** Sends to every linked partner; one that is away does not hold up the others. */
  async function sendToAll(): Promise<void> {
    const key = `send:${clock().toISOString()}`;
    const failed: string[] = [];
    for (const partner of Object.values((await state()).partners)) {
      if (!partner.address) continue;
      const occasion = { key: `${key}:${partner.side}` as CommandId, actor: "system" };
      const done = await sendBundles(deps, partner.side, occasion);
      if (!done.ok) failed.push(`${partner.side}: ${done.refusal.code}`);
    }
    // Thrown, so that the job is tried again.
    if (failed.length > 0) throw new Error(`not sent: ${failed.join(", ")}`);
  }

  return {
    ...{ side, state },
    partners: () => readPartners(sql),
    waiting: () => readWaiting(sql),
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
      return give({ type: "trust", introduction: opened.value }, occasion);
    },
    link: (partner, address, occasion) => give({ type: "link", partner, address }, occasion),
    unlink: (partner, occasion) => give({ type: "unlink", partner }, occasion),
    withdraw: (partner, reason, occasion) => give({ type: "withdraw", partner, reason }, occasion),
    make: (partner, occasion) => makeBundle(deps, partner, occasion),
    receive: (text, occasion) => receiveBundle(deps, text, occasion),
    send: (partner, occasion) => sendBundles(deps, partner, occasion),
    accept: (at, occasion) => accept(deps, at, occasion),
    acceptAll: (all, occasion) => acceptAll(deps, all, occasion),
    decline: (at, reason, occasion) => decline(deps, at, reason, occasion),
    bundles: () => readBundles(sql, 50),
    bundleText: (at) => readBundleText(sql, at),
    async open() {
      const open = await readOpenPositions(sql, side, 100);
      return Promise.all(open.map(async (at) => ({ ...at, title: await titleOf(at.subject) })));
    },
    positions: (subject) => readPositions(sql, side, subject),
    catchUp: () =>
      transaction(sql, async (tx) => {
        const [only] = Object.keys((await loadExchange(tx)).state.partners);
        await nameOnlyPartner(tx, side, only, (subject) => othersOf(tx, side, subject));
        await catchUp(tx, side);
        await placeAgain(deps, tx);
      }),
    tasks: {
      "partnership.send": sendToAll,
      async "partnership.take-over"() {
        await locked(sql, async (tx) => {
          for (const partner of Object.keys((await loadExchange(tx)).state.partners))
            await takeOverAgain(deps, tx, partner);
          return ok(undefined);
        });
      },
    },
  };
}
