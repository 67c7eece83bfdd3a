import type { Seat, Ticket } from "../centres/index.ts";
import type { Visit } from "../counter/index.ts";
import type { OfficerId } from "../kernel/index.ts";
import { closeServed } from "./close-served.ts";
import type { ActDeps } from "./deps.ts";
import { freeCounter } from "./free-counter.ts";

type Deps = Pick<ActDeps, "counter"> & {
  readonly centres: Pick<
    ActDeps["centres"],
    "seatOf" | "atCounter" | "closeCounter" | "noticeFile"
  >;
};
type EndDeps = Deps & Parameters<typeof closeServed>[0];

/** Where an officer is asked about the client in front of them before they are signed out. */
export const leavePath = "/counter/leave";

/** What they choose there: the client goes back to the queue, or their file is closed. */
export const sendBack = "back";

/** Or: the client was served. */
export const wasServed = "served";

/** Who stands in front of an officer, and where. */
export interface InHand {
  readonly seat: Seat | undefined;
  readonly ticket: Ticket | undefined;
  readonly visit: Visit | undefined;
}

/** Whose ticket is called or served, or whose file is open, with this officer; else undefined. */
export async function inHandOf(
  { counter, centres }: Deps,
  officer: OfficerId,
): Promise<InHand | undefined> {
  const [seat, visit] = await Promise.all([centres.seatOf(officer), counter.openVisitOf(officer)]);
  const ticket = seat && (await centres.atCounter(seat)).current;
  return ticket || visit ? { seat, ticket, visit } : undefined;
}

/**
 * Whether an officer is asked first, because a client is in front of them. Who chose so sends the
 * client back to their place in the queue, or ends their ticket as served; the counter closes.
 */
async function beforeSignOut(
  deps: EndDeps,
  officer: OfficerId,
  client: string,
): Promise<string | undefined> {
  const inHand = await inHandOf(deps, officer);
  if (!inHand) return undefined;
  if (client === wasServed) return (await closeServed(deps, inHand)) ? undefined : leavePath;
  if (client !== sendBack) return leavePath;
  const { seat: at, ticket } = inHand;
  const freed = await freeCounter(deps, { at, officer, ticket: ticket?.id });
  return freed.ok ? undefined : leavePath;
}

/**
 * An officer is there no longer: the cards to which they said that they come wait for somebody
 * else, and their counter closes, as it does for who signs out with a client. Where one is there,
 * it stays open and the floor hears of it.
 * @returns the counter that stays open
 */
export async function leaveSeat(
  {
    counter,
    centres,
  }: Pick<Deps, "counter"> & {
    readonly centres: Pick<Deps["centres"], "seatOf" | "closeCounter" | "noticeFile">;
  },
  officer: OfficerId,
): Promise<Seat | undefined> {
  await counter.comeToNoCard(officer);
  const seat = await centres.seatOf(officer);
  if (!seat || (await centres.closeCounter(seat)).ok) return undefined;
  await centres.noticeFile(seat);
  return seat;
}

/** What belongs to the end of an officer's session. */
export const signOutActs = (deps: EndDeps) => ({
  beforeSignOut: (officer: OfficerId, client: string) => beforeSignOut(deps, officer, client),
  officerSignedOut: async (officer: OfficerId) => void (await leaveSeat(deps, officer)),
});
