import { mayRead, type NewNote } from "../cases/index.ts";
import { ok, type Result } from "../kernel/index.ts";
import { officersNamedIn } from "../platform/auth/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";

/**
 * Appends a note and tells the officers whose whole name stands in it, where they may open the
 * file. Refuses as `cases.writeNote` does.
 *
 * @returns who is told: ids of officers
 */
export async function writeNote(
  { sql, clock, cases }: Pick<ActDeps, "sql" | "clock" | "cases">,
  note: NewNote,
): Promise<Result<readonly string[]>> {
  const written = await cases.writeNote(note);
  if (!written.ok) return written;
  const [application, colleagues] = await Promise.all([
    cases.open(note.caseId),
    officersNamedIn(sql, note.text, clock()),
  ]);
  if (!application) return ok([]);
  const { id: caseId, state, definition } = application;
  const to = colleagues.flatMap((each) =>
    each.id !== note.author.id && mayRead(actorOf(each), state, definition) ? [each.id] : [],
  );
  const notice = { caseId, kind: "named" as const, occasion: note.id, to, by: note.author.id };
  if (to.length > 0)
    await enqueue(sql, [{ task: "tell-officers", payload: notice, key: `named:${note.id}` }]);
  return ok(to);
}
