import type { OfficerId } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";
import { closeFile } from "./open-file.ts";
import type { InHand } from "./sign-out.ts";

/**
 * Ends the ticket that an officer serves with their counter, then its file: they leave. `by`:
 * somebody else who says so.
 * @returns false where nobody is being served there
 */
export async function closeServed(
  deps: Pick<ActDeps, "sql" | "cases" | "catalogue" | "counter"> & {
    readonly centres: Pick<ActDeps["centres"], "finishAndClose" | "noticeFile">;
  },
  { seat, ticket, visit }: InHand,
  by?: OfficerId,
): Promise<boolean> {
  if (!seat || ticket?.status !== "serving") return false;
  const finished = await deps.centres.finishAndClose(seat, { by });
  if (!finished.ok) return false;
  if (visit) await closeFile(deps, visit, "done");
  return true;
}
