import { type Application, formFactsOf } from "../../cases/index.ts";
import { type Answers, askedOf, type FormFacts } from "../../form/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { answered, html, type SafeHtml, summaryList } from "../components/index.ts";
import { listsOf } from "../questions/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What the questions of a sent application are asked with: today, and who applied. */
export const factsOf = (found: Application, { deps }: VisitDesk): FormFacts =>
  formFactsOf(found, dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone));

/** The marked questions as they would now be answered, and the papers, in the person's language. */
export function answerChanges(desk: VisitDesk, found: Application, answers: Answers): SafeHtml {
  const { deps, own: t } = desk;
  const marks = new Set((found.state.request?.fields ?? []).map(topOf));
  const { definition: def, documents } = found;
  const facts = factsOf(found, desk);
  const words = deps.askedWords(t.lang);
  const asked = askedOf(def, answers, documents, facts, t.lang, words, listsOf(deps));
  const rows = asked.pages
    .flatMap((page) => page.rows)
    .filter(({ field }) => marks.has(topOf(field)))
    .map(({ question, ...row }) => ({ key: question, value: answered(row) }));
  return rows.length > 0 ? summaryList({ rows }) : html``;
}

/** `areas[0].hectares` → `areas`; a paper keeps its whole name. */
const topOf = (field: string): string => field.split("[", 1)[0] ?? field;
