import type { FastifyReply, FastifyRequest } from "fastify";
import { endOtherSessions, requireOfficer, sessionsOf } from "../../platform/auth/index.ts";
import { cookieOf, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { html, linkButton, sessionList } from "../components/index.ts";
import { staffBanner } from "../staff/index.ts";
import { deskOf, type Office, show } from "./desk.ts";

const path = "/office/sessions";

/** GET /office/sessions: where an officer is signed in, whatever their work (ASVS 7.5.2). */
export async function showSessions(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const officer = requireOfficer(request);
  const desk = deskOf(deps, request, reply);
  const { t, csrf } = desk;
  const asked = { now: deps.clock(), cookie: cookieOf(request, "session") };
  const sessions = await sessionsOf(deps.sql, officer.id, asked);
  const { timeZone } = deps.catalogue.jurisdiction;
  const list = sessionList({ sessions, action: path, csrf, timeZone }, t);
  const content = html`${staffBanner(desk)}${list}
    ${linkButton({ text: t("staff.passkey.title"), href: "/staff/passkeys", kind: "secondary" })}`;
  return show(desk, { title: t("sessions.heading"), content });
}

/** POST /office/sessions: ends one of them by its handle, or all others. */
export async function endSessions(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const officer = requireOfficer(request);
  const handle = textOf(formOf(request), "session");
  const chosen = handle === "others" ? { butOf: cookieOf(request, "session") } : { handle };
  const sessions = await endOtherSessions(deps.sql, officer.id, chosen, deps.clock());
  if (sessions > 0) {
    const actor = `officer:${officer.id}`;
    await deps.security.record({ kind: "session-ended", actor, facts: { sessions } });
  }
  return redirectTo(reply, path, { kind: "success", code: "sessions.ended" });
}
