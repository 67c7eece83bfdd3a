import type { Cases } from "../cases/index.ts";
import type { CounterDesk, TakenUnder } from "../counter/index.ts";
import type { Reference } from "../kernel/index.ts";

/**
 * What an application that was taken without network waits for: the person's yes, a second officer,
 * somebody of the hall for another reason, its device; or where it never becomes one: `dropped`, or
 * `withdrawn` on its device before it was sent.
 */
export type WaitsFor = "yes" | "officer" | "hall" | "device" | "dropped" | "withdrawn";

/** As anybody who has the number may see it: nothing of the person, and not why a hall looks. */
export interface TrackedOffline extends Pick<TakenUnder, "centre" | "takenAt" | "offered"> {
  readonly waits: WaitsFor;
}

interface TrackDeps {
  readonly counter: Pick<CounterDesk, "takenUnder">;
  readonly cases: Pick<Cases, "findDraft">;
}

/** For a number under which no application was sent; undefined where no device has it. */
export async function trackOffline(
  { counter, cases }: TrackDeps,
  reference: Reference,
): Promise<TrackedOffline | undefined> {
  const row = await counter.takenUnder(reference);
  if (!row || row.state === "done") return undefined;
  const { centre, takenAt, offered, state, reason, draft, person, isHeld } = row;
  const waits = (): WaitsFor => {
    if (state === null) return "device";
    if (state === "dropped") return reason === "offline.withdrawn" ? "withdrawn" : "dropped";
    if (isHeld) return "hall";
    if (reason === "offline.waits-for-yes") return "yes";
    return reason === "offline.waits-for-officer" ? "officer" : "hall";
  };
  const isDeleted = draft !== null && person !== null && !(await cases.findDraft(draft, person));
  return { centre, takenAt, offered, waits: isDeleted ? "dropped" : waits() };
}
