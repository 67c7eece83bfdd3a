/** What of a file leaves the house with its hashes: the history as recorded, and the papers. */
import { createHash } from "node:crypto";
import { type Application, readable, type TaskFile } from "../cases/index.ts";
import { canonical } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

/** Bytes of papers that travel inside one export. */
export const mostExported = 60 * 2 ** 20;

const sha256 = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

type Event = Application["history"][number];

/**
 * The history as it is recorded, one event a line as canonical JSON: ids and codes, no words. The
 * same history has the same hash. Of what is kept from whoever exports it, it has only whose it is.
 */
export function exportedHistory(
  { history }: Pick<Application, "history">,
  isKept: (event: Event) => boolean,
) {
  const line = (event: Event) => canonical(isKept(event) ? withoutJudgement(event) : event);
  const text = `${history.map(line).join("\n")}\n`;
  return { bytes: Buffer.from(text), sha256: sha256(text) };
}

function withoutJudgement({ data, ...event }: Event) {
  const task = "task" in data ? { task: data.task } : {};
  const by = "by" in data ? { by: data.by } : {};
  return { ...event, data: { ...task, ...by, kept: true } };
}

export interface ExportedPaper {
  /** Id in the definition. */
  readonly document: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Absent where it stays on the server: too large, or held by the virus scanner. */
  readonly content?: { readonly bytes: Uint8Array; readonly sha256: string };
  readonly left?: "too-large" | "held";
}

/**
 * The papers, oldest first in each document, and then what officers attached, as far as
 * `mostExported` has room.
 */
export async function exportedPapers(
  { cases }: Pick<ActDeps, "cases">,
  { documents }: Pick<Application, "documents">,
  taskFiles: readonly TaskFile[],
): Promise<readonly ExportedPaper[]> {
  const papers: ExportedPaper[] = [];
  let size = 0;
  const recorded = taskFiles.map((file) => [file.document, [file]] as const);
  for (const [document, files] of [...Object.entries(documents), ...recorded])
    for (const { id, name, mediaType, bytes } of files) {
      const paper = { document, name, mediaType, bytes };
      const file = await cases.findFile(id);
      if (!file || !readable(file).ok) papers.push({ ...paper, left: "held" });
      else if (size + bytes > mostExported) papers.push({ ...paper, left: "too-large" });
      else {
        size += bytes;
        const content = { bytes: file.content, sha256: sha256(file.content) };
        papers.push({ ...paper, content });
      }
    }
  return papers;
}
