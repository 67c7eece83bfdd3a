import type { MinutesRow } from "./minutes-file.ts";
import type { Paragraph, ParagraphKind, SessionState } from "./model.ts";

/**
 * What became of a row: `stale` and `unreadable` ones are not taken; `needs-form` is taken as a
 * decision, for a commitment has a deadline and a measure that Word does not ask for.
 */
export type RowOutcome = "new" | "changed" | "same" | "stale" | "unreadable" | "needs-form";

export interface RowResult {
  readonly id: string;
  readonly outcome: RowOutcome;
}

export interface MergedMinutes {
  readonly paragraphs: readonly Paragraph[];
  readonly results: readonly RowResult[];
}

const isNumber = (id: string): boolean => /^\d{1,3}(\.\d{1,3})*$/.test(id);

/**
 * The minutes with what came back from Word: only languages that the file has, paragraph by
 * paragraph. A paragraph that somebody wrote since the file was made keeps its newer text; one that
 * the file lacks stays.
 *
 * @param kindOf the kind that a word of the file means, in any language
 */
export function mergeMinutes(
  state: Pick<SessionState, "paragraphs" | "versions" | "languages">,
  rows: readonly MinutesRow[],
  kindOf: (word: string) => ParagraphKind | undefined,
): MergedMinutes {
  const paragraphs = new Map(state.paragraphs.map((each) => [each.id, each]));
  const results: RowResult[] = [];
  let last = Math.max(0, ...state.paragraphs.map(({ id }) => Number.parseInt(id, 10)));
  const seen = new Set<string>();
  for (const row of rows) {
    const text = Object.fromEntries(
      Object.entries(row.text).filter(([lang]) => state.languages.includes(lang)),
    );
    const id = row.id ?? String(++last);
    const wrong = !isNumber(id) || seen.has(id) || Object.keys(text).length === 0;
    seen.add(id);
    if (wrong) {
      results.push({ id, outcome: "unreadable" });
      continue;
    }
    last = Math.max(last, Number.parseInt(id, 10));
    const before = paragraphs.get(id);
    const kind = (row.kind && kindOf(row.kind)) || before?.kind || "text";
    const needsForm = kind === "commitment" && !before?.promised;
    const next: Paragraph = {
      ...before,
      id,
      kind: needsForm ? "decision" : kind,
      text: { ...before?.text, ...text },
    };
    const outcome = outcomeOf(before, next, row.version, state.versions[id]);
    results.push({ id, outcome: needsForm && outcome !== "stale" ? "needs-form" : outcome });
    if (outcome === "new" || outcome === "changed") paragraphs.set(id, next);
  }
  return { paragraphs: [...paragraphs.values()], results };
}

function outcomeOf(
  before: Paragraph | undefined,
  next: Paragraph,
  read: number | undefined,
  version = 0,
): RowOutcome {
  if (Object.values(next.text).every((text) => text === "")) return "unreadable";
  if (!before) return "new";
  const sameText = Object.entries(next.text).every(
    ([lang, text]) => (before.text[lang] ?? "") === text,
  );
  if (sameText && before.kind === next.kind) return "same";
  return read === version ? "changed" : "stale";
}
