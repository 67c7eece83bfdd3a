import { isWorkOf, supervisor } from "../cases/index.ts";
import { canonical } from "../kernel/index.ts";
import { type Colleague, officersOf, officersWith } from "../platform/auth/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { RolesEnded } from "../staff/index.ts";
import { administratorWords } from "./actor-names.ts";
import { administratorsHere } from "./administrators.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";
import { workLines } from "./staff-roles.ts";
import { officerIn } from "./tell-leave.ts";
import { recordNotifications, type TellDeps } from "./tell-officers.ts";

/** Open work that nobody at work has the role for. */
export interface WorkOfNobody {
  readonly role: string;
  /** Null: any office's. */
  readonly office: string | null;
  readonly files: number;
  /** The services that the files are of. */
  readonly services: readonly string[];
}

type Needs = Pick<ActDeps, "sql" | "clock" | "cases">;
type WordsOf = Parameters<typeof workLines>[1];

type RoleEnded = Pick<Colleague["held"][number], "role" | "offices" | "services">;

/** Somebody as if they had left, or as if one role of theirs had ended. */
interface Without {
  readonly officer: string;
  readonly role?: RoleEnded | undefined;
}

type Work = readonly Awaited<ReturnType<Needs["cases"]["openByRole"]>>[number][];

/** The work that is open at an authority, and its officers. */
interface WorkAndStaff {
  readonly authority: RolesEnded["authority"];
  readonly work: Work;
  readonly staff: readonly Colleague[];
}

async function workAndStaff(
  { sql, clock, cases }: Needs,
  authority: WorkAndStaff["authority"],
): Promise<WorkAndStaff> {
  const [work, staff] = await Promise.all([
    cases.openByRole(authority),
    officersOf(sql, authority, clock()),
  ]);
  return { authority, work, staff };
}

/** What waits that nobody at work now may do. */
function workOfNobody({ authority, work, staff }: WorkAndStaff, without?: Without): Work {
  const here = staff
    .filter(({ away }) => !away)
    .map((each) => actorOf(without ? withoutRole(each, without) : each));
  return work.filter(({ role, office, service }) => {
    const task = { authority, role, ...(office !== null && { office }) };
    return !here.some((officer) => isWorkOf(officer, task, service));
  });
}

/** The same by role and office. */
const byRoleAndOffice = (work: Work): readonly WorkOfNobody[] =>
  [...Map.groupBy(work, ({ role, office }) => `${role} ${office}`).values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    const files = rows.reduce((sum, each) => sum + each.files, 0);
    const services = rows.map(({ service }) => service);
    return [{ role: first.role, office: first.office, files, services }];
  });

/** What nobody could do without them, beside what nobody can do already. */
export async function workOfNobodyThen(
  deps: Needs,
  authority: WorkAndStaff["authority"],
  without: Without,
): Promise<readonly WorkOfNobody[]> {
  const at = await workAndStaff(deps, authority);
  const before = new Set(workOfNobody(at));
  return byRoleAndOffice(workOfNobody(at, without).filter((each) => !before.has(each)));
}

/** Whoever has left has no role; whose role ended, and their deputy, not that one of theirs. */
function withoutRole(colleague: Colleague, { officer, role }: Without): Colleague {
  const scopeOf = ({ role, offices, services }: RoleEnded) => canonical([role, offices, services]);
  const hasLeft = colleague.id === officer && !role;
  const held = colleague.held.filter((each) => {
    const isOf = (each.deputyFor ?? colleague.id) === officer;
    return !hasLeft && !(isOf && (!role || scopeOf(each) === scopeOf(role)));
  });
  return { ...colleague, held, roles: held.map((each) => each.role) };
}

/** The same of what is nobody's now, and who changes it; none where none is. */
export async function workOfNobodyWords(
  deps: Needs & { readonly catalogue: WordsOf },
  t: Translate,
  { authority, staff }: Omit<WorkAndStaff, "work">,
): Promise<WorkInWords | undefined> {
  const work = await deps.cases.openByRole(authority);
  const rows = byRoleAndOffice(workOfNobody({ authority, staff, work }));
  if (rows.length === 0) return undefined;
  const lines = workLines(t, deps.catalogue, { authority, rows });
  const administrators = await administratorWords(deps, t);
  return {
    work: rows.map((row, at) => ({ ...row, line: lines[at] ?? "" })),
    ask: `${t("staff.leave-ends")} ${t("supervise.nobody.ask", { names: administrators() })}`,
  };
}

interface WorkInWords {
  readonly work: readonly (WorkOfNobody & { readonly line: string })[];
  /** Whom to ask. */
  readonly ask: string;
}

/**
 * Roles of somebody ended, or they left: those who supervise are told where that leaves work that
 * nobody can do, and the administrators, who can give the role.
 */
export async function tellWorkOfNobody(
  deps: Needs & Pick<TellDeps, "notifications">,
  { authority, roles, actor, occasion }: RolesEnded,
): Promise<void> {
  const rows = byRoleAndOffice(workOfNobody(await workAndStaff(deps, authority)))
    .filter(({ role }) => roles.includes(role))
    .map(({ role, office, files }) => ({ role, office, files }));
  if (rows.length === 0) return;
  const by = officerIn(actor) ?? null;
  const [bosses, administrators] = await Promise.all([
    officersWith(deps.sql, authority, supervisor, deps.clock()),
    administratorsHere(deps),
  ]);
  const officers = new Set([...bosses, ...administrators].map(({ id }) => id));
  await recordNotifications(
    deps,
    [...officers].map((officer) => ({
      ...{ id: `work-of-nobody:${occasion}`, officer, kind: "work-of-nobody", by },
      work: { authority, rows },
    })),
  );
}
