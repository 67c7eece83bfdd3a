import type { FastifyInstance } from "fastify";
import type { Static } from "typebox";
import {
  afterTask,
  agencyPaper,
  agencyTasks,
  openAgencyTask,
  recordAgencyLook,
} from "../../../acts/index.ts";
import { programId } from "../../../cases/index.ts";
import { langOf } from "../../../platform/http/index.ts";
import { bearerOf } from "../bearer.ts";
import { badCursor } from "../catalogue/routes.ts";
import { pageOf, placeOf } from "../cursor.ts";
import type { ApiDeps } from "../deps.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { pageQuery, shape } from "../schemas.ts";
import * as shapes from "./schemas.ts";
import { fileView, rowView, taskView } from "./views.ts";

export type OfTask = { Params: Static<typeof shapes.TaskParams> };

const tag = "Tasks";
const scope = "tasks:read";

const list = told({
  id: "listTasks",
  tag,
  scope,
  summary: "Tasks that wait for this authority’s system",
  description:
    "Of the stages that an administrator let the program into, the earliest promise first. " +
    "No name and no answer. The webhook `task.waiting` says when one is new.",
  query: shape(pageQuery),
  ok: [200, shapes.TasksPage, "A page of tasks"],
  refusals: [422],
});

const one = told({
  id: "getTask",
  tag,
  scope,
  summary: "A task: its outcomes, and what is asked with each",
  params: shapes.TaskParams,
  ok: [200, shapes.TaskShape, "The task; `ETag` is the version of its application"],
  refusals: [404, 422],
});

const file = told({
  id: "getFileOfTask",
  tag,
  scope,
  summary: "The file of a task: applicant, answers, papers, earlier work",
  description: "The person is shown that this system read it, and when.",
  params: shapes.TaskParams,
  ok: [200, shapes.FileOfTask, "The file; `ETag` is the version of the application"],
  refusals: [404, 422],
});

const paper = told({
  id: "getPaperOfTask",
  tag,
  scope,
  summary: "A paper of the file, as it was uploaded",
  description: "The file says its media type. The person is shown that this system read it.",
  bytes: true,
  params: shapes.PaperParams,
  ok: [200, {}, "The bytes of the paper"],
  refusals: [404, 409, 422, 503],
});

/** What an authority's own system reads of its work. */
export function taskReadRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Querystring: { limit?: number; cursor?: string } }>(
    "/tasks",
    list,
    async (request, reply) => {
      const { limit = 20, cursor } = request.query;
      const after = cursor === undefined ? undefined : placeOf(cursor);
      if (cursor !== undefined && after === undefined) return sendApiProblem(reply, badCursor);
      const { client } = bearerOf(request);
      const rows = await agencyTasks(deps, client, { after, size: limit });
      if (!rows.ok) return sendApiProblem(reply, rows.refusal);
      const page = pageOf(rows.value, limit, afterTask);
      const items = page.items.map((row) => rowView(row, programId(client)));
      return reply.send({ ...page, items });
    },
  );
  app.get<OfTask>("/tasks/:id/:task", one, async (request, reply) => {
    const { id: caseId, task } = request.params;
    const opened = await openAgencyTask(deps, bearerOf(request).client, { caseId, task });
    if (!opened.ok) return sendApiProblem(reply, opened.refusal);
    reply.header("etag", etagOf(opened.value.app.state.version));
    return reply.send(taskView(opened.value, deps.i18n.for(langOf(request))));
  });
  app.get<OfTask>("/tasks/:id/:task/file", file, async (request, reply) => {
    const { id: caseId, task } = request.params;
    const opened = await openAgencyTask(deps, bearerOf(request).client, { caseId, task });
    if (!opened.ok) return sendApiProblem(reply, opened.refusal);
    await recordAgencyLook(deps, opened.value, "case");
    reply.header("etag", etagOf(opened.value.app.state.version));
    return reply.send(fileView(opened.value));
  });
  app.get<{ Params: Static<typeof shapes.PaperParams> }>(
    "/tasks/:id/:task/papers/:paper",
    paper,
    async (request, reply) => {
      const { id: caseId, task, paper: id } = request.params;
      const opened = await openAgencyTask(deps, bearerOf(request).client, { caseId, task });
      const read = opened.ok ? await agencyPaper(deps, opened.value, id) : opened;
      if (!read.ok) return sendApiProblem(reply, read.refusal);
      const { name, content } = read.value;
      return reply
        .header("content-type", "application/octet-stream")
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(content);
    },
  );
}

/** A strong validator (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;
