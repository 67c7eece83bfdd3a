import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { DocumentWanted } from "../../../catalogue/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { multipartOf, type UploadedFile } from "../../../platform/http/index.ts";
import { addFile, dropFile, roomForFiles } from "../../../programs/index.ts";
import { judged } from "../../questions/index.ts";
import { bearerOf } from "../bearer.ts";
import type { ApiDeps } from "../deps.ts";
import { type Act, keyed, type Outcome } from "../keyed.ts";
import { sendApiProblem } from "../problem.ts";
import { told } from "../route.ts";
import { type OpenDraft, openDraft } from "./draft-view.ts";
import * as shapes from "./schemas.ts";

type OfDraft = { Params: Static<typeof shapes.IdParams> };
/** Absent where the file came as a part of a form. */
export type FileBody = Static<typeof shapes.NewFileBody> | null | undefined;

const scope = "applications:write";
const tag = "Applications";

/** 20 MB of a file are 27 MB of base64. */
export const mostBytes = 28 * 1024 * 1024;

const attach = told({
  id: "attachPaper",
  tag,
  scope,
  keyed: true,
  files: true,
  summary: "Attach a paper to a draft",
  description:
    "As JSON with the content in base64, or as multipart/form-data with the file in " +
    "a part called `document.<id>`. The content is looked at; what you call it proves nothing. " +
    "A single paper sent again takes the place of the one before.",
  params: shapes.IdParams,
  body: shapes.NewFileBody,
  ok: [201, shapes.FileShape, "The paper"],
  refusals: [404, 413, 415, 503],
});

const remove = told({
  id: "dropPaper",
  tag,
  scope,
  summary: "Take a paper out of a draft",
  params: shapes.FileParams,
  ok: [204, {}, "It is gone"],
  refusals: [404, 422],
});

export function fileRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<OfDraft & { Body: FileBody }>(
    "/drafts/:id/documents",
    { ...attach, bodyLimit: mostBytes },
    (request, reply) => keyed(deps, request, reply, (act) => take(deps, act, request)),
  );
  app.delete<{ Params: Static<typeof shapes.FileParams> }>(
    "/drafts/:id/documents/:file",
    remove,
    async (request, reply) => {
      const { id, file } = request.params;
      const opened = await openDraft(deps, bearerOf(request).client, id);
      if (!opened.ok) return sendApiProblem(reply, opened.refusal);
      if (await dropFile(deps.sql, id, file)) return reply.code(204).send();
      return sendApiProblem(reply, { kind: "not-found", code: "http.not-found" });
    },
  );
}

async function take(
  deps: ApiDeps,
  { client }: Act,
  request: FastifyRequest<OfDraft & { Body: FileBody }>,
): Promise<Result<Outcome>> {
  const opened = await openDraft(deps, client, request.params.id);
  if (!opened.ok) return opened;
  const file = fileOf(request);
  if (!file.ok) return file;
  const expected = opened.value.def.documents.find(
    ({ id }) => `document.${id}` === file.value.field,
  );
  if (!expected) return refuse("invalid", "api.document-not-wanted");
  const good = await judged(file.value, expected);
  if (!good.ok) return refuse("invalid", "api.invalid", { problems: good.refusal.problems ?? [] });
  const room = await makeRoom(deps, opened.value, expected, good.value.sha256);
  if (!room.ok) return room;
  const { document, name, mediaType, sha256, content } = good.value;
  if (content.length > (await roomForFiles(deps.sql, opened.value.draft.client)))
    return refuse("invalid", "api.invalid", {
      problems: [{ field: `documents.${document}`, code: "uploads-full" }],
    });
  const verdict = await deps.cases.scan(content);
  // A program asks again: it has nobody to whom it would be said later.
  if (verdict.is === "away") return refuse("unavailable", "api.scanner-away");
  if (verdict.is === "infected")
    return refuse("invalid", "api.invalid", {
      problems: [{ field: `documents.${document}`, code: "file-infected" }],
    });
  const id = await addFile(deps.sql, deps.clock(), opened.value.draft.id, good.value);
  const body = { id, document, name, mediaType, bytes: content.length, sha256 };
  return ok({ status: 201, body });
}

/** The one file that was sent, in either way. */
export function fileOf(request: FastifyRequest<{ Body: FileBody }>): Result<UploadedFile> {
  const { body } = request;
  if (body) {
    const { document, name, content } = body;
    const bytes = Buffer.from(content, "base64");
    return ok({ field: `document.${document}`, name, claimedType: "", body: bytes });
  }
  const { files, problems } = multipartOf(request);
  const [file] = files;
  if (file && files.length === 1 && problems.length === 0) return ok(file);
  const none = [
    { field: "documents", code: files.length > 1 ? "too-many" : "required", facts: { max: 1 } },
  ];
  return refuse("invalid", "api.invalid", { problems: problems.length > 0 ? problems : none });
}

async function makeRoom(
  { sql }: ApiDeps,
  { draft, files }: OpenDraft,
  { id, maxFiles }: DocumentWanted,
  sha256: string,
): Promise<Result<true>> {
  const before = files.filter((file) => file.document === id && file.sha256 !== sha256);
  if (maxFiles === 1) for (const file of before) await dropFile(sql, draft.id, file.id);
  else if (before.length >= maxFiles)
    return refuse("invalid", "api.invalid", {
      problems: [{ field: `documents.${id}`, code: "too-many", facts: { max: maxFiles } }],
    });
  return ok(true);
}
