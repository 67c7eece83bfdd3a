import { operationsRole, servicesOfRole } from "../../acts/index.ts";
import { centresOffice } from "../../centres/index.ts";
import type { Officer } from "../../platform/auth/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { chairs, pilotRoles, registerRole, worksAtDesk } from "./desk-roles.ts";
import type { StaffDeps } from "./request.ts";

/** The page that every officer has, whatever their roles. */
export const dayPath = "/staff";

/** Leads to the one desk of an officer, or to their day. */
export const startPath = "/staff/start";

export interface StaffDesk {
  readonly id:
    | "office"
    | "counter"
    | "calls"
    | "hall"
    | "treasury"
    | "till"
    | "register"
    | "security"
    | "privacy"
    | "operations"
    | "admin";
  readonly words: PlainKey;
  readonly href: string;
}

interface DeskRow extends StaffDesk {
  /** The roles that open it; `centres`: of the service centres alone. */
  readonly roles: readonly string[];
  readonly centres?: true;
}

/** Desks by role, the most used first. Whoever adds a desk adds a row. */
const rows: readonly DeskRow[] = [
  {
    ...{ id: "counter", words: "counter.title", href: "/counter", centres: true },
    roles: ["operator", "agent", "agent-inspector"],
  },
  {
    ...{ id: "calls", words: "help.staff.title", href: "/counter/calls", centres: true },
    roles: ["call-agent"],
  },
  {
    ...{ id: "hall", words: "hall.floor.title", href: "/hall", centres: true },
    roles: ["floor-manager", "supervisor"],
  },
  { id: "treasury", words: "treasury.name", href: "/treasury", roles: ["treasury-officer"] },
  { id: "till", words: "treasury.till.title", href: "/treasury/till", roles: ["cashier"] },
  {
    ...{ id: "register", words: "partnership.desk.home", href: "/desk" },
    roles: [registerRole, ...chairs, ...pilotRoles],
  },
  {
    ...{ id: "security", words: "security.title", href: "/office/security" },
    roles: ["security-officer"],
  },
  {
    ...{ id: "privacy", words: "privacy-desk.title", href: "/office/privacy" },
    roles: ["data-protection-officer"],
  },
  {
    ...{ id: "operations", words: "operations.title", href: "/operations" },
    roles: [operationsRole],
  },
  { id: "admin", words: "staff.admin", href: "/admin", roles: ["administrator"] },
];

const office: StaffDesk = { id: "office", words: "office.title", href: "/office" };

type Services = StaffDeps["catalogue"]["services"];

/** Whether a role has work in some service, by the services that are offered now. */
const rolesWithWork = new WeakMap<Services, Map<string, boolean>>();

function hasWork(catalogue: StaffDeps["catalogue"], authority: string, role: string): boolean {
  const { services } = catalogue;
  const answers = rolesWithWork.get(services) ?? new Map<string, boolean>();
  rolesWithWork.set(services, answers);
  const key = `${authority} ${role}`;
  const answer = answers.get(key) ?? servicesOfRole(catalogue, authority, role).length > 0;
  answers.set(key, answer);
  return answer;
}

/**
 * The desks of an officer by their roles; whoever has none works in the office, where they at least
 * read why there is nothing.
 */
export function desksOf(
  { catalogue }: Pick<StaffDeps, "catalogue">,
  { authority, roles }: Pick<Officer, "authority" | "roles">,
): readonly StaffDesk[] {
  const decides =
    !worksAtDesk({ roles }) &&
    roles.some((role) => role === "supervisor" || hasWork(catalogue, authority, role));
  const own = rows.filter(
    (row) =>
      row.roles.some((role) => roles.includes(role)) &&
      (!row.centres || authority === centresOffice),
  );
  return decides || own.length === 0 ? [office, ...own] : own;
}
