import { isWorkOf, supervisor } from "../cases/index.ts";
import { officersOf, officersWith } from "../platform/auth/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { RolesEnded } from "../staff/index.ts";
import { administratorWords } from "./actor-names.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";
import { officesOf, roleWords } from "./staff-roles.ts";
import { officerIn } from "./tell-leave.ts";
import { recordNotifications, type TellDeps } from "./tell-officers.ts";

/** Open work that nobody at work has the role for. */
export interface WorkOfNobody {
  readonly role: string;
  /** Null: any office's. */
  readonly office: string | null;
  readonly files: number;
}

type Needs = Pick<ActDeps, "sql" | "clock" | "cases">;

/** What waits at an authority that nobody at work now may do, by role and office. */
export async function workOfNobody(
  { sql, clock, cases }: Needs,
  authority: WorkAt,
): Promise<readonly WorkOfNobody[]> {
  const [work, staff] = await Promise.all([
    cases.openByRole(authority),
    officersOf(sql, authority, clock()),
  ]);
  const here = staff.filter(({ away }) => !away).map(actorOf);
  const free = work.filter(({ role, office, service }) => {
    const task = { authority, role, ...(office !== null && { office }) };
    return !here.some((officer) => isWorkOf(officer, task, service));
  });
  return [...Map.groupBy(free, ({ role, office }) => `${role} ${office}`).values()].flatMap(
    (rows) => {
      const [first] = rows;
      const files = rows.reduce((sum, each) => sum + each.files, 0);
      return first ? [{ role: first.role, office: first.office, files }] : [];
    },
  );
}

type WorkAt = RolesEnded["authority"];

/** The same in words, a line for each role and office, and who changes it; none where none is. */
export async function workOfNobodyWords(
  deps: Needs & { readonly catalogue: Parameters<typeof officesOf>[0] },
  t: Translate,
  authority: WorkAt,
): Promise<{ readonly lines: readonly string[]; readonly ask: string } | undefined> {
  const { catalogue } = deps;
  const work = await workOfNobody(deps, authority);
  if (work.length === 0) return undefined;
  const names = new Map(officesOf(catalogue, authority).map(({ value, label }) => [value, label]));
  const administrators = await administratorWords(deps, t);
  return {
    lines: work.map(({ role, office, files: count }) => {
      const place = office === null ? "" : t.words(names.get(office)) || office;
      const what = [roleWords(t, catalogue, authority, role), place].filter(Boolean).join(" · ");
      return t("supervise.nobody.files", { count, what });
    }),
    ask: t("supervise.nobody.ask", { names: administrators() }),
  };
}

/**
 * Roles of somebody ended, or they left: those who supervise are told where that leaves work that
 * nobody can do.
 */
export async function tellWorkOfNobody(
  deps: Needs & Pick<TellDeps, "notifications">,
  { authority, roles, actor, occasion }: RolesEnded,
): Promise<void> {
  const work = await workOfNobody(deps, authority);
  if (!work.some(({ role }) => roles.includes(role))) return;
  const by = officerIn(actor) ?? null;
  const bosses = await officersWith(deps.sql, authority, supervisor, deps.clock());
  await recordNotifications(
    deps,
    bosses.map(({ id: officer }) => ({
      ...{ id: `work-of-nobody:${occasion}`, officer, kind: "work-of-nobody", by },
    })),
  );
}
