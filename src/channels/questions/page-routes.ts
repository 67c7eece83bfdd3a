import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Field } from "../../catalogue/index.ts";
import {
  type FormPosition,
  type Input,
  type ItemsScreen,
  type QuestionsScreen,
  type Screen,
  turn,
} from "../../form/index.ts";
import {
  type FormFields,
  formOf,
  languagePosted,
  notFound,
  redirectTo,
  textOf,
} from "../../platform/http/index.ts";
import { html, narrow } from "../components/index.ts";
import { knownView, placeText } from "./among.ts";
import type { Host, Opened } from "./host.ts";
import { keep, wayBack } from "./keep.ts";
import { addedTo, addedView, asksAtOnce, inputId } from "./more-questions.ts";
import { narrowedTo } from "./narrowed.ts";
import { questionsForm, withLanguage } from "./other-language.ts";
import { itemTitle } from "./page-view.ts";
import { inputIn } from "./posted.ts";
import { screenView } from "./screen-view.ts";
import { pathOf, placePath, screenPath, turnFacts } from "./way.ts";

/** `…/page/:page`: the questions of a draft, a page or an item at a time. */
export function pageRoutes(app: FastifyInstance, host: Host): void {
  const config = { config: host.ahead ? { ahead: host.ahead } : {} };
  for (const path of [`${host.route}/page/:page`, `${host.route}/page/:page/:item`]) {
    app.get(path, config, async (request, reply) => take(request, reply, host, { do: "open" }));
    app.post(path, config, async (request, reply) => {
      languagePosted(request, reply);
      return take(request, reply, host, inputIn(withLanguage(formOf(request))), formOf(request));
    });
  }
}

/**
 * The place that an address names; whoever came from the check to change an answer says so in it.
 */
function placeIn(request: FastifyRequest, form: FormFields): FormPosition {
  const { page, item } = request.params as { readonly page: string; readonly item?: string };
  const { change } = request.query as Record<string, unknown>;
  const number = item !== undefined && /^[1-9]\d{0,2}$/.test(item) ? Number(item) - 1 : Number.NaN;
  return {
    page,
    item: item === undefined ? undefined : number,
    change: change === "1" || textOf(form, "_change") === "1",
  };
}

/** Takes a turn, keeps what came of it, and shows it here or leads on to where it stands. */
async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  input: Input,
  form: FormFields = {},
): Promise<FastifyReply> {
  const opened = await host.open(request);
  const place = placeIn(request, form);
  const { draft, def, base } = opened;
  const documents =
    place.change && input.do !== "open" ? await host.cases.draftDocuments(draft.id) : undefined;
  const facts = turnFacts(opened, host, host.words(request).lang, documents);
  const taken = opened.among
    ? opened.among.turn(draft, place, input, facts)
    : turn(def, draft, place, input, facts);
  const { progress, screen } = taken;
  const saved = progress === draft ? draft : await keep(opened, host, progress);
  const now = { ...opened, draft: saved };
  const path = screenPath(base, screen);
  if (path === undefined) throw notFound();
  const isHere = input.do === "open" && path === placePath(base, place);
  if ("place" in screen && (isHere || screen.returned))
    return show(request, reply, host, now, screen);
  const [first, ...others] = screen.show === "questions" ? addedTo(screen, input) : [];
  if (!first || path !== placePath(base, place)) {
    const next = nameOf(screen);
    const also = saved !== draft && next ? await host.besides?.(now, next) : undefined;
    return redirectTo(reply, also ? `${path}${path.includes("?") ? "&" : "?"}${also}` : path);
  }
  const names = [first, ...others].map(({ name }) => name).join(",");
  return redirectTo(reply, `${path}${place.change ? "&" : "?"}added=${names}#${inputId(first)}`);
}

/** The page that comes next, or `documents`; undefined where neither does. */
const nameOf = (screen: Screen): string | undefined => {
  if ("place" in screen) return screen.page.id;
  return screen.show === "documents" ? screen.show : undefined;
};

/** The questions of the screen that its address calls new. */
function addedIn(request: FastifyRequest, screen: QuestionsScreen | ItemsScreen): readonly Field[] {
  const { added } = request.query as Record<string, unknown>;
  if (typeof added !== "string" || screen.show !== "questions") return [];
  const names = added.split(",");
  return screen.fields.filter(({ name }) => names.includes(name));
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  host: Host,
  opened: Opened,
  screen: QuestionsScreen | ItemsScreen,
): FastifyReply {
  const t = host.words(request);
  const { def, base } = opened;
  const { page, place, problems, before, returned } = screen;
  const parts = {
    ...host,
    hidden: html`${host.csrf(request, reply)}${asksAtOnce(page, t)}`,
    step: placeText(opened, page.id, t),
    known: html`${knownView(opened, page, host, t)}${addedView(addedIn(request, screen), t)}`,
  };
  const { shown, catalogue } = narrowedTo(screen, opened, host.catalogue);
  const content = screenView(shown, opened, { ...parts, catalogue }, t);
  const failed = returned && problems.length > 0;
  const back = before ? pathOf(base, before) : host.before(opened);
  const toList = before?.kind === "repeat" && before.page === page.id && place.change;
  return host.page(request, reply, {
    title: `${itemTitle(screen, t) ?? t.words(page.title)} – ${t.words(def.title)}`,
    content: narrow(content),
    before: wayBack(toList ? `${back}?change=1` : back, t),
    failed,
    ...(screen.show === "questions" && { languageForm: questionsForm }),
    ...(failed && { status: 422 }),
  });
}
