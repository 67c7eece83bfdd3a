import type { OfficerId } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "counter"> & {
  readonly centres: Pick<ActDeps["centres"], "seatOf" | "noticeFile">;
};

/**
 * An officer signed out of their last session: the cards to which they said that they come wait for
 * somebody else, and the floor of the hall in which they sit is told.
 */
export async function officerSignedOut(
  { counter, centres }: Deps,
  officer: OfficerId,
): Promise<void> {
  await counter.comeToNoCard(officer);
  const seat = await centres.seatOf(officer);
  if (seat) await centres.noticeFile(seat);
}
