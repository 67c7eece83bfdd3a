import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { type Application, meaningOf, type Status } from "../../../cases/index.ts";
import type { Definition, Page } from "../../../catalogue/index.ts";
import { isUuid, ok, refuse } from "../../../kernel/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { openDraft } from "../applications/draft-view.ts";
import { openBrought, submittedOf } from "../applications/own.ts";
import { NewApplication } from "../applications/schemas.ts";
import { sendDraft } from "../applications/send.ts";
import { bearerOf } from "../bearer.ts";
import { pageSchema } from "../catalogue/question-schema.ts";
import type { ApiDeps } from "../deps.ts";
import { keyed } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import * as shapes from "./schemas.ts";

const tag = "GovStack";
type OfService = { Params: Static<typeof shapes.ServiceId> };

const list = told({
  id: "govstackServices",
  tag,
  summary: "Services in the shape of the GovStack Registration building block",
  query: shapes.ByName,
  ok: [200, shapes.GovServices, "Services"],
  refusals: [422],
});
const one = told({
  id: "govstackService",
  tag,
  summary: "One service in that shape",
  params: shapes.ServiceId,
  ok: [200, shapes.GovService, "The service"],
  refusals: [404],
});
const forms = told({
  id: "govstackForms",
  tag,
  summary: "The forms of a service, one for each page",
  params: shapes.ServiceId,
  ok: [200, shapes.EForms, "Forms"],
  refusals: [404],
});
const form = told({
  id: "govstackForm",
  tag,
  summary: "One form with its schema",
  params: shapes.EFormId,
  ok: [200, shapes.EForm, "The form"],
  refusals: [404],
});
const send = told({
  id: "govstackSend",
  tag,
  scope: "applications:write",
  keyed: true,
  summary: "Send an application file",
  description:
    "As `sendApplication`: with a draft and the person’s yes in place of an applicant’s id.",
  params: shapes.ServiceId,
  body: NewApplication,
  ok: [200, shapes.GovApplication, "The application file"],
  refusals: [404, 413, 415],
});
const status = told({
  id: "govstackApplication",
  tag,
  scope: "applications:read",
  summary: "Where an application file stands",
  params: shapes.FileId,
  ok: [200, shapes.GovApplication, "The application file"],
  refusals: [404],
});

/** Registration (0.1.1 of its API) as far as it fits: see docs/govstack.md for what does not. */
export function registrationRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { catalogue, i18n } = deps;
  const t = (request: FastifyRequest) => i18n.for(langOf(request));
  app.get<{ Querystring: Static<typeof shapes.ByName> }>("/services", list, (request) =>
    catalogue
      .search(request.query.name ?? "", langOf(request))
      .map((def) => serviceOf(def, t(request))),
  );
  app.get<OfService>("/services/:serviceId", one, (request, reply) => {
    const def = catalogue.current(request.params.serviceId);
    return def ? reply.send(serviceOf(def, t(request))) : sendApiProblem(reply, notFound);
  });
  app.get<OfService>("/services/:serviceId/eForms", forms, (request, reply) => {
    const def = catalogue.current(request.params.serviceId);
    if (!def) return sendApiProblem(reply, notFound);
    return reply.send(def.form.map((page) => formOf(def, page, t(request))));
  });
  app.get<{ Params: Static<typeof shapes.EFormId> }>("/eForms/:eFormId", form, (request, reply) => {
    const [service = "", name] = request.params.eFormId.split(".");
    const def = catalogue.current(service);
    const page = def?.form.find(({ id }) => id === name);
    if (!def || !page) return sendApiProblem(reply, notFound);
    const schema = pageSchema(def, page, deps.baseUrl, t(request));
    return reply.send({ ...formOf(def, page, t(request)), schema });
  });
  app.post<OfService & { Body: Static<typeof NewApplication> }>(
    "/services/:serviceId/applications",
    send,
    (request, reply) =>
      keyed(deps, request, reply, async ({ client }) => {
        const { draft, confirmation } = request.body;
        const prepared = await openDraft(deps, client, draft);
        if (prepared.ok && prepared.value.def.id !== request.params.serviceId)
          return refuse(notFound.kind, notFound.code);
        const sent = await sendDraft(deps, client, draft, confirmation);
        if (!sent.ok) return sent;
        const broughtCase = await openBrought(deps, client, sent.value);
        return broughtCase.ok
          ? ok({ status: 200, body: fileOf(broughtCase.value, t(request)) })
          : broughtCase;
      }),
  );
  app.get<{ Params: Static<typeof shapes.FileId> }>(
    "/applications/:fileId",
    status,
    async (request, reply) => {
      const { fileId } = request.params;
      const id = isUuid(fileId) ? fileId : "";
      const broughtCase = await openBrought(deps, bearerOf(request).client, id);
      if (!broughtCase.ok) return sendApiProblem(reply, broughtCase.refusal);
      return reply.send(fileOf(broughtCase.value, t(request)));
    },
  );
}

const notFound = { code: "api.service-not-found", kind: "not-found" } as const;

/** Forms are named by their service too: the specification asks for one by its name alone. */
const formOf = (def: Definition, page: Page, t: Translate) => ({
  eFormId: `${def.id}.${page.id}`,
  name: t.words(page.title),
  version: String(def.version),
  latest: true,
});

const serviceOf = (def: Definition, t: Translate) => ({
  id: def.id,
  name: t.words(def.title),
  version: String(def.version),
  type: "Public",
  isExecutable: def.process !== undefined,
  description: t.words(def.description),
});

/** Four words for all that may be; a withdrawn application ended without being granted. */
const codes: Readonly<Record<Status, "PENDING" | "SENDBACK" | "APPROVED" | "REJECTED">> = {
  "awaiting-payment": "PENDING",
  "in-review": "PENDING",
  "waiting-for-applicant": "SENDBACK",
  "granted-awaiting-payment": "APPROVED",
  granted: "APPROVED",
  refused: "REJECTED",
  withdrawn: "REJECTED",
  "in-appeal": "PENDING",
};

function fileOf(app: Application, t: Translate) {
  const { status: now } = app.state;
  const { at, service } = submittedOf(app);
  const code = now === "none" ? "PENDING" : codes[now];
  return {
    fileId: app.id,
    registered: at,
    serviceId: service,
    serviceName: t.words(app.definition.title),
    status: { code, title: now },
    ended: meaningOf(now).turn === "nobody",
    applicantId: "",
    applicationData: { applicantId: "", created: at },
  };
}
