import type { Beside } from "../counter/index.ts";
import { ok, type PersonId, type Refusal, type Result, refuse } from "../kernel/index.ts";
import {
  holderOfPhone,
  type NewPerson,
  type Person,
  peopleBornOn,
} from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { reasonIn } from "./open-file.ts";
import { sameName } from "./same-name.ts";

/** The accounts that are there beside one which is to be made at a counter. */
export interface Neighbours {
  /** Of the same whole name and birth date: likely the same person. */
  readonly doubles: readonly Person[];
  /** Has the same telephone number. */
  readonly holder: PersonId | undefined;
}

/** Finds the accounts that are likely the same person's, and who has the same telephone. */
export async function neighboursOf(
  { sql }: Pick<ActDeps, "sql">,
  { name, birthDate, phone }: Pick<NewPerson, "name" | "birthDate" | "phone">,
): Promise<Neighbours> {
  const born = birthDate === null ? [] : await peopleBornOn(sql, birthDate);
  return {
    doubles: born.filter((each) => sameName(name, each.name)),
    holder: phone === null ? undefined : await holderOfPhone(sql, phone),
  };
}

/** Names exactly these accounts, so that a reason counts for no others. */
export const doublesShown = ({ doubles }: Pick<Neighbours, "doubles">): string =>
  doubles
    .map(({ id }) => id)
    .sort()
    .join(".");

/** Why the account is made nevertheless, and about which accounts or number that was asked. */
export type ReasonsTyped = Readonly<
  Record<Beside["what"], { readonly reason: string; readonly about: string }>
>;

/** What was said of the neighbours, and what is still to be said of them. */
export interface Reasons {
  readonly besides: readonly Beside[];
  readonly open: Readonly<Partial<Record<Beside["what"], Refusal>>>;
}

/**
 * Why this account is made beside its neighbours. Still open are counter.double-exists and
 * counter.phone-shared where that was not asked yet, and counter.reason-missing.
 */
export function reasonsFor(
  neighbours: Neighbours,
  phone: string | null,
  { name, phone: shared }: ReasonsTyped,
): Reasons {
  const { doubles, holder } = neighbours;
  const another =
    name.about === doublesShown(neighbours)
      ? reasonIn(name.reason)
      : refuse("conflict", "counter.double-exists");
  const both = shared.about === phone ? reasonIn(shared.reason) : phoneShared();
  return {
    besides: [
      ...doubles.flatMap(({ id }) => besideOf("name", id, another)),
      ...(holder ? besideOf("phone", holder, both) : []),
    ],
    open: {
      ...(doubles.length > 0 && !another.ok && { name: another.refusal }),
      ...(holder && !both.ok && { phone: both.refusal }),
    },
  };
}

const besideOf = (what: Beside["what"], other: PersonId, reason: Result<string>): Beside[] =>
  reason.ok ? [{ what, other, reason: reason.value }] : [];

const phoneShared = () => refuse("conflict", "counter.phone-shared");

/** A number that an account is to get, and why another may have it too; empty where not asked. */
export interface PhoneTyped {
  readonly phone: string;
  readonly reason: string;
}

/**
 * Why two accounts have this number; nothing where no other has it. Whoever had it first is led to
 * by it as before, and a code goes to the telephone, whoever asks for it. Refuses
 * counter.phone-shared where no reason was given, and counter.reason-missing.
 */
export async function besidesOfPhone(
  { sql }: Pick<ActDeps, "sql">,
  { phone, reason }: PhoneTyped,
): Promise<Result<readonly Beside[]>> {
  const holder = await holderOfPhone(sql, phone);
  if (!holder) return ok([]);
  if (reason === "") return phoneShared();
  const read = reasonIn(reason);
  return read.ok ? ok(besideOf("phone", holder, read)) : read;
}
