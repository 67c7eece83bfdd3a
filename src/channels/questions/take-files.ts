import type { Folder, NewFile } from "../../cases/index.ts";
import type { DocumentWanted } from "../../catalogue/index.ts";
import type { Documents } from "../../form/index.ts";
import type { PersonId, Problem } from "../../kernel/index.ts";
import type { MultipartForm, UploadedFile } from "../../platform/http/index.ts";
import type { Host } from "./host.ts";
import { asWanted, judged } from "./upload.ts";

/** What a post with files has to say, and where they go. */
export interface FilesPosted {
  readonly person: PersonId;
  readonly folder: Folder;
  readonly wanted: readonly DocumentWanted[];
  /** What is attached already. */
  readonly attached: Documents;
  readonly posted: Pick<MultipartForm, "files" | "problems">;
}

/** Where files go, and how they are taken away again. */
export interface FilePlace {
  /** Bytes that are still free. */
  readonly room: () => Promise<number>;
  /** Its id; undefined where it is not taken. */
  readonly attach: (file: NewFile) => Promise<string | undefined>;
  readonly detach: (id: string) => Promise<unknown>;
}

/** Attaches the files of a person as `takeInto` does. */
export const takeFiles = (
  { cases }: Pick<Host, "cases">,
  { person, folder, ...given }: FilesPosted,
): Promise<readonly Problem[]> =>
  takeInto(cases, given, {
    room: () => cases.roomForUploads(person),
    attach: (file) => cases.attachFile(person, folder, file),
    detach: (id) => cases.detachFile(id, folder, person),
  });

type Wanted = Pick<FilesPosted, "wanted" | "attached" | "posted">;
type Scanning = Pick<Host["cases"], "scan" | "holdFile">;

/**
 * Attaches each file that is as it should be, and says what is wrong with the others: what arrived
 * well need never be sent twice. A single paper sent again takes the place of the one before.
 */
export async function takeInto(
  cases: Scanning,
  given: Wanted,
  place: FilePlace,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const expected of given.wanted) {
    const files = given.posted.files.filter(({ field }) => field === fieldOf(expected));
    const tooLarge = given.posted.problems.filter(({ field }) => field === fieldOf(expected));
    problems.push(...tooLarge.map((problem) => ({ ...problem, field: pathOf(expected) })));
    problems.push(...(await takeFor(cases, given, place, expected, files)));
  }
  const fields = new Set(given.wanted.map(fieldOf));
  const strays = given.posted.files.filter(({ field }) => !fields.has(field));
  return [...problems, ...strays.map(({ field }) => ({ field, code: "unknown-field" }))];
}

/** The input of a document. */
export const fieldOf = ({ id }: Pick<DocumentWanted, "id">): string => `document.${id}`;
const pathOf = ({ id }: DocumentWanted): string => `documents.${id}`;

/** Every paper by its id. */
export const idsOf = (documents: Documents): readonly string[] =>
  Object.values(documents).flatMap((files) => files.map(({ id }) => id));

async function takeFor(
  cases: Scanning,
  { attached }: Wanted,
  place: FilePlace,
  wanted: DocumentWanted,
  files: readonly UploadedFile[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const before = attached[wanted.id] ?? [];
  const replaced = wanted.maxFiles === 1 ? before : [];
  let room = wanted.maxFiles - before.length + replaced.length;
  for (const file of await asWanted(files, wanted)) {
    const result = await judged(file, wanted);
    if (!result.ok) problems.push(...(result.refusal.problems ?? []));
    else if (before.some(({ sha256 }) => sha256 === result.value.sha256)) continue;
    else if (room <= 0)
      problems.push({ field: pathOf(wanted), code: "too-many", facts: { max: wanted.maxFiles } });
    else if (result.value.content.length > (await place.room()))
      problems.push({ field: pathOf(wanted), code: "uploads-full" });
    else {
      const verdict = await cases.scan(result.value.content);
      if (verdict.is === "infected") {
        problems.push({ field: pathOf(wanted), code: "file-infected" });
        continue;
      }
      const id = await place.attach(result.value);
      if (id === undefined) continue;
      room -= 1;
      if (verdict.is === "away") await cases.holdFile(id);
      for (const old of replaced) await place.detach(old.id);
    }
  }
  // One line says what is wrong with a paper; the same fault of three files is said once.
  return problems.filter(
    (problem, index) => problems.findIndex(({ code }) => code === problem.code) === index,
  );
}
