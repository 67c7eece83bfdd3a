import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { heading, root } from "./source-files.ts";

interface Table {
  readonly name: string;
  comment: string;
  rights: string[];
}

/** The tables of all migrations, what each is for, and what the running app may do with it. */
export function tablesPage(): string {
  const tables = new Map<string, Table>();
  const of = (name: string): Table => {
    const table = tables.get(name) ?? { name, comment: "", rights: [] };
    tables.set(name, table);
    return table;
  };
  for (const file of readdirSync(join(root, "migrations")).sort()) {
    const sql = readFileSync(join(root, "migrations", file), "utf8");
    for (const [, name = ""] of sql.matchAll(/create table ([a-z_.]+)/g)) of(name);
    for (const [, name = "", words = ""] of sql.matchAll(
      /comment on table ([a-z_.]+) is\s+'((?:[^']|'')*)'/g,
    )) {
      of(name).comment = words.replaceAll("''", "'");
    }
    for (const [, rights = "", names = ""] of sql.matchAll(
      /grant ((?:select|insert|update|delete)[^;]*?) on ([^;]*?) to hamwe_app/g,
    )) {
      for (const name of names.split(","))
        of(name.trim()).rights.push(rights.replaceAll(/\s+/g, " "));
    }
  }
  const lines = [...tables.values()].map(
    ({ name, comment, rights }) => `| \`${name}\` | ${comment} | ${rights.join("; ")} |`,
  );
  return `${heading("Tables", "the migrations")}| table | what it is for | what the app may do |\n|---|---|---|\n${lines.join("\n")}\n`;
}
