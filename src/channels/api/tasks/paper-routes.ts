import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { attachForAgency, detachForAgency, openAgencyTask } from "../../../acts/index.ts";
import { taskDocuments } from "../../../cases/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { judged } from "../../questions/index.ts";
import { type FileBody, fileOf, mostBytes } from "../applications/file-routes.ts";
import { NewFileBody } from "../applications/schemas.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { versionIn } from "./act-routes.ts";
import type { OfTask } from "./read-routes.ts";
import * as shapes from "./schemas.ts";

const attach = told({
  id: "attachToTask",
  tag: "Tasks",
  scope: "tasks:write",
  keyed: true,
  versioned: true,
  files: true,
  summary: "Attach a paper to a task: what was found, or made elsewhere",
  description:
    "One of the `documents` of a task that this system has claimed, before its outcome; as JSON " +
    "with the content in base64, or as multipart/form-data with the file in a part called " +
    "`document.<id>`. The content is looked at; what you call it proves nothing. Where there may " +
    "be one, another takes its place. Officers see it as this system’s, and the applicant once " +
    "the task is done where `applicantSees` says so.",
  params: shapes.TaskParams,
  body: NewFileBody,
  ok: [201, shapes.AttachedShape, "The paper"],
  refusals: [404, 413, 415, 503],
});

const detach = told({
  id: "detachFromTask",
  tag: "Tasks",
  scope: "tasks:write",
  summary: "Take a paper away again that is attached to a claimed task",
  params: shapes.PaperParams,
  ok: [204, {}, "It is gone"],
  refusals: [404, 409, 422],
});

type Attaching = FastifyRequest<OfTask & { Body: FileBody }>;

/** What an authority's own system attaches to its tasks. */
export function taskPaperRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<OfTask & { Body: FileBody }>(
    "/tasks/:id/:task/papers",
    { ...attach, bodyLimit: mostBytes },
    (request, reply) => keyed(deps, request, reply, (act) => take(deps, act, request)),
  );
  app.delete<{ Params: Static<typeof shapes.PaperParams> }>(
    "/tasks/:id/:task/papers/:paper",
    detach,
    async (request, reply) => {
      const { id: caseId, task, paper } = request.params;
      const opened = await openAgencyTask(deps, bearerOf(request).client, { caseId, task });
      const gone = opened.ok ? await detachForAgency(deps, opened.value, paper) : opened;
      return gone.ok ? reply.code(204).send() : sendApiProblem(reply, gone.refusal);
    },
  );
}

async function take(deps: ApiDeps, { client }: Act, request: Attaching): Promise<Result<Outcome>> {
  const version = versionIn(request);
  if (version === undefined) return refuse("invalid", "api.version-missing");
  const { id: caseId, task: key } = request.params;
  const opened = await openAgencyTask(deps, client, { caseId, task: key });
  if (!opened.ok) return opened;
  const sent = fileOf(request);
  if (!sent.ok) return sent;
  const { app, task } = opened.value;
  const papers = taskDocuments(app.definition, task);
  const expected = papers.find((each) => `document.${each.id}` === sent.value.field);
  if (!expected) return refuse("invalid", "api.document-not-wanted");
  const good = await judged(sent.value, expected);
  if (!good.ok) return refuse("invalid", "api.invalid", { problems: good.refusal.problems ?? [] });
  const file = good.value;
  const attached = await attachForAgency(deps, opened.value, { file, version });
  if (!attached.ok) return attached;
  const { name, mediaType, sha256, content, document } = file;
  const body = { id: attached.value, document, task: key, name, mediaType, sha256 };
  return ok({ status: 201, body: { ...body, bytes: content.length } });
}
