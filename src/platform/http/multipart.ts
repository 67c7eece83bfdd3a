import { Buffer } from "node:buffer";
import type { Multipart } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { Problem } from "../../kernel/index.ts";
import { FieldCollector, formLimits } from "./form.ts";
import type { FormFields, MultipartForm, UploadedFile } from "./posted.ts";
import { stateOf } from "./request.ts";

const mebibyte = 1024 * 1024;
export const fileLimits = { fileBytes: 20 * mebibyte, files: 10, bodyBytes: 60 * mebibyte };

/** The form with files that this request carries; empty when it carries none (see `config.multipart`). */
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
 * Reads the whole form into memory within `fileLimits`. A file that is too large is left out and
 * named as a problem, so that everything else of the form survives. `"too-large"` when the form as a
 * whole is larger than any of ours. Throws 400 for a body that breaks off, 503 when too many arrive.
 */
export async function collectMultipart(
  request: FastifyRequest,
): Promise<MultipartForm | "too-large"> {
  const held = holdBytes();
  try {
    return await collect(request, held.add);
  } catch (error) {
    // A body that breaks off, or is not what its header says, is the sender's doing.
    if ((error as { statusCode?: number }).statusCode === undefined)
      throw Object.assign(new Error("unreadable form", { cause: error }), { statusCode: 400 });
    throw error;
  } finally {
    held.release();
  }
}

/** Bytes of forms that are arriving in this process; beyond `most`, senders are asked to come back. */
const arriving = { bytes: 0, most: 512 * mebibyte };

function holdBytes() {
  let mine = 0;
  return {
    /** Says how many this form has by now. */
    add(bytes: number): number {
      mine += bytes;
      arriving.bytes += bytes;
      if (arriving.bytes > arriving.most)
        throw Object.assign(new Error("too many files at once"), { statusCode: 503 });
      return mine;
    },
    release() {
      arriving.bytes -= mine;
    },
  };
}

async function collect(
  request: FastifyRequest,
  hold: (bytes: number) => number,
): Promise<MultipartForm | "too-large"> {
  const collector = new FieldCollector();
  const files: UploadedFile[] = [];
  const problems: Problem[] = [];
  for await (const part of request.parts({ limits: partLimits })) {
    if (part.type === "field") {
      const text = typeof part.value === "string" ? part.value : "";
      if (part.valueTruncated || !collector.add(part.fieldname, text)) return "too-large";
      continue;
    }
    const body = await readFile(part, hold);
    const name = baseName(part.filename);
    if (hold(0) > fileLimits.bodyBytes) return "too-large";
    const problem = problemOf(part, files.length);
    // A file question left empty is sent as a part without name and bytes.
    if (body.length === 0 && name === "") continue;
    if (problem) problems.push(problem);
    else files.push({ field: part.fieldname, name, claimedType: part.mimetype, body });
  }
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

async function readFile(part: FilePart, hold: (bytes: number) => number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of part.file) {
    hold(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function problemOf({ fieldname: field, file }: FilePart, before: number): Problem | undefined {
  const max = `${fileLimits.fileBytes / mebibyte} MB`;
  if (file.truncated) return { field, code: "file-too-large", facts: { max } };
  const { files } = fileLimits;
  return before >= files ? { field, code: "file-too-many", facts: { files } } : undefined;
}
