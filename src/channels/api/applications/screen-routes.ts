import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { Page } from "../../../catalogue/index.ts";
import {
  type Answers,
  type FormPosition,
  firstScreen,
  type Input,
  type Progress,
  queryName,
  type RawPage,
  rawOfFields,
  screenAt,
  type Turn,
  type TurnFacts,
  turn,
} from "../../../form/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import { changeDraft, type DraftFile, type ProgramDraft } from "../../../programs/index.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { factsOfDraft, type OpenDraft, openDraft } from "./draft-view.ts";
import * as shapes from "./screen-schemas.ts";
import { screenJson } from "./screen-view.ts";

type OfOne = { Params: Static<typeof shapes.IdParams> };
type Query = Static<typeof shapes.ScreenQuery>;
type Body = Static<typeof shapes.ScreenGiven>;

const read = told({
  id: "getScreen",
  tag: "Applications",
  scope: "applications:write",
  summary: "What a draft asks next",
  description:
    "The conversation that every other door has, page by page: its questions, " +
    "what is answered so far, what is wrong. Without `page` it is the first place " +
    "where something is open, or that neither its screen nor an answer was given for.",
  params: shapes.IdParams,
  query: shapes.ScreenQuery,
  ok: [200, shapes.ScreenShape, "The screen"],
  refusals: [404, 422],
});

const give = told({
  id: "giveScreen",
  tag: "Applications",
  scope: "applications:write",
  keyed: true,
  summary: "Answer a screen, and see the next",
  description:
    "What can be read is kept in the draft, even where something else is wrong; the screen " +
    "that comes back says what. Questions that these answers bring are asked on the same page.",
  params: shapes.IdParams,
  body: shapes.ScreenGiven,
  ok: [200, shapes.ScreenShape, "The screen that comes next, or this one with what is wrong"],
  refusals: [404, 413, 415],
});

/** A draft filled in screen by screen, by the same turns as at every other door. */
export function screenRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<OfOne & { Querystring: Query }>("/drafts/:id/screen", read, async (request, reply) => {
    const opened = await askedDraft(deps, bearerOf(request).client, request.params.id);
    if (!opened.ok) return sendApiProblem(reply, opened.refusal);
    const { page, item } = request.query;
    const { def, progress, facts } = conversation(opened.value, deps, langOf(request), item);
    const screen =
      page === undefined
        ? firstScreen(def, progress, facts)
        : screenAt(def, progress, { page, item }, facts);
    const shown = withPage({ progress, screen });
    if (!shown.ok) return sendApiProblem(reply, shown.refusal);
    const t = deps.i18n.for(langOf(request));
    return reply.send(screenJson(screen, deps.catalogue, t, untold(opened.value)));
  });
  app.post<OfOne & { Body: Body }>("/drafts/:id/screen", give, (request, reply) =>
    keyed(deps, request, reply, (act) => answer(deps, act, request)),
  );
}

/** A draft that answers a request has no pages: its application names what is asked. */
async function askedDraft(deps: ApiDeps, client: string, id: string): Promise<Result<OpenDraft>> {
  const opened = await openDraft(deps, client, id);
  if (!opened.ok || !opened.value.draft.application) return opened;
  return refuse("not-found", "api.page-not-found");
}

/** Refuses api.page-not-found. */
const withPage = (done: Turn): Result<Turn> =>
  done.screen.show === "nowhere" ? refuse("not-found", "api.page-not-found") : ok(done);

/** Names of answers that are carried over and that the program has not given itself. */
const untold = ({ draft, carried }: OpenDraft): ReadonlySet<string> =>
  new Set(Object.keys(carried).filter((name) => !(name in draft.answers)));

/**
 * The draft as a conversation: a page is done once its screen was answered well, as everywhere.
 * Where a program gives answers without a screen, the pages that they belong to count as answered.
 * A list that is carried over begins anew with the first item that the program gives.
 */
function conversation(opened: OpenDraft, deps: ApiDeps, lang: string, item?: number) {
  const { draft, def, files, carried } = opened;
  const documents = Object.groupBy(files, ({ document }) => document) as Record<
    string,
    DraftFile[]
  >;
  const facts: TurnFacts = {
    form: factsOfDraft(draft, deps),
    lists: deps.catalogue,
    lang,
    documents,
  };
  const given = def.form.filter((page) => namesOn(page).some((name) => name in draft.answers));
  const visited = [...draft.visited, ...given.map(({ id }) => id), "documents"];
  const lists = new Set(def.form.flatMap(({ repeat }) => repeat?.name ?? []));
  const base = Object.entries(carried).filter(([name]) => item === undefined || !lists.has(name));
  const answers: Answers = { ...Object.fromEntries(base), ...draft.answers };
  return { def, facts, progress: { answers, visited: [...new Set(visited)] } };
}

/** Names of the answers that a page gives: its questions, or the one list of them. */
const namesOn = ({ repeat, fields }: Page): readonly string[] =>
  repeat ? [repeat.name] : fields.map(({ name }) => name);

async function answer(
  deps: ApiDeps,
  { client }: Act,
  request: FastifyRequest<OfOne & { Body: Body }>,
): Promise<Result<Outcome>> {
  const { body } = request;
  const opened = await askedDraft(deps, client, request.params.id);
  if (!opened.ok) return opened;
  const { def, carried } = opened.value;
  const page = def.form.find(({ id }) => id === body.page);
  if (!page) return refuse("not-found", "api.page-not-found");
  const { progress, facts } = conversation(opened.value, deps, langOf(request), body.item);
  const item = body.do === "remove" ? undefined : body.item;
  const place: FormPosition = { page: page.id, item };
  const input = inputOf(body, page, page.repeat ? {} : carried);
  const done = withPage(turn(def, progress, place, input, facts));
  if (!done.ok) return done;
  const now = givenAfter(opened.value, done.value.progress, page, body);
  if (done.value.progress !== progress) await changeDraft(deps.sql, now);
  const t = deps.i18n.for(langOf(request));
  const hidden = untold({ ...opened.value, draft: now });
  const asked = { ...body.answers, ...body.search };
  const unsaid = new Set([...hidden].filter((name) => !(name in asked)));
  return ok({ status: 200, body: screenJson(done.value.screen, deps.catalogue, t, unsaid) });
}

/** The draft after a turn: of its answers those that the program gave, not those carried over. */
function givenAfter(
  { draft }: OpenDraft,
  { answers, visited }: Progress,
  page: Page,
  { item, answers: typed = {}, search = {}, do: what }: Body,
): ProgramDraft {
  const own = new Set([...Object.keys(draft.answers), ...Object.keys({ ...typed, ...search })]);
  if (page.repeat && (item !== undefined || what === "remove")) own.add(page.repeat.name);
  const given = Object.fromEntries(Object.entries(answers).filter(([name]) => own.has(name)));
  return { ...draft, answers: given, visited: visited.filter((id) => id !== "documents") };
}

/** Typed answers and words to search for as the inputs that any other door would post. */
function inputOf(body: Body, { fields }: Page, carried: Answers): Input {
  const { do: what = "answer", item = 0, answers = {}, search = {}, shown } = body;
  if (what === "remove") return { do: what, item };
  const given = rawOfFields(fields, { ...carried, ...(answers as Answers) });
  const strangers = Object.keys(answers).filter((name) =>
    fields.every((each) => each.name !== name),
  );
  const raw: RawPage = {
    ...given,
    ...Object.fromEntries(strangers.map((name) => [name, ""])),
    ...Object.fromEntries(Object.entries(search).map(([name, text]) => [queryName(name), text])),
  };
  return { do: what, raw, shown };
}
