import type { Registrar } from "../counter/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import { addPerson, counterAccount, isNationalIdKnown } from "../platform/auth/index.ts";
import { newId } from "../platform/db/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "counter">;

/** Whom somebody had before them where there was no network, from the card that they saw. */
export interface WrittenDown {
  readonly name: string;
  readonly nationalId: string;
  readonly birthDate: string;
  readonly lang: string;
  readonly phone: string | null;
  /** The card says: a citizen of this country. */
  readonly nationality: string | null;
}

/**
 * An account of level 1 from what a device took, by the officer who saw the card, or by
 * another from the receipt. Refuses offline.person-differs where the number is somebody's,
 * .name-differs without a date of birth.
 */
export async function writeDown(
  { sql, clock, counter }: Deps,
  { nationalId, birthDate, lang, ...seen }: WrittenDown,
  by: Registrar,
): Promise<Result<true>> {
  if (!birthDate) return refuse("conflict", "offline.name-differs");
  if (await isNationalIdKnown(sql, nationalId)) return refuse("conflict", "offline.person-differs");
  const person = await addPerson(
    sql,
    {
      ...{ iss: counterAccount, sub: `card:${nationalId}`, nationalId, birthDate, ...seen },
      ...{ givenName: null, familyName: null, email: null, language: lang },
      level: 1,
    },
    { id: newId(), now: clock() },
  );
  if (!person) return refuse("conflict", "offline.person-differs");
  await counter.recordRegistration(person.id, { ...by, card: "national-id" });
  return ok(true);
}
