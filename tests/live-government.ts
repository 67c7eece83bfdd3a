import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { openCatalogue, readGovernment } from "../src/catalogue/index.ts";
import { freshDatabase } from "./database.ts";
import { governmentCopied } from "./journeys/every-kind-given.ts";

/**
 * A government whose folder is changed while servers run: a copy of Rwanda's, and a database. Both
 * go after the tests of the file.
 */
export async function liveGovernment() {
  const database = await freshDatabase();
  const sql = database.appSql;
  const folder = governmentCopied("rw");
  after(async () => {
    await database.drop();
    rmSync(dirname(folder), { recursive: true, force: true });
  });

  const now = new Date("2026-11-23T08:00:00Z");
  const inFolder = () => readGovernment(folder).government ?? assert.fail("not in order");
  const open = () => openCatalogue(sql, inFolder(), now);

  /** Replaces a text in a file of the folder. */
  function change(file: string, from: string | RegExp, to: string): void {
    const path = join(folder, file);
    const before = readFileSync(path, "utf8");
    const changed = before.replace(from, to);
    assert.notEqual(changed, before, `${file} has no ${from}`);
    writeFileSync(path, changed);
  }

  return { sql, folder, now, inFolder, open, change };
}

/** A catalogue that follows what is published. */
export type Running = Awaited<
  ReturnType<Awaited<ReturnType<typeof liveGovernment>>["open"]>
>["catalogue"];
