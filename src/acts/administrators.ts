import type { Absence, StaffMember } from "../kernel/index.ts";
import { everybodyWith } from "../platform/auth/index.ts";
import { administrator } from "../staff/index.ts";
import type { ActDeps } from "./deps.ts";

/** Whoever administers and is at work now, by name. */
export const administratorsHere = async ({ sql, clock }: Pick<ActDeps, "sql" | "clock">) =>
  (await everybodyWith(sql, administrator, clock())).filter(({ away }) => !away);

/** Whether an administrator may confirm something: neither their own, nor what they asked for. */
export const mayConfirm = (
  administers: string,
  whose: string,
  { askedBy }: Pick<Absence, "askedBy">,
): boolean => administers !== whose && askedBy !== `officer:${administers}`;

/** How many roles, leaves and new sign-in links of these members wait for one administrator. */
export const waitingFor = (administers: string, members: readonly StaffMember[]): number =>
  members
    .flatMap(({ id, roles, absences, recoveries }) =>
      [...roles, ...absences, ...recoveries].map((given) => ({ id, given })),
    )
    .filter(({ id, given }) => given.status === "asked" && mayConfirm(administers, id, given))
    .length;
