import type { Visit } from "../counter/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import {
  correctUnconfirmed,
  counterAccount,
  isNationalIdKnown,
  type OnSeenCard,
  type Person,
} from "../platform/auth/index.ts";
import { isConflict, transaction } from "../platform/db/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { settleBells } from "./card-bells.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "counter" | "cases" | "notifications">;

interface InFront {
  readonly visit: Visit;
  readonly person: Person;
}

/**
 * Whether what was typed of a card can still be corrected: the account was made in this visit,
 * nobody has confirmed the card or found another photo on it, and nothing was applied for.
 */
export async function mayCorrect(
  { counter, cases }: Pick<Deps, "counter" | "cases">,
  { visit, person }: InFront,
): Promise<boolean> {
  if (visit.access !== "registered" || person.iss !== counterAccount || person.level > 1)
    return false;
  const [isOther, applied] = await Promise.all([
    counter.hasOtherPhoto(person.id),
    cases.applicationsOf(person.id),
  ]);
  return !isOther && applied.length === 0;
}

/** What was corrected, by name. */
const corrected = ["nationalId", "name", "birthDate"] as const;

/**
 * The operator who made an account corrects number, name or date of birth. A check that waits is
 * over, since it was of what was there before. Recorded by what was corrected, never by its words.
 * Refuses counter.not-to-correct, counter.number-known.
 */
export async function correctRegistered(
  deps: Deps,
  { visit, person }: InFront,
  seen: OnSeenCard,
): Promise<Result<true>> {
  if (!(await mayCorrect(deps, { visit, person })))
    return refuse("not-allowed", "counter.not-to-correct");
  const { nationalId } = seen;
  const isOther = nationalId !== null && nationalId !== person.nationalId;
  if (isOther && (await isNationalIdKnown(deps.sql, nationalId)))
    return refuse("invalid", "counter.number-known");
  const fields = corrected.filter((name) => seen[name] !== person[name]);
  if (fields.length === 0) return ok(true);
  try {
    return await transaction<Result<true>>(deps.sql, async (tx) => {
      const now = deps.clock();
      // First, so that of a colleague who confirms at this moment and this one is the first.
      await settleBells(deps, await deps.counter.replaceCheck(tx, visit), tx);
      if (!(await correctUnconfirmed(tx, person.id, seen, now)))
        return refuse("not-allowed", "counter.not-to-correct");
      await recordSecurity(tx, now, {
        ...{ kind: "account-corrected", actor: `officer:${visit.operator}` },
        ...{ about: `person:${person.id}`, facts: { fields, visit: visit.id } },
      });
      return ok(true);
    });
  } catch (error) {
    if (isConflict(error, "person_account")) return refuse("invalid", "counter.number-known");
    throw error;
  }
}
