import type { FilesFound, Searcher } from "../cases/index.ts";
import type { Jurisdiction } from "../catalogue/index.ts";
import {
  isIdentityNumber,
  normaliseReference,
  plainIdentityNumber,
  readTelephone,
  swappedReferences,
} from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "cases" | "catalogue"> & {
  readonly credentials: Pick<ActDeps["credentials"], "caseOf">;
  readonly payments: Pick<ActDeps["payments"], "billByNumber">;
};

export interface FileSearch extends FilesFound {
  /** Less than three letters or six digits were typed: nothing was searched. */
  readonly short: boolean;
  /** Digits that are no whole number: those of people are hashes, of which no part is found. */
  readonly partOfNumber: boolean;
  /** Nothing has this number, but these have it with two neighbouring characters swapped. */
  readonly swapped?: true;
}

const fewestDigits = 4;

/** Whether somebody typed digits that are no telephone and no national ID number as a whole. */
function isPartOfNumber(typed: string, { telephone, identityNumber }: Jurisdiction): boolean {
  const digits = typed.replaceAll(/\D/g, "").length;
  const isNumber = /^[\d\s+().\-–/]+$/.test(typed.trim()) && digits >= fewestDigits;
  const isWhole =
    readTelephone(typed, telephone) !== undefined ||
    isIdentityNumber(plainIdentityNumber(typed), identityNumber);
  return isNumber && !isWhole;
}

/**
 * Files that an officer may read, by whatever somebody says at the desk or on the telephone: the
 * number of the application (or how it begins), of its certificate or of a bill, else names, a
 * national ID number or a telephone, in any order and spelling.
 */
export async function findFiles(
  { cases, catalogue, credentials, payments }: Deps,
  officer: Searcher,
  typed: string,
  most?: number,
): Promise<FileSearch> {
  const partOfNumber = isPartOfNumber(typed, catalogue.jurisdiction);
  const id = await caseOfNumber({ cases, credentials, payments }, typed);
  const one = id ? await cases.findByIds(officer, [id]) : undefined;
  if (one && one.rows.length > 0) return { ...one, partOfNumber, short: false };
  const meant = await casesOfSwapped({ cases }, typed);
  const swapped = await cases.findByIds(officer, meant);
  if (swapped.rows.length > 0) {
    return { rows: swapped.rows, more: false, partOfNumber, short: false, swapped: true };
  }
  const { telephone } = catalogue.jurisdiction;
  const several = await cases.findByWords(officer, typed, telephone, most);
  return { rows: [], more: false, ...several, partOfNumber, short: !several && !one };
}

/** The cases that somebody may have meant who swapped two characters of a number. */
async function casesOfSwapped({ cases }: Pick<Deps, "cases">, typed: string): Promise<string[]> {
  const tracked = await Promise.all(swappedReferences(typed).map((each) => cases.track(each)));
  return tracked.flatMap((each) => each?.id ?? []);
}

async function caseOfNumber(
  { cases, credentials, payments }: Omit<Deps, "catalogue">,
  typed: string,
): Promise<string | undefined> {
  const reference = normaliseReference(typed);
  if (reference) return (await cases.track(reference))?.id ?? (await credentials.caseOf(reference));
  return (await payments.billByNumber(typed))?.caseId;
}
