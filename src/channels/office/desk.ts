import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../../cases/index.ts";
import { officeName } from "../../catalogue/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { type Officer, requireOfficer } from "../../platform/auth/index.ts";
import { langOf, sendHtml, statusOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  csrfField,
  html,
  linkButton,
  type OfficePage,
  officeLayout,
  type SafeHtml,
} from "../components/index.ts";
import { type Days, makeDays } from "./days.ts";
import type { OfficeDeps } from "./deps.ts";
import { makeNames, type Names } from "./names.ts";
import { styleLink } from "./style.ts";
import { makeWorkWords, type WorkWords } from "./work-words.ts";

/** What is made once for all officers' pages. */
export interface Office extends OfficeDeps {
  readonly names: Names;
  readonly workWords: WorkWords;
  readonly days: Days;
}

export const makeOffice = (deps: OfficeDeps): Office => ({
  ...deps,
  names: makeNames(deps.officerNames, deps.clock),
  workWords: makeWorkWords(deps.catalogue),
  days: makeDays(deps.catalogue.jurisdiction.timeZone),
});

/** One officer's request: who asks, in which language, with which token against forged posts. */
export interface Desk {
  readonly office: Office;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly officer: Officer;
  readonly t: Translate;
  readonly now: Date;
  /** The hidden field of every form on the page. */
  readonly csrf: SafeHtml;
}

/** Seats the officer who asks; a guest is sent to sign in, a person is refused. */
export function deskOf(office: Office, request: FastifyRequest, reply: FastifyReply): Desk {
  const officer = requireOfficer(request);
  return {
    ...{ office, request, reply, officer },
    t: office.i18n.for(langOf(request)),
    now: office.clock(),
    csrf: csrfField(request, reply),
  };
}

/** The officer as the cases know an actor. */
export const actorAt = ({ officer }: Desk): Extract<Actor, { kind: "officer" }> => ({
  kind: "officer",
  id: officer.id,
  authority: officer.authority,
  roles: officer.roles,
  offices: officer.offices,
  ...(officer.persons && { persons: officer.persons }),
});

export const authorityName = ({ office, t }: Pick<Desk, "office" | "t">, id: string): string =>
  t.words(office.catalogue.jurisdiction.authorities.find((each) => each.id === id)?.name) || id;

/** The office whose work something is, in words; undefined where it is any office's. */
export function officeWords(
  { office: { catalogue }, officer, t }: Pick<Desk, "office" | "officer" | "t">,
  office: string | null | undefined,
  authority: string = officer.authority,
): string | undefined {
  if (office === null || office === undefined) return undefined;
  return t("office-pages.of-office", { name: t.words(officeName(catalogue, authority, office)) });
}

/** The authority that the officer works for, and in which of its offices. */
function placeOf(desk: Desk): string {
  const { office, officer, t } = desk;
  const name = authorityName(desk, officer.authority);
  const offices = officer.offices.map((each) =>
    t.words(officeName(office.catalogue, officer.authority, each)),
  );
  return [name, ...offices].join(" · ");
}

type Shown = Pick<OfficePage, "title" | "content" | "current" | "before" | "failed"> & {
  /** Where the language switch comes back to, for the answer to a post. */
  readonly path?: string;
  readonly status?: number;
};

/** Sends a page of the office. */
export function show(desk: Desk, { status = 200, ...page }: Shown): FastifyReply {
  const { office, request, reply, officer, t, csrf } = desk;
  const body = officeLayout(
    {
      ...page,
      before: html`${styleLink}${page.before}`,
      path: request.method === "GET" ? request.url : (page.path ?? "/office"),
      ...(office.demonstration && { demo: { href: "/demo" } }),
      security: officer.roles.includes("security-officer"),
      officer: {
        name: officer.name,
        authority: placeOf(desk),
        signOut: { action: "/sign-out", hidden: csrf },
      },
    },
    t,
  );
  return sendHtml(reply, body, status);
}

/** A refusal as a page of the office, so that the officer stays at the desk: the way on is the worklist. */
export function refused(desk: Desk, { code, kind, facts }: Refusal): FastifyReply {
  const { t } = desk;
  const title = t(kind === "not-found" ? "http.not-found" : "http.forbidden");
  const own = `office-pages.refused.${code}`;
  const text = t.has(own) ? t.named(own, facts) : t.refusal({ code, facts });
  const back = linkButton({ text: t("office.worklist"), href: "/office", kind: "secondary" });
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${text}</p>
    ${back}
  `;
  return show(desk, { title, content, status: statusOf(kind) });
}

export const notThere = (desk: Desk) =>
  refused(desk, { code: "case.not-found", kind: "not-found" });
export const notYours = (desk: Desk, elsewhere = false) =>
  refused(desk, {
    code: elsewhere ? "case.other-office" : "case.not-allowed",
    kind: "not-allowed",
  });
