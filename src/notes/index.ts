/**
 * Private notes: what officers of one side write for themselves about a subject of the
 * partnership. They are kept apart from everything else: a schema of their own whose table nobody
 * may read, three functions as the only way in, and no event, job, message, statement or log. This
 * part knows no subject and no page.
 */
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";

/** Characters of one note. */
export const longestNote = 4000;

export interface Note {
  readonly id: string;
  /** Id of the officer who wrote it. */
  readonly author: string;
  readonly text: string;
  readonly at: Date;
}

export interface Notes {
  /** The notes of our side about a subject, newest first; at most 200. */
  about(subject: string): Promise<readonly Note[]>;
  /** Writes one; the same id again writes nothing. Refuses `notes.empty`, `notes.too-long`. */
  write(note: Omit<Note, "at"> & { readonly subject: string }): Promise<Result<void>>;
  /** Erases a note of one's own for good. Refuses `notes.unknown`. */
  erase(id: string, author: string): Promise<Result<void>>;
}

/** @param side the government whose officers write and read */
export function makeNotes({
  sql,
  side,
  clock,
}: {
  readonly sql: Sql;
  readonly side: string;
  readonly clock: () => Date;
}): Notes {
  return {
    about: (subject) => sql<Note[]>`select * from notes.about(${side}, ${subject})`,
    async write({ id, subject, author, text }) {
      const words = text.trim();
      if (words === "") return refuse("invalid", "notes.empty");
      if (words.length > longestNote)
        return refuse("invalid", "notes.too-long", { facts: { max: longestNote } });
      await sql`select notes.write(${id}, ${side}, ${subject}, ${author}, ${words}, ${clock()})`;
      return ok(undefined);
    },
    async erase(id, author) {
      const [row] = await sql<{ erased: number }[]>`
        select notes.erase(${id}, ${side}, ${author}) as erased`;
      return row?.erased === 1 ? ok(undefined) : refuse("not-found", "notes.unknown");
    },
  };
}
