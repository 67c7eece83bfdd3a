import type { DocumentWanted, Page } from "../../catalogue/index.ts";
import { askedOf, countedAt } from "../../form/index.ts";
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

/**
 * "Step 2 of 5"; where several services are asked, which part this is, and what all of them cost
 * and how long they take so far.
 */
export function placeText(
  { among, def, draft, facts }: Pick<Opened, "among" | "def" | "draft" | "facts">,
  page: string,
  t: Translate,
): string {
  if (among) {
    const { number: part, total: parts, isMost } = among.part;
    const place = t(isMost ? "journey.place-most" : "journey.place", { part, parts });
    return `${place} · ${among.sum(t)}`;
  }
  const { isMost, ...counted } = countedAt(def, page, draft, facts);
  return t(isMost ? "form.section-of-most" : "form.section-of", counted);
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
