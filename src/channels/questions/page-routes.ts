import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Field } from "../../catalogue/index.ts";
import { type Answers, itemsOf, putPage, readPage } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { ownProblems, stillAsked, wholeForm } from "./among.ts";
import { foundIn, searchesIn } from "./code-search.ts";
import { fieldsShown } from "./fields-shown.ts";
import { type Host, listsOf } from "./host.ts";
import { keep } from "./keep.ts";
import { showList, takeList } from "./list-routes.ts";
import { changing, ownPath, type PageAt, pageAt, showQuestions } from "./page-at.ts";
import { pathAfter, pathOf } from "./way.ts";

/** `…/page/:page`: the questions of a draft, a page or an item at a time. */
export function pageRoutes(app: FastifyInstance, host: Host): void {
  const path = `${host.route}/page/:page`;
  app.get(path, async (request, reply) => {
    const at = await pageAt(request, host);
    return at.page.repeat
      ? showList(request, reply, host, at)
      : showQuestions(request, reply, host, at);
  });
  app.post(path, async (request, reply) => {
    const at = changing(await pageAt(request, host), formOf(request));
    return at.page.repeat
      ? takeList(request, reply, host, at)
      : takeQuestions(request, reply, host, at);
  });
  app.get(`${path}/:item`, async (request, reply) =>
    showQuestions(request, reply, host, await pageAt(request, host)),
  );
  app.post(`${path}/:item`, async (request, reply) => {
    const at = changing(await pageAt(request, host), formOf(request));
    return takeQuestions(request, reply, host, at);
  });
}

/** What one posted page says, read and judged. */
interface Taken {
  readonly form: FormFields;
  readonly answers: Answers;
  readonly problems: readonly Problem[];
  /** Questions that these answers have only now brought up. */
  readonly fresh: readonly Field[];
}

function take(at: PageAt, form: FormFields, host: Host, lang: string): Taken {
  const { opened, page, item } = at;
  const { def, draft, facts } = opened;
  const whole = wholeForm(opened, page, draft.answers, form);
  const read = readPage(def, page.id, whole, draft.answers, facts, listsOf(host), lang);
  const answers = putPage(def, page.id, draft.answers, read.answers, item);
  const shown = form._shown === undefined ? undefined : textOf(form, "_shown").split(",");
  const fresh = stillAsked(fieldsShown(def, page, answers, facts, item), opened).filter(
    ({ name }) => shown && !shown.includes(name) && read.answers[name] === undefined,
  );
  const unseen = new Set(fresh.map(({ name }) => name));
  return {
    form,
    answers,
    fresh,
    problems: ownProblems(read.problems, opened).filter(({ field }) => !unseen.has(field)),
  };
}

/**
 * Takes a posted page. What can be read is kept even where something else is wrong, and what cannot
 * is shown again as it was typed; questions that came up are asked on the same page.
 */
async function takeQuestions(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  at: PageAt,
): Promise<FastifyReply> {
  const posted = formOf(request);
  const action = textOf(posted, "_action");
  const searches = searchesIn(at.page.fields, posted, host.catalogue);
  if (action.startsWith("search:")) {
    const { answers } = take(at, posted, host, host.words(request).lang);
    return showQuestions(request, reply, host, at, {
      raw: posted,
      problems: [],
      searches,
      answers,
    });
  }
  const taken = take(at, foundIn(posted, searches), host, host.words(request).lang);
  const { answers, problems, form } = taken;
  const back = () =>
    showQuestions(request, reply, host, at, { raw: form, problems, searches, answers });
  const isNewItem = at.item !== undefined && at.item >= savedItems(at);
  if (problems.length > 0 && (isNewItem || action !== "save" || !readable(taken, at))) {
    if (!isNewItem) await keep(at.opened, host, answers);
    return back();
  }
  const whole = problems.length === 0 && taken.fresh.length === 0;
  const draft = await keep(
    at.opened,
    host,
    answers,
    whole && at.item === undefined ? at.page.id : undefined,
  );
  if (action === "save") return redirectTo(reply, `${at.opened.base}/saved`);
  const now = { ...at, opened: { ...at.opened, draft } };
  if (taken.fresh.length > 0) return redirectTo(reply, ownPath(now));
  return redirectTo(reply, await pathOn(now, host));
}

const savedItems = ({ opened: { def, draft }, page }: PageAt): number =>
  itemsOf(def, page.id, draft.answers).length;

/** Everything that was typed can be read again from the draft, so nothing is lost by leaving. */
function readable({ answers, problems, form }: Taken, { opened: { def }, page, item }: PageAt) {
  const own = page.repeat ? (itemsOf(def, page.id, answers)[item ?? 0] ?? {}) : answers;
  const isTyped = (name: string) =>
    Object.keys(form).some(
      (input) => (input === name || input.startsWith(`${name}-`)) && textOf(form, input) !== "",
    );
  return problems.every(({ field }) => own[field] !== undefined || !isTyped(field));
}

/** The list after an item; else the next step, or what is still open for who came to change. */
async function pathOn(at: PageAt, { cases }: Pick<Host, "cases">): Promise<string> {
  const { opened, page, item, change } = at;
  const { draft, base } = opened;
  if (item !== undefined) {
    const list = pathOf(base, { kind: "repeat", page: page.id });
    return change ? `${list}?change=1` : list;
  }
  const documents = change ? await cases.draftDocuments(draft.id) : undefined;
  return pathAfter(opened, { kind: "page", page: page.id }, documents);
}
