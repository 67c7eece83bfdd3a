import type { FastifyReply, FastifyRequest } from "fastify";
import { type AnsweredRow, askedOf, dropItem, itemsOf, problemsOf } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { narrow } from "../components/index.ts";
import { type Host, listsOf } from "./host.ts";
import { keep, wayBack } from "./keep.ts";
import { type ListedItem, listView } from "./list-view.ts";
import { ownPath, type PageAt, stepText } from "./page-at.ts";
import { pathAfter, pathOf } from "./way.ts";

/** The things added so far on a repeating page; where there are none, the first one is asked for. */
export function showList(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  at: PageAt,
  problems: readonly Problem[] = [],
): FastifyReply {
  const { opened, page, change } = at;
  const { def, draft, base } = opened;
  const t = host.words(request);
  const count = itemsOf(def, page.id, draft.answers).length;
  if (count === 0 && (page.repeat?.min ?? 0) > 0)
    return redirectTo(reply, ownPath({ ...at, item: 0 }));
  const view = {
    def,
    page,
    step: stepText(at, t),
    items: listed(request, host, at, count),
    problems,
    action: ownPath({ ...at, change: false }),
    add: count < (page.repeat?.max ?? 0) ? ownPath({ ...at, item: count }) : undefined,
    change,
    csrf: host.csrf(request, reply),
  };
  return host.page(request, reply, {
    title: `${t.words(page.title)} – ${t.words(def.title)}`,
    content: narrow(listView(view, t)),
    before: wayBack(change ? pathOf(base, undefined) : at.before, t),
    failed: problems.length > 0,
    ...(problems.length > 0 && { status: 422 }),
  });
}

function listed(request: FastifyRequest, host: Host, at: PageAt, count: number): ListedItem[] {
  const { opened, page } = at;
  const { def, draft, facts } = opened;
  const lang = host.words(request).lang;
  const words = host.askedWords(lang);
  const asked = askedOf(def, draft.answers, {}, facts, lang, words, listsOf(host));
  const rows = asked.pages.filter((each) => each.page === page.id).flatMap((each) => each.rows);
  return Array.from({ length: count }, (_, index) => {
    const own = (row: AnsweredRow) =>
      row.field.startsWith(`${page.repeat?.name}[${index}].`) && row.answer !== "";
    return { rows: rows.filter(own).slice(0, 4), href: ownPath({ ...at, item: index }) };
  });
}

/** "Remove" takes one away; "continue" goes on when the list is as it should be. */
export async function takeList(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  at: PageAt,
): Promise<FastifyReply> {
  const form = formOf(request);
  const { opened, page } = at;
  const { def, draft, facts } = opened;
  const removed = textOf(form, "_remove");
  if (/^\d{1,3}$/.test(removed)) {
    await keep(opened, host, dropItem(def, page.id, draft.answers, Number(removed)));
    return redirectTo(reply, ownPath(at));
  }
  if (textOf(form, "_action") === "save") return redirectTo(reply, `${opened.base}/saved`);
  const name = page.repeat?.name ?? "";
  const problems = problemsOf(def, draft.answers, {}, facts, listsOf(host)).filter(
    ({ field }) => field === name || field.startsWith(`${name}[`),
  );
  if (problems.length > 0) return showList(request, reply, host, at, problems);
  const kept = await keep(opened, host, draft.answers, page.id);
  const documents = at.change ? await host.cases.draftDocuments(draft.id) : undefined;
  const now = { ...opened, draft: kept };
  return redirectTo(reply, pathAfter(now, { kind: "repeat", page: page.id }, documents));
}
