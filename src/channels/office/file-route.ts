import type { FastifyReply, FastifyRequest } from "fastify";
import { type Application, readable, scanOf } from "../../cases/index.ts";
import { inOwnFrame } from "../../platform/http/index.ts";
import { findApplication, recordLook } from "./case-file.ts";
import { type Desk, deskOf, notThere, type Office, refused } from "./desk.ts";
import { isKept } from "./finding-rows.ts";

/** Media types that a browser shows by itself without running anything of them. */
export const showable = ["application/pdf", "image/jpeg", "image/png"];

/** What an officer attached, unless the result of its task is kept from this one. */
function openTaskFile(desk: Desk, application: Application, fileId: string): string | undefined {
  const file = application.taskFiles.find(({ id }) => id === fileId);
  if (file && file === scanOf(application.taskFiles)) return file.document;
  const task = application.state.tasks.find(({ key }) => key === file?.task);
  return task && !isKept(desk, application, task) ? file?.document : undefined;
}

/** GET /office/cases/:caseId/files/:fileId: one paper; the look at it is recorded first. */
export async function showFile(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findApplication(desk);
  if (!opened.ok) return refused(desk, opened.refusal);
  const application = opened.value;
  const { fileId = "" } = request.params as { fileId?: string };
  const [given] =
    Object.entries(application.documents).find(([, files]) =>
      files.some(({ id }) => id === fileId),
    ) ?? [];
  const document = given ?? openTaskFile(desk, application, fileId);
  const file = document ? await deps.cases.findFile(fileId) : undefined;
  if (!document || !file) return notThere(desk);
  const open = readable(file);
  if (!open.ok) return refused(desk, open.refusal);
  await recordLook(desk, application, `file:${document}`);
  const shows = showable.includes(file.mediaType);
  const way = shows ? "inline" : "attachment";
  return (shows ? inOwnFrame(reply) : reply)
    .header("content-type", file.mediaType)
    .header("content-disposition", `${way}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header("cache-control", "no-store")
    .send(file.content);
}
