import type { Hall } from "../centres/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";
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
  readonly ticket: { readonly id: string; readonly number: string };
  /** Since when the officer is not signed in any more. */
  readonly since: Date;
}

/** Clients of a hall whom nobody serves, because their officer is not signed in for too long. */
export function leftClients(
  { clock }: Pick<ActDeps, "clock">,
  { centre, counters }: Pick<Hall, "centre" | "counters">,
): readonly LeftClient[] {
  const before = clock().getTime() - centre.rules.callMinutes * 60_000;
  return counters.flatMap(({ id: counter, officer, ticket, signedOutAt: since }) =>
    officer && ticket && since && since.getTime() <= before
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
  const runAt = new Date(clock().getTime() + hall.centre.rules.callMinutes * 60_000);
  const key = `tell-left:${ticket}:${runAt.getTime()}`;
  await enqueue(sql, [{ task: "tell-left", payload: { centre: id, ticket }, runAt, key }]);
}
