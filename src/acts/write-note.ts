import { mayRead, type NewNote } from "../cases/index.ts";
import { ok, type Result } from "../kernel/index.ts";
import { type Colleague, officersNamedIn } from "../platform/auth/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";

/** The officers whom a note names, without its author: their ids. */
export interface NamedInNote {
  readonly told: readonly string[];
  /** The file is not open to them now. */
  readonly untold: readonly string[];
}

/**
 * Appends a note and tells the officers whose whole name stands in it, where they may open the
 * file. Refuses as `cases.writeNote` does.
 *
 * Whoever is named and may not is not told; the author reads both.
 */
export async function writeNote(
  { sql, clock, cases }: Pick<ActDeps, "sql" | "clock" | "cases">,
  note: NewNote,
): Promise<Result<NamedInNote>> {
  const written = await cases.writeNote(note);
  if (!written.ok) return written;
  const [application, colleagues] = await Promise.all([
    cases.open(note.caseId),
    officersNamedIn(sql, note.text, clock()),
  ]);
  if (!application) return ok({ told: [], untold: [] });
  const { id: caseId, state, definition } = application;
  const isMeant = (each: Colleague) =>
    each.id === note.author.id || mayRead(actorOf(each), state, definition);
  const meant = colleagues.filter(isMeant);
  const to = meant.map((each) => each.id).filter((id) => id !== note.author.id);
  // Of namesakes the one who may open the file was meant.
  const names = new Set(meant.map(({ name }) => name.toLowerCase()));
  const others = colleagues.filter((each) => !names.has(each.name.toLowerCase()));
  const untold = others.map((each) => each.id);
  const notice = { caseId, kind: "named" as const, occasion: note.id, to, by: note.author.id };
  if (to.length > 0)
    await enqueue(sql, [{ task: "tell-officers", payload: notice, key: `named:${note.id}` }]);
  return ok({ told: to, untold });
}
