import type { FastifyReply } from "fastify";
import { sessionEndOf, unreadAt } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { sendHtml, takeFlash } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  html,
  inset,
  notificationBanner,
  type OfficeEntry,
  type OfficePage,
  officeLayout,
  type SafeHtml,
} from "../components/index.ts";
import { dayPath, desksOf } from "./desks.ts";
import type { StaffRequest } from "./request.ts";

/** Where an officer reads what happened to their work. */
export const notificationsPath = "/staff/notifications";

/** One page of the staff; who is signed in and the language come from the request. */
export interface StaffPage
  extends Pick<
    OfficePage,
    "title" | "content" | "current" | "head" | "before" | "failed" | "entries" | "home"
  > {
  /** Where the language switch of an answer to a POST leads; a GET leads back to itself. */
  readonly path?: string | undefined;
  /** HTTP status where it is not 200: 422 for a form that came back with problems. */
  readonly status?: number;
  /** Another language than the officer's, such as that of the person in front of them. */
  readonly t?: Translate;
  /** Where the officer works, if it is more than the name of their authority. */
  readonly authority?: string;
}

/** Sends a page in the frame of the staff, with the officer's name and authority. */
export function sendStaffPage(at: StaffRequest, page: StaffPage): FastifyReply {
  const { deps, request, reply, officer, csrf } = at;
  const { status = 200, t = at.t, authority, path, ...rest } = page;
  const { authorities, timeZone } = deps.catalogue.jurisdiction;
  const session = sessionEndOf(request);
  const name = authorities.find(({ id }) => id === officer.authority)?.name;
  const body = officeLayout(
    {
      ...rest,
      content: html`${leaveBanner(at, t)}${rest.content}`,
      path: request.method === "GET" ? request.url : (path ?? rest.home?.href ?? "/office"),
      session: session && { ...session, now: deps.clock(), timeZone, hidden: csrf },
      desks: desksAt(at, t),
      bell: { href: notificationsPath, unread: unreadAt(request) },
      ...(deps.demonstration && { demo: { href: "/demo" } }),
      officer: {
        name: officer.name,
        authority: authority ?? (t.words(name) || officer.authority),
        signOut: { action: "/sign-out", hidden: csrf },
      },
    },
    t,
  );
  return sendHtml(reply, body, { status, ofStaff: true });
}

/** Where an officer ends their own leave. */
export const endLeavePath = "/staff/leave-end";

/** That whoever is signed in is on leave, and how they end it where they may. */
function leaveBanner({ deps, officer, csrf }: StaffRequest, t: Translate): SafeHtml | null {
  const { leave } = officer;
  if (!leave) return null;
  const until = t.until(leave.untilAt, deps.catalogue.jurisdiction.timeZone);
  return inset(html`
    <p class="govuk-body">${t("staff.own-leave.on", { until })}</p>
    ${
      leave.deputy
        ? html`<p class="govuk-body">${t("staff.own-leave.deputy")} ${t("staff.leave-ends")}</p>`
        : html`<form method="post" action="${endLeavePath}" novalidate>
            ${csrf}<input type="hidden" name="key" value="${newId()}">
            ${button({ text: t("staff.own-leave.end"), kind: "secondary" })}
          </form>`
    }
  `);
}

/** The officer's day and their desks, each one press away; the present one is marked. */
function desksAt({ deps, request, officer }: StaffRequest, t: Translate): OfficeEntry[] {
  const here = request.url.split("?")[0] ?? "";
  const desks = [{ words: "staff.day.title", href: dayPath } as const, ...desksOf(deps, officer)];
  const inside = desks.filter(({ href }) => here === href || here.startsWith(`${href}/`));
  const current = inside.toSorted((a, b) => b.href.length - a.href.length)[0]?.href;
  return desks.map(({ words, href }) => ({ text: t(words), href, current: href === current }));
}

/** The message that the last request left, once; null where there is none. */
export function staffBanner({ request, reply, t }: StaffRequest, words = t): SafeHtml | null {
  const flash = takeFlash(request, reply);
  if (!flash) return null;
  const kind = flash.kind === "success" ? "success" : "important";
  const heading = words.named(flash.code, flash.facts);
  return notificationBanner({ heading, kind, id: "flash" }, words);
}
