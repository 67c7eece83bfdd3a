import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type Actor,
  type Application,
  type LookPurpose,
  lookPurposes,
  processValuesOf,
  remembered,
} from "../../cases/index.ts";
import { officeName } from "../../catalogue/index.ts";
import { dateIn, type Refusal } from "../../kernel/index.ts";
import { officerChoices, officersOf, requireOfficer } from "../../platform/auth/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import {
  refusalPage,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffRequest,
} from "../staff/index.ts";
import { type Days, makeDays } from "./days.ts";
import type { OfficeDeps } from "./deps.ts";
import { keysScript } from "./keys.ts";
import type { Worklist } from "./lists.ts";
import { makeNames, type Names } from "./names.ts";
import { styleLink } from "./style.ts";
import { makeWorkWords, type WorkWords } from "./work-words.ts";

/** What is made once for all officers' pages. */
export interface Office extends OfficeDeps {
  readonly names: Names;
  /**
   * The officers of an authority to choose from, as of at most five seconds ago: whoever begins or
   * leaves stands in the choice a moment later, and whether they may be chosen the act says.
   */
  readonly colleagues: (authority: string) => Promise<Worklist["colleagues"]>;
  /** The same with their roles and who is on leave, to give them work. */
  readonly staffOf: (authority: string) => ReturnType<typeof officersOf>;
  readonly workWords: WorkWords;
  readonly days: Days;
}

export const makeOffice = (deps: OfficeDeps): Office => ({
  ...deps,
  names: makeNames(deps.officerNames, deps.clock),
  colleagues: remembered(
    deps.clock,
    (authority: string) => officerChoices(deps.sql, authority),
    5_000,
  ),
  staffOf: remembered(
    deps.clock,
    (authority: string) => officersOf(deps.sql, authority, deps.clock()),
    5_000,
  ),
  workWords: makeWorkWords(deps.catalogue),
  days: makeDays(deps.catalogue.jurisdiction.timeZone),
});

/** One officer's request. */
export interface Desk extends StaffRequest<Office> {
  readonly now: Date;
  /** Why the officer looks at a file that is not their work, as the address says. */
  readonly purpose: LookPurpose | undefined;
}

/** A purpose by its name; undefined for anything else. */
export const purposeIn = (text: unknown): LookPurpose | undefined =>
  lookPurposes.find((each) => each === text);

/** Identifies the officer; a guest is sent to sign in, a person is refused. */
export const deskOf = (deps: Office, request: FastifyRequest, reply: FastifyReply): Desk =>
  // Not spread: a post that is answered with a redirect makes no token for a form.
  Object.assign(staffRequest(deps, request, reply, requireOfficer(request)), {
    now: deps.clock(),
    purpose: purposeIn((request.query as { readonly for?: unknown } | undefined)?.for),
  });

/** The officer as the cases know an actor. */
export const actorAt = ({ officer }: Desk): Extract<Actor, { kind: "officer" }> => ({
  kind: "officer",
  id: officer.id,
  authority: officer.authority,
  roles: officer.roles,
  offices: officer.offices,
  held: officer.held,
  ...(officer.persons && { persons: officer.persons }),
  ...(officer.leave && { away: true }),
});

export const authorityName = ({ deps, t }: Pick<Desk, "deps" | "t">, id: string): string =>
  t.words(deps.catalogue.jurisdiction.authorities.find((each) => each.id === id)?.name) || id;

/** A committee as such, with its authority: who decided where votes did. */
export const committeeName = (desk: Pick<Desk, "deps" | "t">, authority: string): string =>
  [desk.t("committee.title"), authorityName(desk, authority)].join(", ");

/** The office whose work something is, in words; undefined where it is any office's. */
export function officeWords(
  { deps: { catalogue }, officer, t }: Pick<Desk, "deps" | "officer" | "t">,
  office: string | null | undefined,
  authority: string = officer.authority,
): string | undefined {
  if (office === null || office === undefined) return undefined;
  return t("office-pages.of-office", { name: t.words(officeName(catalogue, authority, office)) });
}

/** The authority that the officer works for, and in which of its offices. */
function placeOf(desk: Desk): string {
  const { deps, officer, t } = desk;
  const name = authorityName(desk, officer.authority);
  const offices = officer.offices.map((each) =>
    t.words(officeName(deps.catalogue, officer.authority, each)),
  );
  return [name, ...offices].join(" · ");
}

/** Sends a page of the office. */
export const show = (desk: Desk, page: StaffPage): FastifyReply =>
  sendStaffPage(desk, {
    ...page,
    before: html`
      ${styleLink}<script type="module" src="${keysScript.path}"></script>${page.before}
    `,
    authority: placeOf(desk),
  });

/** Why something cannot be done, in the words of the office where it has own ones. */
export function refusalWords(
  { t }: Pick<Desk, "t">,
  { code, facts }: Pick<Refusal, "code" | "facts">,
): string {
  const own = `office-pages.refused.${code}`;
  return t.has(own) ? t.named(own, facts) : t.refusal({ code, facts });
}

/** A refusal as a page of the office, with a link to the worklist; below it what was typed. */
export function refused(desk: Desk, refusal: Refusal, typed: SafeHtml | null = null): FastifyReply {
  const { t } = desk;
  const text = refusalWords(desk, refusal);
  const back = { text: t("office.worklist"), href: "/office", kind: "secondary" } as const;
  const page = refusalPage(refusal, back, t, text);
  return show(desk, { ...page, content: html`${page.content}${typed}` });
}

export const notThere = (desk: Desk) =>
  refused(desk, { code: "case.not-found", kind: "not-found" });
export const notYours = (desk: Desk) =>
  refused(desk, { code: "case.not-allowed", kind: "not-allowed" });

/** By what the rules of a file's steps are evaluated now: its values, and the day. */
export function factsNow({ deps, now }: Pick<Desk, "deps" | "now">, application: Application) {
  const today = dateIn(now, deps.catalogue.jurisdiction.timeZone);
  return { values: processValuesOf(application, today), today };
}
