import { createHash } from "node:crypto";
import type { Answers, Documents } from "../../form/index.ts";
import type { Opened } from "../questions/index.ts";

/** The same value whatever the order in which its keys were written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, each]) => [key, sorted(each)]);
}

/** Do both say the same? */
export const sameAnswers = (one: Answers, other: Answers): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/**
 * SHA-256 (hex) of all that a person says yes to: which draft by which version of the service, every
 * answer, and the content of every paper. One letter changed, and the yes is void.
 */
export function answersHash({ draft, person }: Opened, documents: Documents): string {
  const papers = Object.entries(documents)
    .flatMap(([id, files]) => files.map(({ sha256 }) => `${id}:${sha256}`))
    .sort();
  const all = [draft.id, person.id, draft.service, draft.definition, sorted(draft.answers), papers];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}

/** What the code of platform/auth is bound to. */
export const purposeOf = (draft: string, hash: string): string => `submit:${draft}:${hash}`;
