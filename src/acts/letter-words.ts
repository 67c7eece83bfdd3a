/** Letters in own words: their parts, what they say now, and what is wrong with a text. */
import type { Application, CaseState, Decision } from "../cases/index.ts";
import { everyService, type LetterText, type Words } from "../catalogue/index.ts";
import { type Both, type Two, two } from "../paper/index.ts";
import {
  isLang,
  type Lang,
  placesOf,
  readMessage,
  sourceLang,
  type Translate,
  withOwnWords,
} from "../platform/i18n/index.ts";
import { pastValues } from "../settings/index.ts";
import type { ActDeps } from "./deps.ts";

/** The letters, and by part the key under which the product says it. */
export const letters = {
  granted: {
    title: "slip.approval",
    decided: "slip.approved",
    unpaid: "slip.approved-unpaid",
    document: "slip.approved-document",
  },
  refused: {
    title: "slip.refusal",
    decided: "slip.refused",
    appeal: "slip.appeal",
    "no-appeal": "slip.no-appeal",
    fees: "slip.refund-rule",
  },
  // What the letter of a decision says further once an appeal was lodged.
  appeal: {
    heading: "slip.appeal-decision",
    waits: "slip.appeal-waits",
    granted: "slip.appeal-granted",
    again: "slip.appeal-again",
    stands: "slip.appeal-stands",
  },
  receipt: { title: "slip.receipt", "paid-back": "slip.refunded", fees: "slip.refund-rule" },
  refund: { title: "slip.refund", "paid-back": "slip.paid-back" },
  appointment: { bring: "slip.bring" },
  ticket: { bring: "hall.ticket.bring" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type LetterName = keyof typeof letters;

/** What a letter says besides, after its sentences: nothing, unless it is written here. */
export const besidesPart = "besides";
const besidesKey = "slip.besides";

/** Characters of one part. */
export const mostOfPart = 1500;

/** What every part of a letter may say. */
const always = ["reference", "service"];

/** A letter, in one language, of one service or (`all`) of every one. */
export interface LetterPlace {
  readonly letter: LetterName;
  readonly service: string;
  readonly lang: Lang;
}

export const letterKey = ({ letter, service, lang }: LetterPlace): string =>
  `${letter}.${service}.${lang}`;

/** What of an application stands in a letter. */
export type LetterCase = Pick<Application, "definition"> & {
  readonly asked: {
    readonly applicant: { readonly name: string | null; readonly phone: string | null };
  };
  readonly state: Pick<CaseState, "status"> & {
    readonly submitted?: Pick<NonNullable<CaseState["submitted"]>, "reference" | "at">;
    readonly decision?: Pick<Decision, "outcome" | "at" | "reason">;
  };
};

type Deps = Pick<ActDeps, "catalogue" | "i18n">;

/** Own words by their `letterKey`. */
type OwnLetters = Readonly<Record<string, LetterText>>;

/** Letters that are told together, and the ISO instant whose words each keeps. */
export type LettersAt = Partial<Readonly<Record<LetterName, string>>>;

type WithLetters = Deps & {
  /** Instead of those in force: to try a text before it is. */
  readonly letters?: OwnLetters | undefined;
};

/** The reader's language, and one of the state beside it. */
export function bothOf({ catalogue, i18n }: Deps, lang: Lang): Both {
  const second = catalogue.jurisdiction.languages.filter(isLang).find((each) => each !== lang);
  return { first: i18n.for(lang), second: second && i18n.for(second) };
}

const ownLetters = (deps: WithLetters): OwnLetters =>
  deps.letters ?? deps.catalogue.jurisdiction.letters ?? {};

/** The own words that were in force for these letters of a service. */
async function lettersAt(
  deps: Deps & Pick<ActDeps, "sql">,
  at: LettersAt,
  of: string,
): Promise<OwnLetters> {
  const places = namesIn(at).flatMap((letter) =>
    [of, everyService].flatMap((service) =>
      deps.i18n.languages.map((lang) => ({
        ...{ of: letterKey({ letter, service, lang }), at: at[letter] ?? "" },
      })),
    ),
  );
  const past = await pastValues(deps.sql, "letter-text", places);
  // What is undefined was not said then.
  const before = Object.fromEntries(past) as Readonly<Record<string, LetterText>>;
  return { ...ownLetters(deps), ...before };
}

const namesIn = (at: LettersAt) => Object.keys(at) as readonly LetterName[];

/** The own words of a letter: those of its service before those of all. */
function ownWordsOf(deps: WithLetters, place: LetterPlace): LetterText {
  const own = ownLetters(deps);
  return { ...own[letterKey({ ...place, service: everyService })], ...own[letterKey(place)] };
}

/**
 * The languages in which letters are written, in the government's own words where there are some,
 * and what they say besides: each letter keeps the words of its day. What is written in one
 * language only is said in the source language.
 */
export async function letterWords(
  given: WithLetters & Pick<ActDeps, "sql">,
  at: LettersAt,
  { definition, state }: LetterCase,
  lang: Lang,
): Promise<LetterWords> {
  const letters = given.letters ?? (await lettersAt(given, at, definition.id));
  const { id: service, title } = definition;
  const reference = state.submitted?.reference ?? "";
  return wordsOf({ ...given, letters }, namesIn(at), { service, title, reference }, lang);
}

/** What a text may name: the service, and the number of what it is about. */
interface About {
  /** Its id; `all` where it is not known which. */
  readonly service: string;
  readonly title: Words;
  readonly reference: string;
}

/** The words of a slip in a language and in one of the state, as they are in force now. */
export const slipWords = (
  deps: WithLetters,
  slip: Extract<LetterName, "appointment" | "ticket">,
  about: About,
  lang: Lang,
): LetterWords => wordsOf(deps, [slip], about, lang);

interface LetterWords {
  readonly both: Both;
  /** What it says besides. */
  readonly besides: readonly Two[];
}

function wordsOf(
  deps: WithLetters,
  names: readonly LetterName[],
  { service, title, reference }: About,
  lang: Lang,
): LetterWords {
  const { first, second } = bothOf(deps, lang);
  const own = (t: Translate, letter: LetterName): Translate => {
    const words = ownWordsOf(deps, { letter, service, lang: t.lang });
    const source = ownWordsOf(deps, { letter, service, lang: sourceLang });
    const besides = words[besidesPart] ?? source[besidesPart];
    const keys = Object.entries(letters[letter]).flatMap(([part, key]) => {
      const { [part]: text } = words;
      return text === undefined ? [] : [[key, text] as const];
    });
    return withOwnWords(
      t,
      { ...Object.fromEntries(keys), ...(besides !== undefined && { [besidesKey]: besides }) },
      { reference, service: t.words(title) },
    );
  };
  const of = (some: readonly LetterName[]): Both => ({
    first: some.reduce(own, first),
    second: second && some.reduce(own, second),
  });
  const besides = names.flatMap((name) => {
    const both = of([name]);
    const says = (t: Translate | undefined) => t?.named(besidesKey) !== besidesKey;
    if (!says(both.first)) return [];
    const firstOnly = says(both.second) ? both : { first: both.first };
    return [two(firstOnly, (t) => t.named(besidesKey))];
  });
  return { both: of(names), besides };
}

export interface LetterPart {
  readonly part: string;
  /** What it says where nothing of its own is written here; empty besides. */
  readonly usual: string;
  readonly own: string | undefined;
  /** The places that it may have. */
  readonly places: readonly string[];
}

/** What a letter says now, part by part. */
export function letterParts(deps: WithLetters, place: LetterPlace): readonly LetterPart[] {
  const { letter, service, lang } = place;
  const seed = deps.i18n.texts(lang, (key) => /^(slip|hall\.ticket)\./.test(key));
  const own = ownLetters(deps);
  const forAll = own[letterKey({ ...place, service: everyService })];
  const parts: readonly (readonly [string, string])[] = [
    ...Object.entries(letters[letter]),
    [besidesPart, besidesKey],
  ];
  return parts.map(([part, key]) => ({
    part,
    usual: (service === everyService ? undefined : forAll?.[part]) ?? seed[key] ?? "",
    own: own[letterKey(place)]?.[part],
    places: [...always, ...placesOf(readMessage(seed[key] ?? ""))],
  }));
}

/** The parts that say something else than usual; undefined where none does. */
export function changedLetter(
  parts: readonly LetterPart[],
  typed: Readonly<Record<string, string>>,
): LetterText | undefined {
  const changed = parts.flatMap(({ part, usual }) => {
    const { [part]: text = "" } = typed;
    return text === "" || text === usual ? [] : [[part, text] as const];
  });
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

/** The places of a text for which there is no fact. */
export const unknownPlaces = ({ places }: LetterPart, text: string): readonly string[] =>
  placesOf(readMessage(text)).filter((place) => !places.includes(place));
