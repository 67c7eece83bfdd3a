import {
  actingFor,
  type Catalogue,
  type Committee,
  officesIn,
  type Words,
} from "../catalogue/index.ts";
import type { AuthorityId, StaffMember } from "../kernel/index.ts";
import type { ToldWork } from "../notifications/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { administrator } from "../staff/index.ts";
import { operationsRole } from "./links.ts";

type Needs = Pick<Catalogue, "jurisdiction" | "services" | "codeList">;

/**
 * Roles that an authority of any kind may give, beside those of its own; worded under
 * `staff.roles`. Whoever adds a role that is not about one authority's work adds it here.
 */
export const generalRoles = [
  "supervisor",
  "security-officer",
  "data-protection-officer",
  operationsRole,
  administrator,
] as const;

/**
 * Roles of authorities that bind others or take their money, though in no service: the treasury,
 * agents, and the partnership.
 */
const besides: ReadonlySet<string> = new Set([
  ...["treasury-officer", "cashier", "agent"],
  ...["treaty-officer", "commission-chair", "gate-chair"],
]);

const isGeneral = (role: string): role is (typeof generalRoles)[number] =>
  generalRoles.some((each) => each === role);

/** The key of the words of a general role; undefined for one of an authority. */
export const generalRoleKey = (role: string) =>
  isGeneral(role) ? (`staff.roles.${role}` as const) : undefined;

/** The roles that an authority gives, in the order of its own list; none where there is none. */
export function rolesOf({ jurisdiction }: Needs, authority: string): readonly string[] {
  const roles = jurisdiction.authorities.find(({ id }) => id === authority)?.roles;
  return roles ? [...new Set([...Object.keys(roles), ...generalRoles])] : [];
}

/** The name of a role where an authority has one of its own. */
export const roleName = (
  { jurisdiction }: Pick<Needs, "jurisdiction">,
  authority: string,
  role: string,
): Words | undefined => jurisdiction.authorities.find(({ id }) => id === authority)?.roles[role];

/** The same in words: by its authority, else the general ones. */
export function roleWords(t: Translate, catalogue: Needs, authority: string, role: string): string {
  const key = generalRoleKey(role);
  return t.words(roleName(catalogue, authority, role)) || (key ? t(key) : role);
}

/** The offices of an authority with their names; none where it has one place. */
export const officesOf = (catalogue: Needs, authority: string) => officesIn(catalogue, authority);

/** "Civil registrar · Gasabo": a role, and where. */
export function roleAtOffices(
  t: Translate,
  catalogue: Needs,
  authority: string,
  { role, offices }: { readonly role: string; readonly offices: readonly string[] },
): string {
  const names = new Map(officesOf(catalogue, authority).map(({ value, label }) => [value, label]));
  const where = offices.map((office) => t.words(names.get(office)) || office);
  return [roleWords(t, catalogue, authority, role), ...where].join(" · ");
}

/** "1 file: Civil registrar · Gasabo", a line for each role and office. */
export const workLines = (
  t: Translate,
  catalogue: Needs,
  { authority, rows }: ToldWork,
): readonly string[] =>
  rows.map(({ role, office, files: count }) => {
    const offices = office === null ? [] : [office];
    const what = roleAtOffices(t, catalogue, authority, { role, offices });
    return t("supervise.nobody.files", { count, what });
  });

/** Each work of a service with who does it and whether it ends the case. */
const workOf = (service: Needs["services"][number]) => [
  ...(service.process?.stages ?? []).flatMap(({ tasks }) =>
    tasks.flatMap((task) =>
      actingFor(task).map((authority) => ({
        ...{ authority, role: task.role },
        decides: task.fourEyes || task.outcomes.some(({ to }) => to && "end" in to),
      })),
    ),
  ),
  ...(service.appeal
    ? [{ authority: service.appeal.authority, role: service.appeal.role, decides: true }]
    : []),
  ...(service.output?.revocation
    ? [
        {
          authority: service.output.revocation.authority,
          role: service.output.revocation.role,
          decides: true,
        },
      ]
    : []),
];

/** The services in which an authority has work for a role. */
export const servicesOfRole = ({ services }: Needs, authority: string, role?: string) =>
  services.filter((service) =>
    workOf(service).some(
      (work) => work.authority === authority && (role === undefined || work.role === role),
    ),
  );

/** Whether one of an officer's roles votes in a committee of their authority, in some service. */
export const votesIn = (
  { services }: Needs,
  { authority, roles }: { readonly authority: AuthorityId; readonly roles: readonly string[] },
): boolean =>
  services.some(
    ({ process, appeal }) =>
      (appeal?.committee &&
        appeal.authority === authority &&
        isOneOf(roles, appeal.role, appeal.committee)) ||
      (process?.stages ?? []).some(
        ({ committee, tasks }) =>
          committee &&
          tasks.some(
            (task) => isOneOf(roles, task.role, committee) && actingFor(task).includes(authority),
          ),
      ),
  );

const isOneOf = (
  roles: readonly string[],
  role: string,
  { substitutes }: Pick<Committee, "substitutes">,
): boolean => roles.some((each) => each === role || each === substitutes);

/** Somebody who may be the deputy of a member of staff. */
export interface Deputy extends Pick<StaffMember, "id" | "name"> {
  /** Of files of which the member has one too: nobody does two, one of them as a deputy. */
  readonly hasOtherStep: boolean;
}

/** Those of some staff who may stand in for a member. */
export const deputiesOf = (
  { services }: Needs,
  member: StaffMember,
  staff: readonly StaffMember[],
): readonly Deputy[] =>
  staff
    .filter(({ id }) => id !== member.id)
    .map(({ id, name, roles }) => ({
      ...{ id, name },
      hasOtherStep: services.some((service) =>
        held(member.roles).some((one) =>
          held(roles).some((other) => haveOfFiles(service, member.authority, one, other)),
        ),
      ),
    }));

type GivenRole = StaffMember["roles"][number];

const held = (roles: readonly GivenRole[]) => roles.filter(({ status }) => status === "held");

/** Whether two roles have different steps of the same files; a committee's are never one's own. */
function haveOfFiles(
  { id, process }: Needs["services"][number],
  authority: AuthorityId,
  ...both: readonly [GivenRole, GivenRole]
): boolean {
  const [one, other] = both;
  const steps = (process?.stages ?? []).filter(({ committee }) => !committee);
  const isOf = ({ role, services }: GivenRole) =>
    (services.length === 0 || services.includes(id)) &&
    steps.some(({ tasks }) =>
      tasks.some((task) => task.role === role && actingFor(task).includes(authority)),
    );
  const isAnywhere = both.some(({ offices }) => offices.length === 0);
  return (
    one.role !== other.role &&
    both.every(isOf) &&
    (isAnywhere || one.offices.some((office) => other.offices.includes(office)))
  );
}

/** The steps of each service that are a role's at an authority: titles of service and step. */
export const stepsOfRole = ({ services }: Needs, authority: string, role: string) =>
  services.flatMap(({ title, process }) =>
    (process?.stages ?? []).flatMap((stage) =>
      stage.tasks.some((task) => task.role === role && actingFor(task).includes(authority as never))
        ? [{ service: title, step: stage.title }]
        : [],
    ),
  );

/**
 * Whether a role decides about people: it ends an application, signs, revokes or hears an appeal in
 * some service, or is one of those that watch over others. Two administrators give such a role.
 */
export const decidesIn =
  (catalogue: Needs) =>
  (authority: string, role: string): boolean =>
    isGeneral(role) ||
    besides.has(role) ||
    catalogue.services.some((service) =>
      workOf(service).some(
        (work) => work.decides && work.authority === authority && work.role === role,
      ),
    );
