import { applicantOf, type FormFacts, nobody } from "../../form/index.ts";
import { dateIn } from "../../kernel/index.ts";
import type { PhoneKeys } from "../../phone/index.ts";
import type { Person } from "../../platform/auth/index.ts";
import { isLang, type Lang } from "../../platform/i18n/index.ts";
import type { PhoneDeps } from "./deps.ts";
import type { Desk } from "./menu/view.ts";
import type { PhoneState } from "./places.ts";

/** One telephone on one session. */
export interface Line {
  readonly deps: PhoneDeps;
  readonly keys: PhoneKeys;
  readonly session: string;
  /** E.164 */
  readonly phone: string;
  readonly phoneHash: Buffer;
  readonly person: Person | undefined;
}

export const factsOf = ({ deps, person }: Line): FormFacts => ({
  today: dateIn(deps.clock(), deps.calendar().timeZone),
  applicant: person ? applicantOf(person) : nobody,
  renewal: false,
});

/** The language chosen on this telephone; before that the government's first. */
export const langFor = ({ lang }: Pick<PhoneState, "lang">, { catalogue }: PhoneDeps): Lang =>
  lang ?? catalogue.jurisdiction.languages.find(isLang) ?? "en";

/** All that the menus may know at this moment. */
export function deskOf(line: Line, state: PhoneState): Desk {
  const { deps, person, session } = line;
  const lang = langFor(state, deps);
  return {
    t: deps.i18n.for(lang),
    catalogue: deps.catalogue,
    facts: { ...factsOf(line), renewal: state.applying?.renews !== undefined },
    session,
    words: deps.askedWords(lang),
    known: person !== undefined,
    pinLevel: deps.catalogue.jurisdiction.phonePinLevel ?? 1,
    centres: deps.appointments ? deps.centres.list() : [],
  };
}
