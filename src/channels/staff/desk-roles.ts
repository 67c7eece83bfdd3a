import type { Officer } from "../../platform/auth/index.ts";

/** The role of those who keep the register, in the ministry of foreign affairs of each side. */
export const registerRole = "treaty-officer";

/** Heads of delegation: they sign minutes for their side. */
export const chairs = ["commission-chair"] as const;

/** Those who sign gates of pilots, and those who run pilots: never the same. */
export const pilotRoles = ["gate-chair", "pilot-officer"] as const;

const deskRoles: ReadonlySet<string> = new Set([registerRole, ...chairs, ...pilotRoles]);

/** Whether the desk of the partnership is where this officer works, and they have no other work. */
export const worksAtDesk = ({ roles }: Pick<Officer, "roles">): boolean =>
  roles.length > 0 && roles.every((role) => deskRoles.has(role));
