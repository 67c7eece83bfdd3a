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
  const of = (name: string, told = { comment: "", rights: [] as string[] }): Table => {
    const table = tables.get(name) ?? { name, ...told };
    tables.set(name, table);
    return table;
  };
  // Kept in their order: a table that moved stays where it was made.
  const rename = (from: RegExp, to: string) => {
    const all = [...tables.values()];
    tables.clear();
    for (const { name, ...rest } of all) of(name.replace(from, to), rest);
  };
  for (const file of readdirSync(join(root, "migrations")).sort()) {
    const sql = readFileSync(join(root, "migrations", file), "utf8");
    for (const [, name = ""] of sql.matchAll(/create table ([a-z_.]+)/g)) of(name);
    for (const [, schema = "", name = "", to = ""] of sql.matchAll(
      /alter table ([a-z_]+)\.([a-z_]+) set schema ([a-z_]+)/g,
    ))
      rename(new RegExp(`^${schema}\\.${name}$`), `${to}.${name}`);
    for (const [, schema = "", to = ""] of sql.matchAll(
      /alter schema ([a-z_]+) rename to ([a-z_]+)/g,
    ))
      rename(new RegExp(`^${schema}\\.`), `${to}.`);
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
  return (
    `${heading("Tables", "the migrations")}| table | what it is for | what the app may do |\n` +
    `|---|---|---|\n${lines.join("\n")}\n`
  );
}
