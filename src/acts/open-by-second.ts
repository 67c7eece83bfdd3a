import type { Result } from "../kernel/index.ts";
import { refuse } from "../kernel/index.ts";
import { askCardCheck } from "./check-card.ts";
import { isCardReadable, reasonIn } from "./open-file.ts";

type InFront = Parameters<typeof askCardCheck>[1];

/**
 * Whether a second officer can open the file of somebody whose telephone is not with them, or let
 * them sign where it is open by other means.
 */
export const isSecondEnough = (at: InFront): boolean =>
  isCardReadable(at) && at.visit.access !== "second" && at.person.phone !== null;

/**
 * At a counter, for a person whose telephone is not with them: asks a second officer to read the
 * card, who opens the file with that (docs/decisions/0009). The person is told at the telephone and
 * reads the reason; every one is reviewed. No operator can do so alone, and what is read wrong
 * counts as a look-up of theirs. Refuses counter.file-shut, counter.too-many-lookups,
 * counter.reason-missing, and as `askCardCheck` does.
 */
export async function askSecondToOpen(
  deps: Parameters<typeof askCardCheck>[0],
  at: InFront,
  typed: string,
): Promise<Result<true>> {
  if (!isSecondEnough(at)) return refuse("not-allowed", "counter.file-shut");
  const may = await deps.counter.mayLookUp(at.visit.operator);
  if (!may.ok) return may;
  const reason = reasonIn(typed);
  return reason.ok ? askCardCheck(deps, at, { opens: reason.value }) : reason;
}
