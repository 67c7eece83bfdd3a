// What can be done without network: the services as the server has them, their rules compiled here
// by the same code.
import type { Code, Definition, Jurisdiction, Words } from "../../../../catalogue/index.ts";
import { type Opening, spansOn } from "../../../../centres/index.ts";
import type { Lists } from "../../../../form/index.ts";
import { receivedRule, type SentRule } from "../../../../rules/index.ts";

interface Named {
  readonly id: string;
  readonly name: Words;
}

export interface CentreOffered extends Named, Opening {
  readonly address: Words;
  readonly topics: readonly Named[];
  readonly groups: readonly Named[];
}

type National = Pick<
  Jurisdiction,
  "name" | "timeZone" | "telephone" | "identityNumber" | "nameOrder"
> & {
  /** Whom to call, as one dials it in the country. */
  readonly help?: string;
};

/** What can be done without network: services, code lists, centres and the country's own rules. */
export interface Offer extends National {
  readonly services: readonly Definition[];
  readonly centres: readonly CentreOffered[];
  readonly codeLists: (id: string) => readonly Code[];
  readonly lists: Lists;
  service(id: string): Definition | undefined;
  centre(id: string): CentreOffered | undefined;
  /** Whether this centre has any opening hours on a local day, as far as was known with network. */
  isOpenOn(id: string, day: string): boolean;
}

const isSentRule = (value: unknown): value is SentRule =>
  typeof value === "object" && value !== null && "feel" in value && typeof value.feel === "string";

/** A reviver for JSON.parse: rules travel parsed. */
const withRules = (_: string, value: unknown): unknown =>
  isSentRule(value) ? receivedRule(value) : value;

/** Without accents and case, for searching. */
const plainText = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase().trim();

/** Reads `offer.json`. */
export function readOffer(text: string): Offer {
  const offer: National &
    Pick<Offer, "services" | "centres"> & {
      readonly lists: Readonly<Record<string, readonly Code[]>>;
      readonly holidays: readonly string[];
    } = JSON.parse(text, withRules);
  const calendar = { timeZone: offer.timeZone, holidays: new Set(offer.holidays) };
  const codeList = (id: string): readonly Code[] => offer.lists[id] ?? [];
  return {
    ...offer,
    codeLists: codeList,
    service: (id) => offer.services.find((each) => each.id === id),
    centre: (id) => offer.centres.find((each) => each.id === id),
    isOpenOn: (id, day) =>
      offer.centres.some((each) => each.id === id && spansOn(each, day, calendar).length > 0),
    lists: {
      codeList,
      searchCodes: (id, typed) =>
        codeList(id).filter(({ value, label }) =>
          plainText([value, ...Object.values(label)].join("\n")).includes(plainText(typed)),
        ),
    },
  };
}
