import type { FastifyReply, FastifyRequest } from "fastify";
import { type Agent, type Door, doorOf, inspectorRole, operatorRole } from "../../counter/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import type { Officer } from "../../platform/auth/index.ts";
import {
  langOf,
  redirectTo,
  sendHtml,
  statusOf,
  TurnedAway,
  takeFlash,
} from "../../platform/http/index.ts";
import type { PlainKey, Translate } from "../../platform/i18n/index.ts";
import {
  csrfField,
  html,
  linkButton,
  notificationBanner,
  type OfficeEntry,
  type OfficePage,
  officeLayout,
  type SafeHtml,
} from "../components/index.ts";
import type { CounterDeps } from "./deps.ts";
import { roleMissing, staffOf } from "./staff.ts";
import { styleLink } from "./style.ts";

/** One request of somebody who serves people in person. */
export interface Desk {
  readonly deps: CounterDeps;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly officer: Officer;
  readonly t: Translate;
  /** The hidden field of every form on the page. */
  readonly csrf: SafeHtml;
}

/** One who serves: at a counter, or as an agent with a badge. */
export interface ServingDesk extends Desk {
  readonly door: Door;
  readonly agent: Agent | undefined;
}

export const deskOf = (
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  role?: string,
): Desk => ({
  ...{ deps, request, reply },
  officer: staffOf(request, role),
  t: deps.i18n.for(langOf(request)),
  csrf: csrfField(request, reply),
});

/**
 * Whoever serves people in person. An inspector is led to his own pages; an officer without such a
 * role, and an agent whose badge is suspended, are refused.
 */
export async function servingDesk(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ServingDesk> {
  const desk = deskOf(deps, request, reply);
  const door = doorOf(desk.officer);
  if (!door && desk.officer.roles.includes(inspectorRole))
    throw new TurnedAway({ path: "/counter/agents" });
  if (!door) throw roleMissing();
  const agent = door === "agent" ? await deps.counter.badgeOf(desk.officer.id) : undefined;
  if (agent?.suspendedAt)
    throw new TurnedAway({ refusal: { kind: "not-allowed", code: "counter.badge-suspended" } });
  return { ...desk, door, agent };
}

export interface Shown
  extends Pick<OfficePage, "title" | "content" | "head" | "before" | "failed" | "path"> {
  readonly status?: number;
  /** Another language than the operator's: what the person himself is to read. */
  readonly t?: Translate;
}

/** Sends a page in the frame of those who serve. */
export function show(desk: Desk, { status = 200, t = desk.t, ...page }: Shown): FastifyReply {
  const { deps, request, reply, officer, csrf } = desk;
  const authority = deps.catalogue.jurisdiction.authorities.find(
    ({ id }) => id === officer.authority,
  );
  const body = officeLayout(
    {
      ...page,
      before: html`${styleLink}${page.before}${news(desk, t)}`,
      path: request.method === "GET" ? request.url : page.path,
      home: { text: t("counter.title"), href: "/counter" },
      entries: entriesFor(officer, request.url, t),
      ...(deps.demonstration && { demo: { href: "/demo" } }),
      officer: {
        name: officer.name,
        authority: t.words(authority?.name) || officer.authority,
        signOut: { action: "/sign-out", hidden: csrf },
      },
    },
    t,
  );
  return sendHtml(reply, body, status);
}

function news({ request, reply }: Desk, t: Translate): SafeHtml | null {
  const flash = takeFlash(request, reply);
  if (!flash) return null;
  const kind = flash.kind === "success" ? "success" : "important";
  return notificationBanner({ heading: t.named(flash.code, flash.facts), kind, id: "flash" }, t);
}

function entriesFor({ roles }: Officer, url: string, t: Translate): OfficeEntry[] {
  const entry = (text: PlainKey, href: string): OfficeEntry => ({
    text: t(text),
    href,
    current: url.split("?")[0] === href,
  });
  const serves = doorOf({ roles }) !== undefined;
  return [
    ...(serves
      ? [entry("counter.title", "/counter"), entry("counter.pad.title", "/counter/pad")]
      : []),
    ...(serves ? [entry("counter.corner.title", "/corner")] : []),
    ...(roles.includes(operatorRole) ? [entry("floor.sheet.own", "/my-visits")] : []),
    ...(roles.some((role) => role === operatorRole || role === "floor-manager")
      ? [
          entry("offline.title", "/counter/offline"),
          entry("offline.nav.conflicts", "/counter/sync/conflicts"),
          entry("offline.nav.devices", "/counter/devices"),
        ]
      : []),
    ...(roles.includes("floor-manager") || roles.includes(inspectorRole)
      ? [entry("counter.reviews.title", "/counter/reviews")]
      : []),
    ...(roles.includes(inspectorRole) ? [entry("counter.agents.title", "/counter/agents")] : []),
  ];
}

/** A refusal on a page of the counter, so that the operator stays where he works. */
export function refused(desk: Desk, { code, kind, facts }: Refusal): FastifyReply {
  const { t } = desk;
  const text = t.refusal({ code, facts });
  const title = t(kind === "not-found" ? "http.not-found" : "counter.not-possible");
  const content = html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l">${text}</p>${linkButton({ text: t("counter.back"), href: "/counter" })}`;
  return show(desk, { title, content, status: statusOf(kind), path: "/counter" });
}

/** Back to the queue with what was refused said above it. */
export const backWith = ({ reply }: Desk, { code, facts }: Refusal): FastifyReply =>
  redirectTo(reply, "/counter", {
    kind: "notice",
    code: `refusals.${code}`,
    ...(facts && { facts: facts as Readonly<Record<string, string | number>> }),
  });
