import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { Definition } from "../../../catalogue/index.ts";
import type { Answers } from "../../../form/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { pageOf, placeOf } from "../cursor.ts";
import { type ApiDeps, factsOf } from "../deps.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { pageSchema } from "./question-schema.ts";
import * as shapes from "./schemas.ts";
import { briefOf, checkedView, serviceView, todayOf } from "./service-view.ts";

type OfService = { Params: Static<typeof shapes.ServiceParams> };

/** Public: what there is, what is asked, and what answers would lead to. Nothing is kept. */
export function catalogueRoutes(app: FastifyInstance, deps: ApiDeps): void {
  listRoute(app, deps);
  const wordsOf = (request: FastifyRequest): Translate => deps.i18n.for(langOf(request));
  const withCurrent = (id: string, reply: FastifyReply, go: (def: Definition) => object) => {
    const def = deps.catalogue.current(id);
    if (!def) return sendApiProblem(reply, notFound);
    return reply.header("vary", "Accept-Language").send(go(def));
  };
  app.get<OfService>("/services/:id", oneService, (request, reply) =>
    withCurrent(request.params.id, reply, (def) =>
      serviceView(def, todayOf(deps), wordsOf(request)),
    ),
  );
  app.get<OfService>("/services/:id/questions", questions, (request, reply) =>
    withCurrent(request.params.id, reply, (def) =>
      questionsOf(def, deps.baseUrl, wordsOf(request)),
    ),
  );
  app.post<OfService & { Body: Static<typeof shapes.CheckBody> }>(
    "/services/:id/check",
    check,
    (request, reply) => {
      const { answers, applicant = {} } = request.body;
      const facts = factsOf(deps, applicant);
      return withCurrent(request.params.id, reply, (def) =>
        checkedView(def, answers as Answers, facts, deps, wordsOf(request)),
      );
    },
  );
  codesRoute(app, deps);
}

const notFound = { code: "api.service-not-found", kind: "not-found" } as const;

const oneService = told({
  id: "getService",
  tag: "Catalogue",
  summary: "One service",
  params: shapes.ServiceParams,
  ok: [200, shapes.Service, "What it is, who may apply, what it needs"],
  refusals: [404],
});

const questions = told({
  id: "getQuestions",
  tag: "Catalogue",
  summary: "The questions of a service, page by page",
  params: shapes.ServiceParams,
  ok: [200, shapes.Questions, "A JSON Schema for each page"],
  refusals: [404],
});

const check = told({
  id: "checkAnswers",
  tag: "Catalogue",
  summary: "Check answers without keeping anything",
  description:
    "Says what is missing or wrong, whether the person may apply, which papers are asked for, " +
    "what it costs and how long it takes. Nothing is stored and nobody is told.",
  params: shapes.ServiceParams,
  body: shapes.CheckBody,
  ok: [200, shapes.Checked, "What the answers lead to"],
  refusals: [404, 400, 413, 415, 422],
});

const questionsOf = (def: Definition, baseUrl: string, t: Translate) => ({
  service: def.id,
  version: def.version,
  pages: def.form.map((page) => ({
    id: page.id,
    ...(page.show && { askedWhen: page.show.source }),
    ...(page.repeat && { repeats: page.repeat.name }),
    schema: pageSchema(def, page, baseUrl, t),
  })),
});

const listServices = told({
  id: "listServices",
  tag: "Catalogue",
  summary: "Services, in order of their ids, or those that some words find",
  query: shapes.ServicesQuery,
  ok: [200, shapes.ServicesPage, "A page of services"],
  refusals: [422],
});

/** The id is the place: a service that comes to be in between moves no other one. */
function listRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Querystring: Static<typeof shapes.ServicesQuery> }>(
    "/services",
    listServices,
    (request, reply) => {
      const { q = "", cursor, limit = 20 } = request.query;
      const after = cursor === undefined ? "" : placeOf(cursor);
      if (after === undefined) return sendApiProblem(reply, badCursor);
      const today = todayOf(deps);
      const all = deps.catalogue
        .search(q, langOf(request))
        .map((def) => briefOf(def, today))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const rest = all.filter(({ id }) => id > after);
      return pageOf(rest.slice(0, limit + 1), limit, ({ id }) => id);
    },
  );
}

export const badCursor = {
  code: "api.invalid",
  kind: "invalid",
  problems: [{ field: "/cursor", code: "invalid" }],
} as const;

const listCodes = told({
  id: "listCodes",
  tag: "Catalogue",
  summary: "Entries of a code list (`codeList` of a question)",
  params: shapes.ServiceParams,
  query: shapes.CodesQuery,
  ok: [200, shapes.CodesPage, "A page of entries"],
  refusals: [404, 422],
});

function codesRoute(app: FastifyInstance, deps: ApiDeps): void {
  app.get<OfService & { Querystring: Static<typeof shapes.CodesQuery> }>(
    "/code-lists/:id",
    listCodes,
    (request, reply) => {
      const { id } = request.params;
      if (!deps.catalogue.codeList(id))
        return sendApiProblem(reply, { code: "api.list-not-found", kind: "not-found" });
      const { q = "", cursor, limit = 20 } = request.query;
      const after = cursor === undefined ? "" : placeOf(cursor);
      if (after === undefined) return sendApiProblem(reply, badCursor);
      const codes = deps.catalogue.searchCodes(id, q);
      const from = codes.findIndex(({ value }) => value === after) + 1;
      return pageOf(codes.slice(from, from + limit + 1), limit, ({ value }) => value);
    },
  );
}
