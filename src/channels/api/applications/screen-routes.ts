import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import {
  type Answers,
  firstScreen,
  type Input,
  type Place,
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
import { changeDraft, type DraftFile } from "../../../programs/index.ts";
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
    "The conversation that every other door has, page by page: its questions, what is answered so far, what is wrong. Without `page` it is the first place where something is open.",
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
    "What can be read is kept in the draft, even where something else is wrong; the screen that comes back says what. Questions that these answers bring are asked on the same page.",
  params: shapes.IdParams,
  body: shapes.ScreenGiven,
  ok: [200, shapes.ScreenShape, "The screen that comes next, or this one with what is wrong"],
  refusals: [404, 413, 415],
});

/** A draft filled in screen by screen, by the same turns as at every other door. */
export function screenRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<OfOne & { Querystring: Query }>("/drafts/:id/screen", read, async (request, reply) => {
    const opened = await askedDraft(deps, bearerOf(request).client, request.params.id);
    if (!opened.ok) return sendApiProblem(deps, reply, opened.refusal);
    const { page, item } = request.query;
    const { def, progress, facts } = conversation(opened.value, deps, langOf(request));
    const screen =
      page === undefined
        ? firstScreen(def, progress, facts)
        : screenAt(def, progress, { page, item }, facts);
    const shown = withPage({ progress, screen });
    if (!shown.ok) return sendApiProblem(deps, reply, shown.refusal);
    return reply.send(screenJson(screen, deps.catalogue, deps.i18n.for(langOf(request))));
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

/**
 * The draft as a conversation. A program may answer in any order and need not remember where it was:
 * only what is missing or wrong holds it back.
 */
function conversation({ draft, def, files }: OpenDraft, deps: ApiDeps, lang: string) {
  const visited = [...def.form.map(({ id }) => id), "documents"];
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
  return { def, facts, progress: { answers: draft.answers, visited } };
}

async function answer(
  deps: ApiDeps,
  { client }: Act,
  request: FastifyRequest<OfOne & { Body: Body }>,
): Promise<Result<Outcome>> {
  const { body } = request;
  const opened = await askedDraft(deps, client, request.params.id);
  if (!opened.ok) return opened;
  const { def, progress, facts } = conversation(opened.value, deps, langOf(request));
  const page = def.form.find(({ id }) => id === body.page);
  if (!page) return refuse("not-found", "api.page-not-found");
  const item = body.do === "remove" ? undefined : body.item;
  const place: Place = { page: page.id, item };
  const done = withPage(turn(def, progress, place, inputOf(body, page.fields), facts));
  if (!done.ok) return done;
  const { answers } = done.value.progress;
  if (answers !== progress.answers) await changeDraft(deps.sql, opened.value.draft.id, answers);
  const t = deps.i18n.for(langOf(request));
  return ok({ status: 200, body: screenJson(done.value.screen, deps.catalogue, t) });
}

/** Typed answers and words to search for as the inputs that any other door would post. */
function inputOf(body: Body, fields: Parameters<typeof rawOfFields>[0]): Input {
  const { do: what = "answer", item = 0, answers = {}, search = {}, shown } = body;
  if (what === "remove") return { do: what, item };
  const given = rawOfFields(fields, answers as Answers);
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
