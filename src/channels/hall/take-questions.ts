import type { Choice } from "../components/index.ts";
import type { Place } from "./place.ts";
import { parties, type Typed } from "./take-form.ts";

/** A choice of one option from several. */
export interface ChoiceAsked {
  readonly name: "party" | "group" | "prepared" | "topic";
  readonly words: string;
  readonly hint?: string;
  readonly items: readonly Choice[];
  readonly value: string;
}

export interface PhoneAsked {
  readonly name: "phone";
  readonly words: string;
  readonly hint: string;
  readonly value: string;
}

/** What is asked before a ticket is given, at the kiosk as on a person's own telephone. */
export interface TakeQuestions {
  readonly party: ChoiceAsked;
  /** Undefined where the centre lets no group go first. */
  readonly group: ChoiceAsked | undefined;
  readonly prepared: ChoiceAsked;
  readonly phone: PhoneAsked;
}

/** The questions with what was typed; a phone that is `needed` says so. Pure. */
export function takeQuestions(
  { centre, t }: Pick<Place, "centre" | "t">,
  typed: Typed,
  phone: { readonly needed: boolean },
): TakeQuestions {
  const groups = centre.groups.map(({ id, name }) => ({ value: id, text: t.words(name) }));
  return {
    party: {
      ...{ name: "party", words: t("hall.take.party"), hint: t("hall.take.party-hint") },
      items: parties.map((each) => ({ value: String(each), text: String(each) })),
      value: String(typed.party),
    },
    group:
      groups.length === 0
        ? undefined
        : {
            ...{ name: "group", words: t("hall.take.group"), hint: t("hall.take.group-hint") },
            items: [{ value: "", text: t("hall.take.group-none") }, ...groups],
            value: typed.group,
          },
    // A guest's own statement is accepted; the officer at the counter checks it.
    prepared: {
      name: "prepared",
      words: t("hall.take.prepared"),
      hint: t("hall.take.prepared-hint"),
      items: [
        { value: "", text: t("hall.take.no") },
        { value: "yes", text: t("hall.take.yes") },
      ],
      value: typed.prepared ? "yes" : "",
    },
    phone: {
      name: "phone",
      words: t(phone.needed ? "hall.own.phone" : "hall.take.phone"),
      hint: t(phone.needed ? "hall.own.phone-hint" : "hall.take.phone-hint"),
      value: typed.phone,
    },
  };
}
