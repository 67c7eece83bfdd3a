/** Which fields of a record go into the code on the certificate, under which numbers. Pure. */
import {
  type CertificateClaims,
  type CodeValue,
  cwtLength,
  digestLength,
  firstField,
  type PublicKey,
} from "../certificate-code/index.ts";
import type { Claim } from "./paper.ts";
import type { DocumentField, FieldValue } from "./trust-list.ts";

/** Bytes: more would make a code finer than version 17, which old telephones read badly. */
export const codeBudget = 400;

/**
 * Existing fields keep their numbers for ever, new ones take the next; labels follow the
 * definition. Words of codes are only ever added; `at` is when new ones became valid.
 */
export function numberFields(
  existing: readonly DocumentField[],
  claims: readonly Claim[],
  at: Date,
): readonly DocumentField[] {
  const byName = new Map(claims.map((claim) => [claim.name, claim]));
  const current = existing.map((each) => {
    const claim = byName.get(each.name);
    return claim ? fieldOf(each.field, claim, each.values ?? [], at) : each;
  });
  const names = new Set(existing.map(({ name }) => name));
  let next = Math.max(firstField - 1, ...existing.map(({ field }) => field)) + 1;
  const added = claims
    .filter(({ name }) => !names.has(name) && names.add(name))
    .map((claim) => fieldOf(next++, claim, [], at));
  return [...current, ...added];
}

function fieldOf(
  field: number,
  claim: Claim,
  before: readonly FieldValue[],
  at: Date,
): DocumentField {
  const { name, label } = claim;
  const values = [...before];
  for (const option of optionsOf(claim)) {
    const last = values.findLast(({ value }) => value === option.value);
    if (last && isSameWords(last.label, option.label)) continue;
    values.push({ ...option, ...(last && { since: at.toISOString() }) });
  }
  return { field, name, label, ...(values.length > 0 && { values }) };
}

const isSameWords = (a: Claim["label"], b: Claim["label"]): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([lang, words]) => b[lang] === words);

/** For words without a code, the English text is the code. */
const codeOf = (words: Claim["label"]): string => words.en ?? Object.values(words)[0] ?? "";

function optionsOf({ value, codes, options }: Claim): readonly FieldValue[] {
  if (typeof value !== "object") return [];
  if (codes) return options ?? [];
  return [{ value: codeOf(value), label: value }];
}

/** A value as encoded: codes instead of words, so that it reads the same in every language. */
export const codeValue = ({ value, codes }: Claim): CodeValue =>
  typeof value === "object" ? (codes ?? [codeOf(value)]) : value;

export interface Packing {
  readonly claims: readonly Claim[];
  readonly fields: readonly DocumentField[];
  readonly key: PublicKey;
  /** Of the whole statement; goes into the code where a field does not fit. */
  readonly digest: Uint8Array;
}

export interface Packed {
  /** The content to sign. */
  readonly certificate: CertificateClaims;
  /** Names of the fields that are in it. */
  readonly inCode: ReadonlySet<string>;
}

/**
 * Takes fields in order while the whole stays within `codeBudget`. A field that does not fit is
 * skipped, counted in the code, and named on the certificate; the digest covers it all the same.
 */
export function packClaims(
  base: Omit<CertificateClaims, "fields" | "leftOut" | "digest">,
  { digest, ...packing }: Packing,
): Packed {
  if (digest.length !== digestLength) throw new RangeError("a digest has 32 bytes");
  const whole = packInto(base, packing);
  return whole.certificate.leftOut === 0 ? whole : packInto({ ...base, digest }, packing);
}

function packInto(
  base: Omit<CertificateClaims, "fields" | "leftOut">,
  { claims, fields, key }: Omit<Packing, "digest">,
): Packed {
  const numbers = new Map(fields.map(({ name, field }) => [name, field]));
  const numbered = claims.flatMap((claim) => {
    const field = numbers.get(claim.name);
    return field === undefined ? [] : [{ field, name: claim.name, value: codeValue(claim) }];
  });
  // 1 stands for any count up to 23: they all take one byte.
  const fits = (some: readonly Numbered[]) =>
    cwtLength({ ...base, fields: byNumber(some), leftOut: 1 }, key) <= codeBudget;
  const packed = mostThatFit(numbered, fits);
  const inCode = new Set(packed.map(({ name }) => name));
  const leftOut = claims.length - inCode.size;
  return { certificate: { ...base, fields: byNumber(packed), leftOut }, inCode };
}

interface Numbered {
  readonly field: number;
  readonly name: string;
  readonly value: CodeValue;
}

const byNumber = (fields: readonly Numbered[]): CertificateClaims["fields"] =>
  new Map(fields.map(({ field, value }) => [field, value]));

/** In order, each that fits beside those before it. Usually all do, which is looked at first. */
function mostThatFit(
  all: readonly Numbered[],
  fits: (some: readonly Numbered[]) => boolean,
): readonly Numbered[] {
  if (fits(all)) return all;
  const packed: Numbered[] = [];
  for (const each of all) if (fits([...packed, each])) packed.push(each);
  return packed;
}
