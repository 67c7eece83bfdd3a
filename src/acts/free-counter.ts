import type { Seat } from "../centres/index.ts";
import { type OfficerId, ok, type Result } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";
import { transferFile } from "./open-file.ts";

/** Where an officer leaves a client. */
export interface Freeing {
  /** Absent: they sit nowhere, and only have a file open. */
  readonly at: Pick<Seat, "centre" | "counter"> | undefined;
  /** Absent: nobody sits there any more. */
  readonly officer: OfficerId | undefined;
  /** The ticket that is sent back to its place in the queue; absent: none is in hand. */
  readonly ticket: string | undefined;
  /** Who frees it, where that is not its officer. */
  readonly by?: OfficerId;
}

/**
 * Closes a counter whose officer leaves, with the client in hand sent back to the queue; then their
 * file, which stays open where the counter does. Refuses centre.client-open where somebody else is
 * in hand, and what closing a counter refuses.
 */
export async function freeCounter(
  deps: Parameters<typeof transferFile>[0] & {
    readonly centres: Pick<ActDeps["centres"], "closeCounter">;
  },
  { at, officer, ticket = "", by }: Freeing,
): Promise<Result<true>> {
  const closed = at
    ? await deps.centres.closeCounter(at, { sentBack: ticket, by })
    : ok(true as const);
  if (closed.ok && officer) await transferFile(deps, officer);
  return closed;
}
