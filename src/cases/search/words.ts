import { createHmac, type KeyObject } from "node:crypto";
import { type Definition, definedKind, type Field } from "../../catalogue/index.ts";
import type { Answers, AnswerValue, Applicant } from "../../form/index.ts";
import {
  plainIdentityNumber,
  readTelephone,
  referenceStart,
  type TelephoneRule,
} from "../../kernel/index.ts";
import type { FindingsByTask } from "../findings.ts";
import type { Contact } from "../model.ts";

/**
 * Keys of the hashes of numbers, the present one first; made ready once, as an HMAC with bytes
 * costs six times as much.
 */
export type SearchKeys = readonly [KeyObject, ...KeyObject[]];

/** Letters that stay after the accents are gone, and what people type instead. */
const plainLetters: Readonly<Record<string, string>> = { ı: "i", ə: "e", ø: "o", ß: "ss", æ: "ae" };

/** Words without case, accents and punctuation: `Məmmədova-Əliyeva` → `memmedova`, `eliyeva`. */
export const foldedWords = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[ıəøßæ]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.slice(0, longestWord));

const longestWord = 40;
/** Digits from which a number may tell somebody apart, and is therefore kept as a hash. */
const hashedFrom = 6;

const isLongNumber = (word: string): boolean => word.replaceAll(/\D/g, "").length >= hashedFrom;

/** Digits of a number as it stands in a register, beside those of a year. */
const besideYear = 4;
const longestNumber = 40;

/**
 * Whether a short answer is one number as a whole, however it is written: `1198 8 0012`,
 * `CAN-2026-0012`. A season of two years is none.
 */
const isOneNumber = (text: string): boolean => {
  const plain = text.replaceAll(/[\s.,/–-]/g, "");
  const letters = plain.replaceAll(/\d/g, "");
  const rest = text.replaceAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g, "").replaceAll(/\D/g, "");
  return (
    text.length <= longestNumber &&
    /^[\p{L}\d]*$/u.test(plain) &&
    isLongNumber(plain) &&
    rest.length >= besideYear &&
    letters.length <= plain.length / 2
  );
};

const digest = (text: string, key: KeyObject): string =>
  createHmac("sha256", key).update(text).digest("base64url");

/** The end of a number, by which people say which one they mean; beside a name it is searched. */
const lastDigits = 4;

const hashedEnd = (number: string, key: KeyObject): string =>
  hashed(`END ${plainIdentityNumber(number).slice(-lastDigits)}`, key);

const hashed = (number: string, key: KeyObject): string =>
  `#${digest(plainIdentityNumber(number), key).slice(0, 22)}`;

/**
 * Names the present key and the rule by which words are made, and tells nothing of them: what was
 * indexed otherwise is indexed anew.
 */
export const keyName = ([key]: SearchKeys): string => digest("name 4", key).slice(0, 8);

export interface Searchable {
  readonly definition: Definition;
  readonly answers: Answers;
  readonly applicant: Applicant;
  readonly contact: Contact | null;
  /** What officers recorded so far. */
  readonly findings?: FindingsByTask;
}

/**
 * The words by which a case is found: the applicant's name and numbers, and the short text answers
 * and telephones of the form. Long texts, dates and choices are none.
 */
export function searchWords(
  { definition, answers, applicant, contact, findings = {} }: Searchable,
  keys: SearchKeys,
): readonly string[] {
  const [key] = keys;
  const words = new Set(recordedNumbers(definition, findings, keys).map(({ word }) => word));
  const addNumber = (number: string | null) => number && words.add(hashed(number, key));
  const addText = (text: string) => {
    if (isOneNumber(text)) addNumber(text);
    for (const word of foldedWords(text)) words.add(isLongNumber(word) ? hashed(word, key) : word);
  };
  addText(applicant.name ?? "");
  for (const number of [applicant.nationalId, applicant.phone, contact?.phone ?? null]) {
    addNumber(number);
    if (number) words.add(hashedEnd(number, key));
  }
  for (const { means, value } of answersIn(definition, answers)) {
    if (means === "number") addNumber(value);
    else addText(value);
  }
  return [...words].slice(0, mostWords);
}

/** A number that a file names, as it is kept, and where it stands. */
export interface NumberIn {
  readonly word: string;
  /** The question that it answers, the applicant's or an officer's. */
  readonly field: Field;
  readonly value: string;
  /** Key of the task in which an officer recorded it. */
  readonly task?: string;
}

/** The numbers among the answers: a whole answer that is one counts as one. */
export function answeredNumbers(
  definition: Definition,
  answers: Answers,
  [key]: SearchKeys,
): readonly NumberIn[] {
  return answersIn(definition, answers).flatMap(({ means, value, field }) => {
    const isWhole = means === "number" || isOneNumber(value);
    const numbers = isWhole ? [value] : foldedWords(value).filter(isLongNumber);
    return numbers.map((number) => ({ word: hashed(number, key), field, value: number }));
  });
}

/** Digits of a number that an officer records: one entry of a register of a year. */
const recordedDigits = 3;

/**
 * The numbers that officers recorded, such as that of an entry in a register, as they are kept: of
 * each question by itself, so that they are found by no search, only beside an equal one.
 */
export function recordedNumbers(
  definition: Definition,
  findings: FindingsByTask,
  [key]: SearchKeys,
): readonly NumberIn[] {
  const tasks = definition.process?.stages.flatMap((stage) => stage.tasks) ?? [];
  const entered = ([taskKey]: readonly [string, Answers]) => Number.parseInt(taskKey, 10);
  const inOrder = Object.entries(findings).sort((a, b) => entered(a) - entered(b));
  return tasks.flatMap((task) => {
    const [own = "", values] =
      inOrder.findLast(([taskKey]) => taskKey.endsWith(`.${task.id}`)) ?? [];
    return (task.findings ?? []).flatMap((field) => {
      const { type, name } = field;
      const value = values?.[name];
      if (definedKind(type).means !== "words" || typeof value !== "string") return [];
      const plain = plainIdentityNumber(value);
      const digits = plain.replaceAll(/\D/g, "").length;
      if (digits < recordedDigits || digits < plain.length / 2) return [];
      const word = `=${digest(`${task.id}.${name} ${plain}`, key).slice(0, 22)}`;
      return [{ word, field, value, task: own }];
    });
  });
}

/** Words of one case. */
const mostWords = 200;

function answersIn({ form }: Definition, answers: Answers) {
  return form.flatMap(({ repeat, fields }) => {
    const list = repeat ? answers[repeat.name] : undefined;
    const items: readonly Answers[] = repeat ? (Array.isArray(list) ? list : []) : [answers];
    return items.flatMap((item) =>
      fields.flatMap((field) => {
        const value: AnswerValue | undefined = item?.[field.name];
        const { means } = definedKind(field.type);
        const isSearched = means === "words" || means === "number";
        return isSearched && typeof value === "string" ? [{ means, value, field }] : [];
      }),
    );
  });
}

/** One condition: any word that begins so, or any of these words as a whole. */
export interface SearchTerm {
  readonly prefix?: string;
  readonly whole: readonly string[];
}

/** Files with all these terms, or whose number begins so. */
export interface SearchWanted {
  readonly terms: readonly SearchTerm[];
  readonly numberStart?: string | undefined;
}

/** What is searched for; undefined where what was typed is too short. */
export function searchWanted(
  typed: string,
  keys: SearchKeys,
  telephone: TelephoneRule | undefined,
): SearchWanted | undefined {
  const terms = searchTerms(typed, keys, telephone);
  const numberStart = referenceStart(typed, shortestSearch);
  return terms.length > 0 || numberStart ? { terms, numberStart } : undefined;
}

/** Letters from which a name is searched. */
export const shortestSearch = 3;
const mostTerms = 6;

/**
 * What is searched for, every term of it; none where less than three letters were typed. A number
 * is searched as a whole, a telephone as people of the country write it. Four digits beside a name
 * are also the end of a number of its applicant: alone they would show many people who did not ask.
 */
export function searchTerms(
  typed: string,
  keys: SearchKeys,
  telephone: TelephoneRule | undefined,
): readonly SearchTerm[] {
  const byKeys = (number: string) => keys.map((key) => hashed(number, key));
  const text = typed.trim();
  if (/^[\d\s+().\-–/]+$/.test(text)) {
    if (!isLongNumber(text)) return [];
    const phone = readTelephone(text, telephone);
    return [{ whole: [...byKeys(text), ...(phone ? byKeys(phone) : [])] }];
  }
  const words = foldedWords(text);
  if (!words.some((word) => word.length >= shortestSearch)) return [];
  return words
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostTerms)
    .map((word): SearchTerm => {
      if (!/\d/.test(word)) return { prefix: word, whole: [] };
      const ends = word.length === lastDigits ? keys.map((key) => hashedEnd(word, key)) : [];
      return {
        whole: [...byKeys(word), ...ends],
        ...(!isLongNumber(word) && { prefix: word }),
      };
    });
}

/** Letters from which a name that is one letter off is searched too. */
const shortestSimilar = 4;
const letters = [..."abcdefghijklmnopqrstuvwxyz"];

/**
 * All words that are one letter off: one more, one less, another one, or two swapped. A few hundred
 * that are looked up in the index of whole words, which is quicker than any measure of likeness.
 */
export function similarWords(word: string): readonly string[] {
  if (word.length < shortestSimilar || !/^\p{L}+$/u.test(word)) return [];
  const similar = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [start, rest] = [word.slice(0, at), word.slice(at)];
    for (const letter of letters) {
      similar.add(start + letter + rest);
      if (rest !== "") similar.add(start + letter + rest.slice(1));
    }
    if (rest !== "") similar.add(start + rest.slice(1));
    if (rest.length > 1) similar.add(`${start}${rest[1]}${rest[0]}${rest.slice(2)}`);
  }
  similar.delete(word);
  return [...similar];
}

/** The same terms, each also as a word that is one letter off; undefined where none has such. */
export function similarTerms(terms: readonly SearchTerm[]): readonly SearchTerm[] | undefined {
  const wider = terms.map(({ prefix, whole }) => ({
    ...(prefix !== undefined && { prefix }),
    whole: [...whole, ...(prefix === undefined ? [] : similarWords(prefix))],
  }));
  const isWider = wider.some(
    ({ whole }, index) => whole.length > (terms[index]?.whole.length ?? 0),
  );
  return isWider ? wider : undefined;
}
