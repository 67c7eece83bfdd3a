import type { OfficerId } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";
import { closeFile } from "./open-file.ts";
import type { InHand } from "./sign-out.ts";

/**
 * Ends the ticket that an officer serves, then its file, and closes their counter: they leave.
 * @returns false where nobody is being served there, or the counter does not close
 */
export async function closeServed(
  deps: Pick<ActDeps, "sql" | "cases" | "catalogue" | "counter"> & {
    readonly centres: Pick<ActDeps["centres"], "seatOf" | "finish" | "closeCounter" | "noticeFile">;
  },
  officer: OfficerId,
  { seat, ticket, visit }: InHand,
): Promise<boolean> {
  if (!seat || ticket?.status !== "serving") return false;
  const finished = await deps.centres.finish(seat);
  if (!finished.ok) return false;
  if (visit) await closeFile(deps, visit, "done");
  // Where closing was put off until this client is done, it is closed by now, or they have moved.
  const left = await deps.centres.seatOf(officer);
  return !left || (await deps.centres.closeCounter(left)).ok;
}
