import type { FastifyReply } from "fastify";
import { takeWhole, type Whole, wholeForm } from "../../form/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { button, html } from "../components/index.ts";
import {
  keep,
  type Opened,
  pathOf,
  turnFacts,
  wayBack,
  wayOf,
  wholeView,
} from "../questions/index.ts";
import { draftIn } from "./check.ts";
import { comparedView } from "./compared.ts";
import { openDraft } from "./host.ts";
import { showVisit, type VisitDesk } from "./visit-desk.ts";

/** GET …/drafts/:id/all: every question on one page, for who fills in the same form all day. */
export async function wholePage(desk: VisitDesk): Promise<FastifyReply> {
  const opened = await openDraft(desk, draftIn(desk));
  return showWhole(desk, opened, wholeForm(opened.def, opened.draft, factsIn(desk, opened)));
}

const factsIn = ({ deps, t }: VisitDesk, opened: Opened) => turnFacts(opened, deps, t.lang);

/** POST …/drafts/:id/all: what is wrong comes back at its field; then on to what is left. */
export async function takeWholePage(desk: VisitDesk): Promise<FastifyReply> {
  const form = formOf(desk.request);
  const opened = await openDraft(desk, draftIn(desk));
  const { def, draft, base } = opened;
  const action = textOf(form, "_action");
  const { counter } = desk.deps;
  if (action === "whole") {
    await counter.chooseWhole({ operator: desk.officer.id, whole: true });
    return redirectTo(desk.reply, `${base}/all`);
  }
  const shown = textOf(form, "_shown").split(",");
  const whole = takeWhole(def, draft, form, shown, factsIn(desk, opened));
  const saved = await keep(opened, desk.deps, whole.progress);
  // A search in a long list: nothing is judged yet.
  if (action.startsWith("search:")) {
    const pages = whole.pages.map((page) => ({ ...page, problems: [] }));
    return showWhole(desk, { ...opened, draft: saved }, { ...whole, pages, added: [] });
  }
  const byPage = action === "pages";
  if (byPage) await counter.chooseWhole({ operator: desk.officer.id, whole: false });
  else if (!whole.done) return showWhole(desk, { ...opened, draft: saved }, whole);
  const documents = await desk.deps.cases.draftDocuments(draft.id);
  const { steps, open } = wayOf({ ...opened, draft: saved }, documents);
  return redirectTo(desk.reply, pathOf(base, steps[open]));
}

async function showWhole(
  desk: VisitDesk,
  { def, base }: Opened,
  whole: Whole,
): Promise<FastifyReply> {
  const { deps, t, csrf } = desk;
  const title = t.words(def.title);
  const path = `${base}/all`;
  const failed = whole.pages.some(({ problems }) => problems.length > 0);
  const text = t("counter.page-by-page");
  const other = button({ text, kind: "secondary", name: "_action", value: "pages" });
  const form = wholeView(whole, { action: path, hidden: csrf, other }, deps.catalogue, t);
  return showVisit(desk, {
    ...{ title, path, failed, ...(failed && { status: 422 }) },
    content: html`<h1 class="govuk-heading-l">${title}</h1>
      ${await comparedView(desk)}${form}`,
    before: wayBack(desk.base, t),
  });
}
