import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type Agent,
  badgeState,
  type Door,
  doorOf,
  inspectorRole,
  operatorRole,
} from "../../counter/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import type { Officer } from "../../platform/auth/index.ts";
import { notAllowed, redirectTo, refusalFlash, TurnedAway } from "../../platform/http/index.ts";
import type { PlainKey, Translate } from "../../platform/i18n/index.ts";
import { html, type OfficeEntry } from "../components/index.ts";
import {
  centreOfficer,
  refusalPage,
  roleMissing,
  type StaffPage,
  type StaffRequest,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";
import { callPath, callRoles } from "./calls-of.ts";
import type { CounterDeps } from "./deps.ts";
import { styleLink } from "./style.ts";

/** One request of somebody who serves people in person. */
export type Desk = StaffRequest<CounterDeps>;

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
): Desk => staffRequest(deps, request, reply, centreOfficer(request, role));

/**
 * Whoever serves people in person. An inspector and a cashier are sent to their own pages; an
 * officer without such a role, and an agent whose badge is not valid, are refused.
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
  // Who only takes cash works at the till.
  if (!door && desk.officer.roles.includes("cashier"))
    throw new TurnedAway({ path: "/treasury/till" });
  if (!door) throw roleMissing();
  const agent = door === "agent" ? await deps.counter.badgeOf(desk.officer.id) : undefined;
  const state = agent && badgeState(agent, deps.clock());
  if (state === "suspended") throw notAllowed("counter.badge-suspended");
  if (state && state !== "valid") throw notAllowed("counter.badge-not-valid");
  return { ...desk, door, agent };
}

export type CounterPage = Omit<StaffPage, "entries" | "home">;

/** Sends a page in the frame of those who serve. */
export function show(desk: Desk, page: CounterPage): FastifyReply {
  const { officer, request } = desk;
  const t = page.t ?? desk.t;
  return sendStaffPage(desk, {
    ...page,
    before: html`${styleLink}${page.before}${staffBanner(desk, t)}`,
    home: { text: t("counter.title"), href: "/counter" },
    entries: entriesFor(officer, request.url, t),
  });
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
      ? [
          entry("counter.title", "/counter"),
          entry("counter.pad.title", "/counter/pad"),
          entry("counter.served.title", "/counter/served"),
        ]
      : []),
    ...(serves ? [entry("counter.corner.title", "/corner")] : []),
    ...(roles.includes(operatorRole) ? [entry("floor.sheet.own", "/my-visits")] : []),
    ...(roles.some((role) => callRoles.includes(role))
      ? [entry("help.staff.title", callPath)]
      : []),
    ...(roles.some((role) => role === operatorRole || role === "floor-manager")
      ? [
          entry("counter.cards.title", "/counter/cards"),
          entry("offline.title", "/counter/offline"),
          entry("offline.nav.conflicts", "/counter/sync/conflicts"),
          entry("offline.nav.devices", "/counter/devices"),
          entry("offline.own-pin-title", "/counter/pin"),
        ]
      : []),
    ...(roles.includes("floor-manager") || roles.includes(inspectorRole)
      ? [entry("counter.reviews.title", "/counter/reviews")]
      : []),
    ...(roles.includes(inspectorRole) ? [entry("counter.agents.title", "/counter/agents")] : []),
  ];
}

/** A refusal on a page of the counter, with the queue as the way on where no other is named. */
export const refused = (
  desk: Desk,
  refusal: Refusal,
  next = { text: desk.t("counter.back"), href: "/counter" },
): FastifyReply => show(desk, refusalPage(refusal, next, desk.t));

/** Back to the queue with what was refused said above it. */
export const backWith = ({ reply }: Desk, refusal: Refusal): FastifyReply =>
  redirectTo(reply, "/counter", refusalFlash(refusal));
