import {
  type CommandId,
  isIdentityNumber,
  isUuid,
  type OfficerId,
  ok,
  plainIdentityNumber,
  type Refusal,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";
import { type AskedRole, giveRole, inviteMember, newRole, type StaffDeps } from "./staff.ts";
import {
  authorityCodes,
  type CodeKind,
  codeNamed,
  codesWithin,
  type StaffCode,
} from "./staff-codes.ts";

export type StaffFileDeps = StaffDeps & Pick<ActDeps, "i18n">;

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
  "office",
  "service",
  "day",
  "national-id",
  "two-authorities",
  "elsewhere",
  "same",
] as const;

export interface LineProblem {
  /** As an editor counts them; 1 is the heading. */
  readonly line: number;
  readonly code: (typeof lineProblems)[number];
  readonly value: string;
}

/** What a person's line asks for and the rules of the staff refuse. */
export interface LineRefusal {
  readonly line: number;
  readonly email: string;
  readonly refusal: Refusal;
}

/** A role with the line that asks for it. */
export type FileRole = AskedRole & { readonly line: number };

export interface FileMember {
  readonly name: string;
  readonly email: string;
  readonly authority: string;
  readonly nationalId: string | null;
  readonly roles: readonly FileRole[];
}

/** A file that was read: the people in it where nothing is wrong, else all that is. */
export interface StaffFile {
  readonly people: readonly FileMember[];
  readonly problems: readonly (LineProblem | LineRefusal)[];
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

/**
 * Reads a CSV file (comma or semicolon, UTF-8) and says everything that is wrong with it, also what
 * would be refused if `actor` applied it now.
 */
export async function readStaffFile(
  deps: StaffFileDeps,
  text: string,
  actor: string,
): Promise<StaffFile> {
  const file = await readLines(deps, text);
  if (file.problems.length > 0) return file;
  const problems: StaffFile["problems"][number][] = [];
  for (const person of file.people) problems.push(...(await refusedOf(deps, person, actor)));
  return problems.length > 0 ? { people: [], problems } : file;
}

async function readLines(deps: StaffFileDeps, text: string): Promise<StaffFile> {
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
  const codes = codesOf(deps);
  for (const [index, cells] of lines.entries()) {
    const line = index + 2;
    const cell = (name: Column) => cells[at.get(name) ?? -1] ?? "";
    const say = (code: LineProblem["code"], value: string) => problems.push({ line, code, value });
    readLine(deps, { line, cell, say, people, codes });
  }
  return problems.length > 0
    ? { people: [], problems }
    : { people: [...people.values()], problems };
}

/** The codes of an authority, made once for all lines; of the authorities for "". */
function codesOf(deps: StaffFileDeps) {
  const made = new Map<string, readonly StaffCode[]>();
  return (authority: string): readonly StaffCode[] => {
    const codes =
      made.get(authority) ??
      (authority === "" ? authorityCodes(deps) : codesWithin(deps, authority));
    made.set(authority, codes);
    return codes;
  };
}

interface Line {
  readonly line: number;
  readonly cell: (name: Column) => string;
  readonly say: (code: LineProblem["code"], value: string) => void;
  readonly people: Map<string, FileMember>;
  readonly codes: (authority: string) => readonly StaffCode[];
}

const sameRole = ({ line: _, ...one }: FileRole, { line: __, ...other }: FileRole): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function readLine(deps: StaffFileDeps, { line, cell, say, people, codes }: Line): void {
  const name = cell("name");
  const email = cell("email").toLowerCase();
  const [from, until] = [cell("from") || undefined, cell("until") || undefined];
  const number = plainIdentityNumber(cell("national_id"));
  if (name === "") say("name", "");
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) say("email", email);
  for (const day of [from, until]) if (day && !isDay(day)) say("day", day);
  const { identityNumber } = deps.catalogue.jurisdiction;
  if (number && !isIdentityNumber(number, identityNumber)) say("national-id", cell("national_id"));
  const authority = codeNamed(codes(""), "authority", cell("authority"));
  if (!authority) {
    say("authority", cell("authority"));
    return;
  }
  const codeIn = (kind: Exclude<CodeKind, "authority">) => (text: string) => {
    const code = codeNamed(codes(authority), kind, text);
    if (code === undefined) say(kind, text);
    return code ?? text;
  };
  const asked: FileRole = {
    ...{ line, role: codeIn("role")(cell("role")), from, until },
    offices: listIn(cell("offices")).map(codeIn("office")),
    services: listIn(cell("services")).map(codeIn("service")),
  };
  const before = people.get(email);
  if (before && before.authority !== authority) say("two-authorities", email);
  if (before?.roles.some((each) => sameRole(each, asked))) say("same", cell("role"));
  const nationalId = number || before?.nationalId || null;
  const roles = [...(before?.roles ?? []), asked];
  people.set(email, { name, email, authority, nationalId, roles });
}

/** Who is here with an e-mail address. */
async function memberWith({ staff }: StaffDeps, email: string) {
  const same = await staff.members({ text: email, size: 20 });
  return same.find((each) => each.email === email && each.standing !== "left");
}

/** Whoever holds a role already lacks nothing: the same file twice is no mistake. */
const isHeld = ({ code }: Refusal): boolean => code === "staff.role-held";

/** What of a person's lines would be refused now, by the same decisions as when it is applied. */
async function refusedOf(
  deps: StaffDeps,
  { name, email, authority, nationalId, roles }: FileMember,
  actor: string,
): Promise<readonly (LineProblem | LineRefusal)[]> {
  const member = await memberWith(deps, email);
  const [{ line } = { line: 1 }] = roles;
  if (member && member.authority !== authority) return [{ line, code: "elsewhere", value: email }];
  const id = member?.id ?? (newId() as OfficerId);
  const home = deps.catalogue.jurisdiction.authorities.find((each) => each.id === authority);
  const details = { name, email, nationalId, networks: [] };
  const gives = roles.map((role) => ({
    ...({ type: "give-role", role: newRole(deps, role) } as const),
  }));
  const invites =
    member || !home
      ? []
      : [{ ...({ type: "invite", id, authority: home.id, details, roles: [] } as const) }];
  const decided = await deps.staff.check(id, [...invites, ...gives], actor);
  return decided.flatMap((each, index) => {
    if (each.ok || (member && isHeld(each.refusal))) return [];
    const role = roles[index - invites.length];
    return [{ line: role?.line ?? line, email, refusal: each.refusal }];
  });
}

export interface Imported {
  readonly invited: number;
  /** Roles in force now. */
  readonly given: number;
  /** Roles that wait for a second administrator. */
  readonly asked: number;
  /** What was refused after all, since something changed after the check. */
  readonly refused: readonly LineRefusal[];
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
  let [invited, given, asked] = [0, 0, 0];
  const refused: LineRefusal[] = [];
  const count = (roles: readonly { readonly status: string }[]) => {
    given += roles.filter(({ status }) => status === "held").length;
    asked += roles.filter(({ status }) => status === "asked").length;
  };
  for (const [index, { name, email, authority, nationalId, roles }] of people.entries()) {
    const keyOf = (part: string) => `${isUuid(key) ? key : newId()}:${index}:${part}` as CommandId;
    const member = await memberWith(deps, email);
    if (!member) {
      const details = { name, email, nationalId, networks: [] };
      const occasion = { key: keyOf("invite"), actor };
      const made = await inviteMember(deps, { authority, details, roles, lang }, occasion);
      if (made.ok) {
        invited += 1;
        count((await deps.staff.member(made.value.id))?.roles ?? []);
      } else refused.push({ line: roles[0]?.line ?? 1, email, refusal: made.refusal });
      continue;
    }
    for (const [at, role] of roles.entries()) {
      const done = await giveRole(deps, member.id, role, { key: keyOf(String(at)), actor });
      if (done.ok) count(done.value.member?.roles.slice(-1) ?? []);
      else if (!isHeld(done.refusal))
        refused.push({ line: role.line, email, refusal: done.refusal });
    }
  }
  return ok({ invited, given, asked, refused });
}
