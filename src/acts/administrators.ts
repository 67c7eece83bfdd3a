import type { Absence, StaffMember } from "../kernel/index.ts";
import { everybodyWith } from "../platform/auth/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
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

export interface AdministratorDeps extends Pick<ActDeps, "sql" | "clock"> {
  readonly catalogue: Pick<ActDeps["catalogue"], "jurisdiction">;
}

/** Administrators that are named at most: one of them is enough. */
const mostNamed = 3;

/** Some administrators by name, each with where they work; says so where there is none. */
export async function administratorWords(
  deps: AdministratorDeps,
  t: Translate,
): Promise<(may?: (administers: string) => boolean) => string> {
  const { authorities } = deps.catalogue.jurisdiction;
  const all = await administratorsHere(deps);
  return (may = () => true) => {
    const named = all.filter(({ id }) => may(id)).slice(0, mostNamed);
    const words = named.map(({ name, authority }) => {
      const place = t.words(authorities.find(({ id }) => id === authority)?.name);
      return place ? `${name} (${place})` : name;
    });
    return words.length > 0 ? t.list(words) : t("supervise.leave.no-administrator");
  };
}
