/** Which fields of a record go into the code on the paper, and under which numbers. Pure. */
import { cwtLength, firstField, type PaperClaims } from "./cwt.ts";
import type { Claim } from "./paper.ts";
import type { PublicKey } from "./signer.ts";
import type { DocumentField } from "./trust-list.ts";

/** Bytes: more would make a code finer than version 17, which old telephones read badly from paper. */
export const codeBudget = 400;

/** Known fields keep their numbers for ever, new ones take the next; labels follow the definition. */
export function numberFields(
  known: readonly DocumentField[],
  claims: readonly Claim[],
): readonly DocumentField[] {
  const labels = new Map(claims.map(({ name, label }) => [name, label]));
  const kept = known.map((each) => ({ ...each, label: labels.get(each.name) ?? each.label }));
  const names = new Set(known.map(({ name }) => name));
  let next = Math.max(firstField - 1, ...known.map(({ field }) => field)) + 1;
  const added = claims
    .filter(({ name }) => !names.has(name) && names.add(name))
    .map(({ name, label }) => ({ field: next++, name, label }));
  return [...kept, ...added];
}

/** A value as it stands in the code: yes and no as such, words in the paper's language, else English, else any. */
export const codeValue = ({ value }: Claim, lang: string): string | boolean =>
  typeof value !== "object" ? value : (value[lang] ?? value.en ?? Object.values(value)[0] ?? "");

export interface Packing {
  readonly claims: readonly Claim[];
  readonly fields: readonly DocumentField[];
  readonly lang: string;
  readonly key: PublicKey;
}

/**
 * Takes fields in their order as long as the whole stays within `codeBudget`; a field that does not
 * fit is passed over, counted in the code, and marked on the paper.
 * @returns the content to sign and the names of the fields that are in it.
 */
export function packClaims(
  base: Omit<PaperClaims, "fields" | "leftOut">,
  { claims, fields, lang, key }: Packing,
): { readonly paper: PaperClaims; readonly inCode: ReadonlySet<string> } {
  const numbers = new Map(fields.map(({ name, field }) => [name, field]));
  const taken = new Map<number, string | boolean>();
  const inCode = new Set<string>();
  for (const claim of claims) {
    const field = numbers.get(claim.name);
    if (field === undefined) continue;
    const more = new Map(taken).set(field, codeValue(claim, lang));
    // 1 stands for any count of fields left out up to 23: the same single byte.
    const size = cwtLength({ ...base, fields: more, leftOut: 1 }, key);
    if (size > codeBudget) continue;
    taken.set(field, codeValue(claim, lang));
    inCode.add(claim.name);
  }
  const paper = { ...base, fields: taken, leftOut: claims.length - inCode.size };
  return { paper, inCode };
}
