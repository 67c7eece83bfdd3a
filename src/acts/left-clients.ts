import { type Hall, type Seat, type Ticket, watchOf } from "../centres/index.ts";
import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { signedOutAmong } from "../platform/auth/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { closeServed } from "./close-served.ts";
import type { ActDeps } from "./deps.ts";
import { transferFile } from "./open-file.ts";
import { inHandOf, leaveSeat } from "./sign-out.ts";
import { floorManagersOf, recordNotifications, type TellDeps } from "./tell-officers.ts";

/** A ticket that was called, and in which hall. */
export interface ClientCalled {
  readonly centre: string;
  readonly ticket: string;
}

/** A client at a counter from which the officer has gone. */
export interface LeftClient {
  readonly counter: string;
  readonly officer: string;
  readonly ticket: Pick<Ticket, "id" | "number" | "status">;
  /** Since when the officer is not signed in any more. */
  readonly since: Date;
}

/**
 * Clients of a hall whom nobody serves, because their officer is not signed in for too long, or
 * works here no longer.
 */
export function leftClients(
  { clock }: Pick<ActDeps, "clock">,
  { centre, counters }: Pick<Hall, "centre" | "counters">,
): readonly LeftClient[] {
  const before = clock().getTime() - centre.rules.callMinutes * 60_000;
  return counters.flatMap(({ id: counter, officer, ticket, signedOutAt: since, hasLeft }) =>
    officer && ticket && since && (hasLeft || since.getTime() <= before)
      ? [{ counter, officer, ticket, since }]
      : [],
  );
}

/**
 * Some minutes after a call: tells whoever runs the floor where the officer has left the client
 * alone; looks again later while the client is still there.
 */
export async function tellLeft(
  deps: TellDeps & Pick<ActDeps, "centres">,
  { centre: id, ticket }: ClientCalled,
): Promise<void> {
  const { sql, clock, centres } = deps;
  const hall = await centres.hall(id);
  if (!hall?.counters.some((each) => each.ticket?.id === ticket)) return;
  if (leftClients(deps, hall).some((each) => each.ticket.id === ticket)) {
    const here = (await floorManagersOf(deps, id)).filter(({ away }) => !away);
    await recordNotifications(
      deps,
      here.map(({ id: officer }) => ({
        ...{ id: `client-left:${id}:${ticket}`, officer },
        kind: "client-left" as const,
      })),
    );
    return;
  }
  await enqueue(sql, [watchOf(hall.centre, ticket, clock())]);
}

type Centres = ActDeps["centres"];

/** What whoever runs the floor does with the ticket that they saw there. */
interface ByManager {
  readonly ticket: string;
  readonly by: OfficerId;
}

/**
 * The client whom an officer left was served: their ticket ends, and the counter closes. Refuses
 * centre.no-client, centre.counter-taken where the officer is there again, and centre.not-serving.
 */
export async function leftWasServed(
  deps: Pick<ActDeps, "sql" | "clock" | "cases" | "catalogue" | "counter"> & {
    readonly centres: Pick<
      Centres,
      "atCounter" | "closeCounter" | "finishAndClose" | "noticeFile" | "seatOf"
    >;
  },
  officer: OfficerId | undefined,
  { ticket, by }: ByManager,
): Promise<Result<true>> {
  const inHand = officer && (await inHandOf(deps, officer));
  if (!inHand || inHand.ticket?.id !== ticket) return refuse("conflict", "centre.no-client");
  const gone = await signedOutAmong(deps.sql, [officer], deps.clock());
  if (gone.size === 0) return refuse("conflict", "centre.counter-taken");
  const isClosed = await closeServed(deps, inHand, by);
  return isClosed ? ok(true) : refuse("conflict", "centre.not-serving");
}

/**
 * Another officer goes on at the counter of one who has gone, with the client who stands there; the
 * file that was open with the first is closed. Refuses what `Centres.takeOver` refuses.
 */
export async function takeOverLeft(
  deps: Parameters<typeof transferFile>[0] & { readonly centres: Pick<Centres, "takeOver"> },
  seat: Seat,
  { gone, ticket, by }: ByManager & { readonly gone: OfficerId | undefined },
): Promise<Result<true>> {
  const taken = await deps.centres.takeOver(seat, ticket, by);
  if (taken.ok && gone) await transferFile(deps, gone);
  return taken;
}

/**
 * Officers whose session ended otherwise than by signing out, or ran out, are there no longer: as
 * in `leaveSeat`, the cards to which they said that they come wait for somebody else, and their
 * counters without a client close.
 */
export const closeLeft = (
  { centres, counter }: Pick<ActDeps, "centres" | "counter">,
  centre: string,
): Promise<void> => centres.closeLeft(centre, (officer) => counter.comeToNoCard(officer));

/**
 * An officer works here no longer: see `leaveSeat`; whoever runs the floor is told at once of the
 * client of a ticket whom they leave at their counter.
 */
export async function leaveCounter(
  { sql, centres, counter }: Pick<ActDeps, "sql" | "centres" | "counter">,
  officer: OfficerId,
): Promise<void> {
  const seat = await leaveSeat({ centres, counter }, officer);
  const current = seat && (await centres.atCounter(seat)).current;
  if (!current) return;
  const client = { centre: seat.centre, ticket: current.id };
  await enqueue(sql, [{ task: "tell-left", payload: client, key: `tell-left:${current.id}:left` }]);
}
