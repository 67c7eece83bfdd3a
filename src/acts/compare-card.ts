import type { Visit } from "../counter/index.ts";
import type { Person } from "../platform/auth/index.ts";
import type { ActDeps } from "./deps.ts";
import { isCardEnough, numberEndLength, reachOf } from "./open-file.ts";

/** What an operator compares with the card in their hand before something is sent. */
export interface OnCard {
  readonly name: string;
  /** YYYY-MM-DD, or the year alone; null where the account has none. */
  readonly birthDate: string | null;
  /** With dots for its end where that is not shown; null where the account has none. */
  readonly number: string | null;
}

/**
 * The end of the number and the day of birth open the file of somebody without a telephone
 * (`openByCard`): until it is open they are not shown, or the card would not be needed. Who wrote
 * the person down at this counter has typed both.
 */
export async function onCard(
  deps: Pick<ActDeps, "counter" | "cases">,
  at: { readonly visit: Visit; readonly person: Person },
): Promise<OnCard> {
  const { visit, person } = at;
  const { name, birthDate, nationalId: number } = person;
  const isShown =
    !isCardEnough(at) ||
    (await deps.counter.registeredBy(person.id))?.operator === visit.operator ||
    (await reachOf(deps, visit)).whole;
  if (isShown) return { name, birthDate, number };
  return { name, birthDate: birthDate?.slice(0, 4) ?? null, number: maskedNumber(number) };
}

/** A number without its end, which is read on the card. */
export const maskedNumber = (number: string | null): string | null =>
  number && number.slice(0, -numberEndLength) + "•".repeat(numberEndLength);
