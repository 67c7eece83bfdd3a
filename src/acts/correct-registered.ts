import type { CardCheck, Visit } from "../counter/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import {
  correctUnconfirmed,
  counterAccount,
  isNationalIdKnown,
  type OnSeenCard,
  type Person,
  setCounterName,
} from "../platform/auth/index.ts";
import { isConflict, type Sql, transaction } from "../platform/db/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { settleBells } from "./card-bells.ts";
import type { ActDeps } from "./deps.ts";
import { sameName } from "./same-name.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "counter" | "cases" | "notifications">;

interface InFront {
  readonly visit: Visit;
  readonly person: Person;
}

/** The check in which two officers read another name on the card than the account still has. */
export async function otherNameOn(
  { counter }: Pick<Deps, "counter">,
  { id, name }: Pick<Person, "id" | "name">,
): Promise<(CardCheck & { readonly cardName: string }) | undefined> {
  const check = (await counter.cardChecksOf(id)).find(({ otherName }) => otherName);
  const cardName = check?.cardName;
  return check && cardName && !sameName(cardName, name) ? { ...check, cardName } : undefined;
}

/**
 * What of an account that a counter made can be corrected where its whole file is open there: all
 * that was typed of a card, while nobody has confirmed it, no refusal of it stands and nothing was
 * applied for; later the name alone, to the one that two officers read on the card.
 */
export async function mayCorrect(
  deps: Pick<Deps, "counter" | "cases">,
  { visit, person }: InFront,
): Promise<"card" | "name" | undefined> {
  const isOpen = visit.door === "counter" && visit.access !== null;
  if (!isOpen || person.iss !== counterAccount) return undefined;
  if (await otherNameOn(deps, person)) return "name";
  if (person.level > 1) return undefined;
  const [{ held }, applied] = await Promise.all([
    deps.counter.cardHold(person.id),
    deps.cases.applicationsOf(person.id),
  ]);
  return held || applied.length > 0 ? undefined : "card";
}

/** What was corrected, by name. */
const corrected = ["nationalId", "name", "birthDate"] as const;

/**
 * Corrects number, name or date of birth. A check that waits is over, since it was of what was
 * there before. Recorded by what was corrected, never by its words. Refuses counter.not-to-correct,
 * counter.number-known, counter.not-the-card-name.
 */
export async function correctRegistered(
  deps: Deps,
  { visit, person }: InFront,
  seen: OnSeenCard,
): Promise<Result<true>> {
  const may = await mayCorrect(deps, { visit, person });
  if (!may) return refuse("not-allowed", "counter.not-to-correct");
  if (may === "name") return correctName(deps, { visit, person }, seen);
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
      await record(tx, deps, { visit, person, fields });
      return ok(true);
    });
  } catch (error) {
    if (isConflict(error, "person_account")) return refuse("invalid", "counter.number-known");
    throw error;
  }
}

/** The account gets the name that two officers read on the card, and no other. */
async function correctName(
  deps: Deps,
  { visit, person }: InFront,
  seen: OnSeenCard,
): Promise<Result<true>> {
  const check = await otherNameOn(deps, person);
  if (!check || !sameName(seen.name, check.cardName))
    return refuse("invalid", "counter.not-the-card-name");
  return transaction<Result<true>>(deps.sql, async (tx) => {
    await setCounterName(tx, person.id, seen, deps.clock());
    await record(tx, deps, { visit, person, fields: ["name"] });
    return ok(true);
  });
}

const record = (
  tx: Sql,
  { clock }: Pick<Deps, "clock">,
  { visit, person, fields }: InFront & { readonly fields: readonly string[] },
): Promise<void> =>
  recordSecurity(tx, clock(), {
    ...{ kind: "account-corrected", actor: `officer:${visit.operator}` },
    ...{ about: `person:${person.id}`, facts: { fields, visit: visit.id } },
  });
