import { type CommandId, isUuid, ok, type Result, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { type AskedRole, giveRole, inviteMember, type StaffDeps, unknownIn } from "./staff.ts";

/** The columns of a file of staff, in any order; one line is one role of one person. */
export const staffColumns = [
  "name",
  "email",
  "authority",
  "role",
  "offices",
  "services",
  "from",
  "until",
  "national_id",
] as const;

type Column = (typeof staffColumns)[number];

/** What is wrong with a line, by code; the words are `staff.file.<code>`. */
export const lineProblems = [
  "columns",
  "name",
  "email",
  "authority",
  "role",
  "day",
  "two-authorities",
  "same",
] as const;

export interface LineProblem {
  /** As an editor counts them; 1 is the heading. */
  readonly line: number;
  readonly code: (typeof lineProblems)[number];
  readonly value: string;
}

export interface FileMember {
  readonly name: string;
  readonly email: string;
  readonly authority: string;
  readonly nationalId: string | null;
  readonly roles: readonly AskedRole[];
}

/** A file that was read: the people in it where nothing is wrong, else all that is. */
export interface StaffFile {
  readonly people: readonly FileMember[];
  readonly problems: readonly LineProblem[];
}

/** Lines of one file. */
export const mostLines = 2_000;

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

const listIn = (text: string): string[] =>
  text
    .split("|")
    .map((each) => each.trim())
    .filter(Boolean);

/** Reads a CSV file (comma or semicolon, UTF-8) and says everything that is wrong with it. */
export async function readStaffFile(deps: StaffDeps, text: string): Promise<StaffFile> {
  const { parse } = await import("csv-parse/sync");
  let rows: readonly (readonly string[])[];
  try {
    rows = parse(text, {
      ...{ bom: true, trim: true, relax_column_count: true, skip_empty_lines: true },
      delimiter: [",", ";"],
    }) as string[][];
  } catch {
    return { people: [], problems: [{ line: 1, code: "columns", value: "" }] };
  }
  const [heading = [], ...lines] = rows;
  const at = new Map(heading.map((name, index) => [name.toLowerCase(), index]));
  const missing = (["name", "email", "authority", "role"] as const).filter((name) => !at.has(name));
  if (missing.length > 0 || lines.length > mostLines)
    return { people: [], problems: [{ line: 1, code: "columns", value: missing.join(", ") }] };
  const problems: LineProblem[] = [];
  const people = new Map<string, FileMember>();
  for (const [index, cells] of lines.entries()) {
    const cell = (name: Column) => cells[at.get(name) ?? -1] ?? "";
    const say = (code: LineProblem["code"], value: string) =>
      problems.push({ line: index + 2, code, value });
    readLine(deps, { cell, say, people });
  }
  return problems.length > 0
    ? { people: [], problems }
    : { people: [...people.values()], problems };
}

interface Line {
  readonly cell: (name: Column) => string;
  readonly say: (code: LineProblem["code"], value: string) => void;
  readonly people: Map<string, FileMember>;
}

function readLine(deps: StaffDeps, { cell, say, people }: Line): void {
  const [name, authority] = [cell("name"), cell("authority")];
  const email = cell("email").toLowerCase();
  const asked: AskedRole = {
    role: cell("role"),
    offices: listIn(cell("offices")),
    services: listIn(cell("services")),
    from: cell("from") || undefined,
    until: cell("until") || undefined,
  };
  if (name === "") say("name", "");
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) say("email", email);
  for (const day of [asked.from, asked.until]) if (day && !isDay(day)) say("day", day);
  const { authorities } = deps.catalogue.jurisdiction;
  if (!authorities.some(({ id }) => id === authority)) {
    say("authority", authority);
    return;
  }
  for (const unknown of unknownIn(deps, authority, asked)) say("role", unknown);
  const before = people.get(email);
  if (before && before.authority !== authority) say("two-authorities", email);
  const same = JSON.stringify(asked);
  if (before?.roles.some((each) => JSON.stringify(each) === same)) say("same", asked.role);
  const nationalId = cell("national_id") || before?.nationalId || null;
  const roles = [...(before?.roles ?? []), asked];
  people.set(email, { name, email, authority, nationalId, roles });
}

export interface Imported {
  readonly invited: number;
  /** Roles of people who were here already. */
  readonly given: number;
  /** People whose lines were refused, with the code. */
  readonly refused: readonly { readonly email: string; readonly code: string }[];
}

/**
 * Applies a file in which nothing is wrong: whoever is new is invited, whoever is here by their
 * e-mail address gets the roles that they lack. The same file again changes nothing. Refuses
 * staff.file-wrong.
 */
export async function importStaff(
  deps: StaffDeps,
  { people, problems }: StaffFile,
  { actor, key, lang }: { readonly actor: string; readonly key: string; readonly lang: Lang },
): Promise<Result<Imported>> {
  if (problems.length > 0) return refuse("invalid", "staff.file-wrong");
  let [invited, given] = [0, 0];
  const refused: { email: string; code: string }[] = [];
  for (const [index, { name, email, authority, nationalId, roles }] of people.entries()) {
    const keyOf = (part: string) => `${isUuid(key) ? key : newId()}:${index}:${part}` as CommandId;
    const same = await deps.staff.members({ text: email, size: 20 });
    const member = same.find((each) => each.email === email && each.standing !== "left");
    if (!member) {
      const details = { name, email, nationalId, networks: [] };
      const occasion = { key: keyOf("invite"), actor };
      const made = await inviteMember(deps, { authority, details, roles, lang }, occasion);
      if (made.ok) invited += 1;
      else refused.push({ email, code: made.refusal.code });
      continue;
    }
    for (const [at, role] of roles.entries()) {
      const done = await giveRole(deps, member.id, role, { key: keyOf(String(at)), actor });
      if (done.ok) given += 1;
      else if (done.refusal.code !== "staff.role-held")
        refused.push({ email, code: done.refusal.code });
    }
  }
  return ok({ invited, given, refused });
}
