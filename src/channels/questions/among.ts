import type { DocumentWanted, Field, Page } from "../../catalogue/index.ts";
import {
  type Answers,
  askedOf,
  openLeft,
  type RawPage,
  rawOf,
  type StepLeft,
  wayLeft,
} from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { answered, details, type SafeHtml, summaryList } from "../components/index.ts";
import { type Among, type Host, listsOf, type Opened } from "./host.ts";

type Part = Pick<Opened, "among">;

/** Those of the fields that are asked here. */
export const stillAsked = (fields: readonly Field[], { among }: Part): readonly Field[] =>
  among ? fields.filter(({ name }) => !among.left.known.has(name)) : fields;

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
          !among.left.known.has(field) &&
          !among.left.knownDocuments.has(field.replace(/^documents\./, "")),
      )
    : problems;

/** Why answers of this page that were given before do not do here. */
export const againOn = ({ fields }: Page, { among }: Part): readonly Problem[] =>
  (among?.left.again ?? []).filter(({ field }) => fields.some(({ name }) => name === field));

/** The posted page with the answers that were not asked for because they are known. */
export function wholeForm(
  { among, def }: Pick<Opened, "among" | "def">,
  page: Page,
  answers: Answers,
  form: FormFields,
): RawPage {
  if (!among || page.repeat) return form;
  const known = Object.entries(answers).filter(([name]) => among.left.known.has(name));
  return { ...rawOf(def, page.id, Object.fromEntries(known)), ...form };
}

/** The way through what is left, and the place of the first step that is open. */
export function wayAmong(
  { left, codeLists }: Among,
  {
    draft,
    facts,
  }: Pick<Opened, "facts"> & { readonly draft: Pick<Opened["draft"], "answers" | "visited"> },
  documents: StepLeft["documents"],
) {
  const now = { ...left, answers: draft.answers, documents };
  const steps = wayLeft(now, facts);
  const wrong = openLeft(now, draft.visited, facts, codeLists);
  const open = wrong ? steps.indexOf(stepIn(steps, wrong)) : steps.length;
  return { steps, open };
}

/** The same step of two walks: they are told apart by their page. */
function stepIn<Step extends { readonly kind: string; readonly page?: string }>(
  steps: readonly Step[],
  wanted: Step,
): Step {
  return steps.find(({ kind, page }) => kind === wanted.kind && page === wanted.page) ?? wanted;
}

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
  opened: Opened,
  { id, fields }: Page,
  host: Pick<Host, "askedWords" | "catalogue">,
  t: Translate,
): SafeHtml | null {
  const { among, def, draft, facts } = opened;
  if (!among) return null;
  const words = host.askedWords(t.lang);
  const asked = askedOf(def, draft.answers, {}, facts, t.lang, words, listsOf(host));
  const rows = asked.pages
    .filter(({ page }) => page === id)
    .flatMap(({ rows }) => rows)
    .filter(({ field, answer }) => among.left.known.has(field) && answer !== "")
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
