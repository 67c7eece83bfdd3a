import { ok, type Result, refuse } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { enqueue, type NoPayload } from "../platform/jobs/index.ts";
import type { Scanner, Verdict } from "../platform/scan/index.ts";
import type { StoredFile } from "./files.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** Uploads that came while the scanner was away. */
    readonly "cases.scan-held": NoPayload;
  }
}

/** Without a scanner nothing is looked at, and nothing is held. */
export const verdictOf = (scanner: Scanner | undefined, content: Uint8Array): Promise<Verdict> =>
  scanner ? scanner.scan(content) : Promise.resolve({ is: "clean" });

const fiveMinutesMs = 5 * 60_000;

/**
 * Holds an upload until it was looked at. However many are held, they are looked at together, at
 * the next five minutes of the clock.
 */
export async function holdFile(sql: Sql, at: Date, id: string): Promise<void> {
  await sql`update cases.file set held_since = ${at} where id = ${id} and infected is null`;
  const runAt = new Date(Math.ceil((at.getTime() + 1) / fiveMinutesMs) * fiveMinutesMs);
  await enqueue(sql, [{ task: "cases.scan-held", payload: {}, key: "cases.scan-held", runAt }]);
}

/** Those of these uploads that are held. */
export async function heldAmong(sql: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql<{ id: string }[]>`
    select id from cases.file where id = any(${[...ids]}::uuid[]) and held_since is not null`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Looks at what is held, the oldest first. Throws while the scanner is away, so that the job is
 * tried again. @returns the ids of infected ones
 */
export async function scanHeld(sql: Sql, scanner: Scanner | undefined): Promise<string[]> {
  const infected: string[] = [];
  for (;;) {
    const [file] = await sql<{ id: string; content: Buffer }[]>`
      select id, content from cases.file where held_since is not null
      order by held_since, id limit 1`;
    if (!file) return infected;
    const verdict = await verdictOf(scanner, file.content);
    if (verdict.is === "away") throw new Error(`the virus scanner is away: ${verdict.why}`);
    if (verdict.is === "clean")
      await sql`update cases.file set held_since = null where id = ${file.id}`;
    else {
      await sql`select cases.empty_infected(${file.id}, ${verdict.by})`;
      infected.push(file.id);
    }
  }
}

/** Refuses case.paper-held and case.paper-infected: the content of such a file is for nobody. */
export function readable(file: Pick<StoredFile, "heldSince" | "infected">): Result<undefined> {
  if (file.infected !== null) return refuse("conflict", "case.paper-infected");
  return file.heldSince ? refuse("unavailable", "case.paper-held") : ok(undefined);
}
