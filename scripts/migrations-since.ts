/**
 * `node scripts/migrations-since.ts 51`: the migrations after that number as a table for the
 * changelog, each with whether servers of the version before may run beside it, as its header says.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../migrations");

/** The last migration of version 0.1.0; a header up to it does not speak of old servers. */
export const lastOfFirstRelease = 51;

export interface Migration {
  readonly number: number;
  readonly file: string;
  /** The comment at its top, as one paragraph. */
  readonly header: string;
  /**
   * Whether servers of the version before may run beside it; undefined where its header does not
   * say.
   */
  readonly oldServers: boolean | undefined;
}

/** Migrations after this number, in order. */
export const migrationsSince = (last: number): Migration[] =>
  readdirSync(folder)
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), "utf8").split("\n");
      const end = lines.findIndex((line) => !line.startsWith("--"));
      const header = lines
        .slice(0, end)
        .map((line) => line.replace(/^--\s*/, ""))
        .join(" ");
      return { number: Number(file.slice(0, 4)), file, header, oldServers: oldServersIn(header) };
    })
    .filter(({ number }) => number > last);

function oldServersIn(header: string): boolean | undefined {
  if (/must be stopped|may not run beside/i.test(header)) return false;
  return /may (?:still )?run beside/i.test(header) ? true : undefined;
}

if (process.argv[1] === import.meta.filename) {
  console.log("| migration | old servers may run beside it | why |\n|---|---|---|");
  for (const { number, header, oldServers } of migrationsSince(Number(process.argv[2] ?? 0)))
    console.log(`| ${number} | ${oldServers ? "yes" : "**no**"} | ${header} |`);
}
