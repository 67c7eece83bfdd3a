import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Multipart } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { Problem } from "../../kernel/index.ts";
import { type Arriving, arrivingForm } from "./arriving.ts";
import { FieldCollector, formLimits } from "./form.ts";
import type { FormFields, MultipartForm, UploadedFile } from "./posted.ts";
import { stateOf } from "./request.ts";

const mebibyte = 1024 * 1024;
export const fileLimits = { fileBytes: 20 * mebibyte, files: 10, bodyBytes: 60 * mebibyte };

/**
 * The form with files that this request carries; empty when it carries none (see
 * `config.multipart`).
 */
export const multipartOf = (request: FastifyRequest): MultipartForm =>
  stateOf(request).multipart ?? { fields: formOfPlain(request), files: [], problems: [] };

const formOfPlain = (request: FastifyRequest): FormFields => stateOf(request).form ?? {};

const baseName = (name: string | undefined): string =>
  (name ?? "")
    .split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
    .slice(-200) ?? "";

/**
 * Reads the whole form within `fileLimits`. While it arrives its files lie on the disk, so that
 * many slow senders hold no memory; then they are read. A file that is too large is left out and
 * named as a problem, so that everything else of the form survives. `"too-large"` when the form as
 * a whole is larger than any of ours. Throws 400 for a body that breaks off, 408 for one that comes
 * too slowly, 429 where one caller sends too much at once, 503 when too much arrives in all.
 */
export async function collectMultipart(
  request: FastifyRequest,
): Promise<MultipartForm | "too-large"> {
  const arriving = arrivingForm(request);
  const folder = await mkdtemp(join(tmpdir(), "hamwe-upload-"));
  try {
    return await collect(request, arriving, folder);
  } catch (error) {
    // The rest is thrown away unread, so that the connection can carry the answer and end.
    request.raw.resume();
    // A body that breaks off, or is not what its header says, is the sender's doing.
    if ((error as { statusCode?: number }).statusCode === undefined)
      throw Object.assign(new Error("unreadable form", { cause: error }), { statusCode: 400 });
    throw error;
  } finally {
    arriving.release();
    await rm(folder, { recursive: true, force: true });
  }
}

type OnDisk = Omit<UploadedFile, "body"> & { readonly path: string };

async function collect(
  request: FastifyRequest,
  arriving: Arriving,
  folder: string,
): Promise<MultipartForm | "too-large"> {
  const collector = new FieldCollector();
  const arrived: OnDisk[] = [];
  const problems: Problem[] = [];
  for await (const part of request.parts({ limits: partLimits })) {
    if (part.type === "field") {
      const text = typeof part.value === "string" ? part.value : "";
      if (part.valueTruncated || !collector.add(part.fieldname, text)) return "too-large";
      continue;
    }
    const path = join(folder, String(arrived.length));
    const bytes = await writePart(part, path, arriving);
    const name = baseName(part.filename);
    if (arriving.add(0) > fileLimits.bodyBytes) return "too-large";
    const problem = problemOf(part, arrived.length);
    // A file question left empty is sent as a part without name and bytes.
    if (bytes === 0 && name === "") continue;
    if (problem) problems.push(problem);
    else arrived.push({ field: part.fieldname, name, claimedType: part.mimetype, path });
  }
  const files: UploadedFile[] = [];
  for (const { path, ...file } of arrived) files.push({ ...file, body: await readFile(path) });
  return { fields: collector.fields, files, problems };
}

const partLimits = {
  fileSize: fileLimits.fileBytes,
  files: 100,
  fields: formLimits.fields,
  fieldNameSize: formLimits.nameLength,
  fieldSize: formLimits.valueLength,
  parts: formLimits.fields + 100,
  headerPairs: 20,
};

type FilePart = Extract<Multipart, { type: "file" }>;

/** @returns how many bytes it has */
async function writePart(part: FilePart, path: string, arriving: Arriving): Promise<number> {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      try {
        arriving.add(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(part.file, counted, createWriteStream(path, { mode: 0o600 }));
  return bytes;
}

function problemOf({ fieldname: field, file }: FilePart, before: number): Problem | undefined {
  const max = `${fileLimits.fileBytes / mebibyte} MB`;
  if (file.truncated) return { field, code: "file-too-large", facts: { max } };
  const { files } = fileLimits;
  return before >= files ? { field, code: "file-too-many", facts: { files } } : undefined;
}
