import type { DocumentWanted, Page } from "../../catalogue/index.ts";
import { askedOf } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { answered, details, type SafeHtml, summaryList } from "../components/index.ts";
import { type AnswersOf, type AskingHost, listsOf, type Opened } from "./host.ts";

type Part = Pick<Opened, "among">;

/** Those of the papers that are asked here. */
export const stillWanted = (
  wanted: readonly DocumentWanted[],
  { among }: Part,
): readonly DocumentWanted[] =>
  among ? wanted.filter(({ id }) => !among.left.knownDocuments.has(id)) : wanted;

/** Without the problems of what is asked elsewhere. */
export const ownProblems = (problems: readonly Problem[], { among }: Part): readonly Problem[] =>
  among
    ? problems.filter(
        ({ field }) =>
          !among.left.knownAnswers.has(field) &&
          !among.left.knownDocuments.has(field.replace(/^documents\./, "")),
      )
    : problems;

/** "Step 2 of 5", and where several services are asked: which of them, and how far in it. */
export function placeText(
  { among }: Part,
  { number, total }: { readonly number: number; readonly total: number },
  t: Translate,
): string {
  if (!among) return t("form.section-of", { number, total });
  const facts = { step: among.number, steps: among.total, page: number, pages: total };
  return t("journey.place", facts);
}

/** What the person has said before and need not say again on this page. */
export function knownView(
  opened: AnswersOf & Part,
  { id, fields }: Page,
  host: AskingHost,
  t: Translate,
): SafeHtml | null {
  const { among, def, draft, facts } = opened;
  if (!among) return null;
  const words = host.askedWords(t.lang);
  const asked = askedOf(def, draft.answers, {}, facts, t.lang, words, listsOf(host));
  const rows = asked.pages
    .filter(({ page }) => page === id)
    .flatMap(({ rows }) => rows)
    .filter(({ field, answer }) => among.left.knownAnswers.has(field) && answer !== "")
    .filter(({ field }) => fields.some(({ name }) => name === field))
    .map(({ field, question, ...row }) => {
      const href = among.changePath(field);
      const change = { text: t("form.change"), hidden: question };
      return {
        key: question,
        value: answered(row),
        ...(href && { actions: [{ href, ...change }] }),
      };
    });
  if (rows.length === 0) return null;
  return details(t("journey.known", { count: rows.length }), summaryList({ rows }));
}
