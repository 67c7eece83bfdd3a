import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { caseNow, windowOf } from "../../../acts/index.ts";
import type { Answers } from "../../../form/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import {
  addDraft,
  changeDraft,
  draftLimits,
  dropDraft,
  type ProgramDraft,
} from "../../../programs/index.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { draftView, openDraft } from "./draft-view.ts";
import { openBrought } from "./own.ts";
import * as shapes from "./schemas.ts";

type NewDraft = Static<typeof shapes.NewDraft>;
type OfOne = { Params: Static<typeof shapes.IdParams> };

const scope = "applications:write";
const tag = "Applications";

const create = told({
  id: "createDraft",
  tag,
  scope,
  keyed: true,
  summary: "Prepare an application, a renewal, or the answer to a request for more",
  description:
    "A draft is yours alone and gone after a day. It becomes part of " +
    "the person’s affairs only when the person has said yes to it with a code. What it says is " +
    "told without regard to the person. A renewal has the answers of the earlier application, " +
    "as at every other door; they are not told to you, and each counts until you give another.",
  body: shapes.NewDraft,
  ok: [201, shapes.DraftShape, "The draft"],
  refusals: [404, 413, 415, 503],
});

const read = told({
  id: "getDraft",
  tag,
  scope,
  summary: "A draft as it is now",
  params: shapes.IdParams,
  ok: [200, shapes.DraftShape, "The draft"],
  refusals: [404, 422],
});

const replace = told({
  id: "putAnswers",
  tag,
  scope,
  summary: "Replace the answers of a draft",
  description: "The same request again changes nothing, so it needs no Idempotency-Key.",
  params: shapes.IdParams,
  body: shapes.NewAnswers,
  ok: [200, shapes.DraftShape, "The draft"],
  refusals: [400, 404, 413, 415, 422],
});

const remove = told({
  id: "dropDraft",
  tag,
  scope,
  summary: "Throw a draft away, with its papers",
  params: shapes.IdParams,
  ok: [204, {}, "It is gone"],
  refusals: [404, 422],
});

export function draftRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const t = (request: FastifyRequest) => deps.i18n.for(langOf(request));
  app.post<{ Body: NewDraft }>("/drafts", create, (request, reply) =>
    keyed(deps, request, reply, (act) => begin(deps, act, request)),
  );
  app.get<OfOne>("/drafts/:id", read, async (request, reply) => {
    const opened = await openDraft(deps, bearerOf(request).client, request.params.id);
    if (!opened.ok) return sendApiProblem(reply, opened.refusal);
    return reply.send(draftView(opened.value, deps, t(request)));
  });
  app.put<OfOne & { Body: Static<typeof shapes.NewAnswers> }>(
    "/drafts/:id/answers",
    replace,
    async (request, reply) => {
      const opened = await openDraft(deps, bearerOf(request).client, request.params.id);
      if (!opened.ok) return sendApiProblem(reply, opened.refusal);
      const answers = request.body.answers as Answers;
      const draft = { ...opened.value.draft, answers };
      await changeDraft(deps.sql, draft);
      return reply.send(draftView({ ...opened.value, draft }, deps, t(request)));
    },
  );
  app.delete<OfOne>("/drafts/:id", remove, async (request, reply) => {
    const gone = await dropDraft(deps.sql, bearerOf(request).client, request.params.id);
    if (gone) return reply.code(204).send();
    return sendApiProblem(reply, { kind: "not-found", code: "api.draft-not-found" });
  });
}

async function begin(
  deps: ApiDeps,
  act: Act,
  request: FastifyRequest<{ Body: NewDraft }>,
): Promise<Result<Outcome>> {
  const { sql, clock, i18n } = deps;
  const now = clock();
  const about = await aboutWhat(deps, act.client, request.body);
  if (!about.ok) return about;
  const draft: ProgramDraft = {
    id: act.id,
    client: act.client,
    ...about.value,
    answers: request.body.answers as Answers,
    visited: [],
    lang: (request.body.lang as ProgramDraft["lang"] | undefined) ?? langOf(request),
    toldIn: (request.body.toldIn as ProgramDraft["lang"] | undefined) ?? null,
    expiresAt: new Date(now.getTime() + draftLimits.hours * 3_600_000),
  };
  if (!(await addDraft(sql, now, draft))) return refuse("unavailable", "api.too-many-drafts");
  const opened = await openDraft(deps, act.client, act.id);
  if (!opened.ok) return opened;
  const body = draftView(opened.value, deps, i18n.for(langOf(request)));
  return ok({ status: 201, body, location: `/api/v1/drafts/${act.id}` });
}

type About = Pick<ProgramDraft, "service" | "definition" | "nationalId" | "application" | "renews">;

/** Which service and whom it is for: named, or those of the application that it answers for. */
async function aboutWhat(deps: ApiDeps, client: string, body: NewDraft): Promise<Result<About>> {
  const { service, person, application, renews } = body;
  if (renews !== undefined) {
    if (service !== undefined || person !== undefined || application !== undefined)
      return wrong("/renews", "unknown-field");
    return aboutRenewal(deps, client, renews);
  }
  if (application !== undefined) {
    if (service !== undefined || person !== undefined)
      return wrong("/application", "unknown-field");
    const brought = await openBrought(deps, client, application);
    if (!brought.ok) return brought;
    const { definition, state } = brought.value;
    if (!state.request) return refuse("conflict", "case.not-waiting");
    return ok({
      service: definition.id,
      definition: definition.version,
      nationalId: null,
      application,
      renews: null,
    });
  }
  if (service === undefined) return wrong("/service", "required");
  if (person === undefined) return wrong("/person", "required");
  const def = deps.catalogue.current(service);
  if (!def) return refuse("not-found", "api.service-not-found");
  if (!def.process) return refuse("conflict", "api.no-application");
  if (def.level > 2) return refuse("not-allowed", "api.level-too-high");
  const { nationalId } = person;
  const about = { service: def.id, definition: def.version, nationalId };
  return ok({ ...about, application: null, renews: null });
}

/** The service as it is now; its answers are carried over when the draft is read (`openDraft`). */
async function aboutRenewal(deps: ApiDeps, client: string, id: string): Promise<Result<About>> {
  const brought = await openBrought(deps, client, id);
  if (!brought.ok) return brought;
  const open = windowOf("renew", await caseNow(deps, brought.value));
  if (!open.ok) return open;
  const def = deps.catalogue.current(brought.value.definition.id);
  if (!def) return refuse("conflict", "case.no-renewal");
  if (def.level > 2) return refuse("not-allowed", "api.level-too-high");
  const about = { service: def.id, definition: def.version, nationalId: null };
  return ok({ ...about, application: null, renews: id });
}

const wrong = (field: string, code: string) =>
  refuse("invalid", "api.invalid", { problems: [{ field, code }] });
