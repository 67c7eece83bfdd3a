import type { FastifyReply, FastifyRequest } from "fastify";
import type { Page } from "../../catalogue/index.ts";
import { type Answers, itemsOf, prefillOf, type RawPage, rawOf } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { TurnedAway, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { narrow } from "../components/index.ts";
import { againOn, knownView, placeText, stillAsked } from "./among.ts";
import type { CodeSearches } from "./code-search.ts";
import { fieldsShown } from "./fields-shown.ts";
import type { Host, Opened } from "./host.ts";
import { notFound, wayBack } from "./keep.ts";
import { questionsView, titleOf } from "./page-view.ts";
import { pathOf, placeOf, wayOf } from "./way.ts";

/** A page of a draft that the person may be on. */
export interface PageAt {
  readonly opened: Opened;
  readonly page: Page;
  /** Of a repeating page, from 0; the number of items means a new one. */
  readonly item?: number | undefined;
  readonly change: boolean;
  readonly step: { readonly number: number; readonly total: number };
  readonly before: string;
}

interface PageParams {
  readonly page: string;
  readonly item?: string;
}

/**
 * The page that an address names. One that lies beyond the first open step, or is not asked, leads
 * back to the open step; one that the service does not have is not found.
 */
export async function pageAt(request: FastifyRequest, host: Host): Promise<PageAt> {
  const { page: name, item } = request.params as PageParams;
  const opened = await host.open(request);
  const page = opened.def.form.find((each) => each.id === name);
  if (!page || (item !== undefined && !page.repeat)) throw notFound();
  const way = wayOf(opened);
  const place = placeOf(way, name);
  if (place < 0 || place > way.open)
    throw new TurnedAway({ path: pathOf(opened.base, way.steps[way.open]) });
  const before = place === 0 ? host.before(opened) : pathOf(opened.base, way.steps[place - 1]);
  const step = { number: place + 1, total: way.steps.length };
  const at = { opened, page, step, before, change: isChange(request) };
  return item === undefined ? at : { ...at, item: itemIn(opened, page, item) };
}

const isChange = (request: FastifyRequest): boolean =>
  (request.query as Record<string, unknown>).change === "1";

function itemIn({ def, draft }: Opened, page: Page, text: string): number {
  const item = Number(text) - 1;
  const most = itemsOf(def, page.id, draft.answers).length;
  const fits = /^[1-9]\d{0,2}$/.test(text) && item <= most && item < (page.repeat?.max ?? 1);
  if (!fits) throw notFound();
  return item;
}

export const stepText = ({ opened, step }: PageAt, t: Translate): string =>
  placeText(opened, step, t);

/** The address of this very page. */
export function ownPath({ opened, page, item, change }: PageAt): string {
  const path = pathOf(opened.base, { kind: "page", page: page.id });
  return `${path}${item === undefined ? "" : `/${item + 1}`}${change ? "?change=1" : ""}`;
}

export const itemTitleOf = ({ page, item }: PageAt, t: Translate): string | undefined =>
  item === undefined
    ? undefined
    : t("form.item", { name: t.words(page.repeat?.itemTitle), number: item + 1 });

/** What was typed and what is wrong with it, where the form came back. */
export interface CameBack {
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
  /** The saved answers with this page as it was typed. */
  readonly answers: Answers;
}

/** Where "back" leads from here. */
function backFrom({ opened, page, item, change, before }: PageAt): string {
  const list = pathOf(opened.base, { kind: "repeat", page: page.id });
  if (item !== undefined && itemsOf(opened.def, page.id, opened.draft.answers).length > 0)
    return change ? `${list}?change=1` : list;
  return change ? pathOf(opened.base, undefined) : before;
}

/** Shows a page of questions, fresh or as it came back. */
export function showQuestions(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  at: PageAt,
  back?: CameBack,
): FastifyReply {
  const t = host.words(request);
  const { opened, page, item } = at;
  const { draft, def, facts } = opened;
  const answers = back?.answers ?? draft.answers;
  const first = draft.visited.includes(page.id) ? {} : prefillOf(def, page.id, answers, facts);
  const view = {
    def,
    page,
    fields: stillAsked(fieldsShown(def, page, answers, facts, item), opened),
    raw: back?.raw ?? { ...first, ...rawOf(def, page.id, answers, item) },
    problems: back?.problems ?? againOn(page, opened),
    searches: back?.searches ?? new Map(),
    action: ownPath({ ...at, change: false }),
    itemTitle: itemTitleOf(at, t),
    step: stepText(at, t),
    known: knownView(opened, page, host, t),
    change: at.change,
    csrf: host.csrf(request, reply),
  };
  const failed = (back?.problems.length ?? 0) > 0;
  return host.page(request, reply, {
    title: `${titleOf(view, t)} – ${t.words(def.title)}`,
    content: narrow(questionsView(view, host.catalogue, t)),
    before: wayBack(backFrom(at), t),
    failed,
    ...(failed && { status: 422 }),
  });
}

/** Did the person come from the check to change this one? Told by the form where it was posted. */
export const changing = (at: PageAt, form: Parameters<typeof textOf>[0]): PageAt => ({
  ...at,
  change: at.change || textOf(form, "_change") === "1",
});
