import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { deviceName, requireOfficer, requireProof } from "../../platform/auth/index.ts";
import { cookieOf, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { button, html, linkButton, table, tag } from "../components/index.ts";
import {
  passkeyAnswerIn,
  passkeyForm,
  refusalPage,
  sendStaffPage,
  staffBanner,
  staffRequest,
} from "../staff/index.ts";
import type { WorkplaceDeps } from "./sign-in.ts";

const path = "/staff/passkeys";

/** The passkeys of whoever is signed in: several, so that losing a device locks nobody out. */
export function keysRoutes(app: FastifyInstance, deps: WorkplaceDeps): void {
  app.get(path, (request, reply) => keysPage(deps, request, reply));
  app.get(`${path}/new`, (request, reply) => newPage(deps, request, reply));
  app.post(path, (request, reply) => add(deps, request, reply));
  app.post(`${path}/remove`, (request, reply) => remove(deps, request, reply));
}

async function keysPage(deps: WorkplaceDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireOfficer(request);
  const at = staffRequest(deps, request, reply, officer);
  const { t, csrf } = at;
  const { timeZone } = deps.catalogue.jurisdiction;
  const keys = await deps.passkeys.of(officer.id);
  const title = t("staff.passkey.title");
  const content = html`${staffBanner(at)}<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("staff.passkey.lead")}</p>
    ${table({
      caption: title,
      captionHidden: true,
      columns: [
        { text: t("sessions.device") },
        { text: t("staff.passkey.added") },
        { text: t("sessions.used") },
        { text: t("staff.do") },
      ],
      rows: keys.map(({ id, device, synced, addedAt, usedAt }) => [
        html`<div>${device ?? t("sessions.device-unknown")}${
          synced ? html` ${tag(t("staff.passkey.synced"))}` : null
        }</div>`,
        t.dateTime(addedAt, timeZone),
        usedAt ? t.dateTime(usedAt, timeZone) : "–",
        html`<form method="post" action="${path}/remove">${csrf}${button({
          ...{ text: t("staff.passkey.remove"), kind: "secondary", name: "passkey", value: id },
          hidden: device ?? t.dateTime(addedAt, timeZone),
        })}</form>`,
      ]),
      empty: t("staff.passkey.none"),
    })}
    ${linkButton({ text: t("staff.passkey.add"), href: `${path}/new` })}`;
  return sendStaffPage(at, { title, content, path, entries: [] });
}

async function newPage(deps: WorkplaceDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireProof(request, deps.clock());
  const at = staffRequest(deps, request, reply, officer);
  const { t, csrf } = at;
  const title = t("staff.passkey.add");
  const question = await deps.passkeys.askToAdd(officer);
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("staff.passkey.add-lead")}</p>
    ${passkeyForm(
      { action: path, adds: true, text: t("staff.passkey.create"), question, csrf },
      t,
    )}`;
  return sendStaffPage(at, { title, content, path: `${path}/new`, entries: [] });
}

const refuseAt = (
  deps: WorkplaceDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Parameters<typeof refusalPage>[0],
) => {
  const at = staffRequest(deps, request, reply, requireOfficer(request));
  const { t } = at;
  const page = refusalPage(refusal, { text: t("staff.passkey.title"), href: path }, t);
  return sendStaffPage(at, { ...page, entries: [] });
};

async function add(deps: WorkplaceDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireOfficer(request);
  const added = await deps.passkeys.add(passkeyAnswerIn(formOf(request)), {
    officer: officer.id,
    proof: { session: cookieOf(request, "session") ?? "" },
    device: deviceName(request.headers["user-agent"]),
  });
  if (!added.ok) return refuseAt(deps, request, reply, added.refusal);
  return redirectTo(reply, path, { kind: "success", code: "staff.passkey.is-added" });
}

async function remove(deps: WorkplaceDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireProof(request, deps.clock());
  const passkey = textOf(formOf(request), "passkey");
  const session = cookieOf(request, "session") ?? "";
  const removed = await deps.passkeys.remove(passkey, { officer: officer.id, session });
  if (!removed.ok) return refuseAt(deps, request, reply, removed.refusal);
  return redirectTo(reply, path, { kind: "success", code: "staff.passkey.is-removed" });
}
