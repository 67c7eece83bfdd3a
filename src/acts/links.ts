import { type CommandId, ok, type Result, refuse } from "../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../platform/db/index.ts";
import { type EventLog, latestOfOperations, VersionConflict } from "../platform/events/index.ts";
import type { LinkId, LinkState, OutsideLink } from "../platform/jobs/index.ts";

/** The role that sees what goes to systems of others and acts on what failed. */
export const operationsRole = "operations-officer";

export interface LinkDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly log: EventLog;
  readonly links: readonly OutsideLink[];
}

/** Who acts, and the key of the intended act: the same key again is the same act. */
export interface LinkOccasion {
  readonly key: CommandId;
  readonly actor: string;
}

/** What operations staff did, in streams of one event each: `operations-<key>`. */
export interface LinkEvents {
  /** `item` is absent where all that failed were replayed. */
  readonly FailedReplayed: {
    readonly link: LinkId;
    readonly item?: string;
    readonly count: number;
  };
  readonly AddressUsedAgain: { readonly link: LinkId; readonly item: string };
  readonly FailedGivenUp: { readonly link: LinkId; readonly item: string; readonly reason: string };
}

export const linkEvents = [
  "FailedReplayed",
  "FailedGivenUp",
  "AddressUsedAgain",
] as const satisfies readonly (keyof LinkEvents)[];

export type LinkAct = {
  readonly [Type in keyof LinkEvents]: {
    readonly type: Type;
    readonly data: LinkEvents[Type];
    readonly at: Date;
    readonly actor: string;
  };
}[keyof LinkEvents];

/** How far back a digest looks: "4 failed, 3 have arrived since". */
export const digestDays = 7;
const dayMs = 86_400_000;

/** Longest reason for giving up, in characters. */
export const longestReason = 500;

export interface LinkNow extends LinkState {
  readonly link: OutsideLink;
}

const stateOf = async (link: OutsideLink, now: Date): Promise<LinkNow> => ({
  link,
  ...(await link.state(new Date(now.getTime() - digestDays * dayMs))),
});

/** Every way out with how it stands now. */
export const linksNow = (deps: Pick<LinkDeps, "links" | "clock">): Promise<readonly LinkNow[]> =>
  Promise.all(deps.links.map((link) => stateOf(link, deps.clock())));

/** One of them; undefined where none has this id. */
export async function linkNow({ links, clock }: LinkDeps, id: string) {
  const link = links.find((each) => each.id === id);
  return link && stateOf(link, clock());
}

/** The latest acts on what failed, newest first. */
export async function latestLinkActs({ sql }: Pick<LinkDeps, "sql">): Promise<readonly LinkAct[]> {
  return (await latestOfOperations(sql)) as readonly unknown[] as readonly LinkAct[];
}

type Doing = (tx: Sql) => Promise<{
  readonly count: number;
  readonly event: { readonly type: keyof LinkEvents; readonly data: object };
}>;

/** The act and its event in one transaction; nothing of either where nothing had failed. */
async function recorded(
  { sql, clock, log }: LinkDeps,
  { key, actor }: LinkOccasion,
  doing: Doing,
): Promise<Result<number>> {
  try {
    return await transaction(sql, async (tx) => {
      const { count, event } = await doing(tx);
      if (count === 0) return refuse("conflict", "operations.not-failed");
      const meta = { command: key, actor, at: clock() };
      await log.record(tx, { stream: `operations-${key}`, after: 0, events: [event], meta });
      return ok(count);
    });
  } catch (error) {
    // The same form sent twice.
    if (error instanceof VersionConflict) return refuse("conflict", "operations.not-failed");
    throw error;
  }
}

/**
 * Tries again what failed, one or all, in the order received; recorded with who did it. @returns
 * how many; refuses operations.not-failed where another was quicker
 */
export async function replayFailed(
  deps: LinkDeps,
  occasion: LinkOccasion,
  link: OutsideLink,
  which: string | "all",
): Promise<Result<number>> {
  const done = await recorded(deps, occasion, async (tx) => {
    const count = await link.replay(tx, which);
    const data = { link: link.id, count, ...(which !== "all" && { item: which }) };
    return { count, event: { type: "FailedReplayed", data } };
  });
  if (done.ok) link.nudge?.();
  return done;
}

/**
 * Gives up one that failed, with the reason; recorded with who did it. Refuses
 * operations.reason-missing, operations.not-failed.
 */
export async function giveUpFailed(
  deps: LinkDeps,
  occasion: LinkOccasion,
  link: OutsideLink,
  given: { readonly item: string; readonly reason: string },
): Promise<Result<number>> {
  const reason = given.reason.trim().slice(0, longestReason);
  if (reason === "") return refuse("invalid", "operations.reason-missing");
  return recorded(deps, occasion, async (tx) => {
    const count = (await link.giveUp(tx, given.item)) ? 1 : 0;
    const data = { link: link.id, item: given.item, reason };
    return { count, event: { type: "FailedGivenUp", data } };
  });
}

/**
 * Uses the address again from which this came back; recorded with who did it. Refuses
 * operations.not-failed.
 */
export const useAddressAgain = (
  deps: LinkDeps,
  occasion: LinkOccasion,
  { id: link, returns }: OutsideLink,
  item: string,
): Promise<Result<number>> =>
  recorded(deps, occasion, async (tx) => {
    const count = (await returns?.useAgain(tx, item)) ? 1 : 0;
    return { count, event: { type: "AddressUsedAgain", data: { link, item } } };
  });
