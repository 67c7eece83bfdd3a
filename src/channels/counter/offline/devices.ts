import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import { button, html, linkButton, table, tag } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import { deskOf, show } from "../desk.ts";
import { requireCounter } from "./sync.ts";

/** GET /counter/devices: the devices that may go on without network, to take one out of use. */
export const devicesPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    requireCounter(request);
    const desk = deskOf(deps, request, reply);
    const { t, csrf } = desk;
    const devices = await deps.counter.devices();
    const names = await deps.officerNames(devices.map(({ enrolledBy }) => enrolledBy));
    const rows = devices.map(({ id, name, centre, code, enrolledBy, revokedAt }) => [
      html`<strong>${name}</strong> ${code}`,
      t.words(deps.centres.find(centre)?.name),
      names.get(enrolledBy) ?? "",
      tag(
        t(revokedAt ? "offline.devices.revoked" : "offline.devices.in-use"),
        revokedAt ? "bad" : "good",
      ),
      html`<form method="post" action="/counter/devices/${id}">${csrf}${button({ text: t(revokedAt ? "offline.devices.reinstate" : "offline.devices.revoke"), kind: "secondary", name: "act", value: revokedAt ? "reinstate" : "revoke", hidden: name })}</form>`,
    ]);
    const heads = ["name", "centre", "operator", "state", "act"] as const;
    const list = table({
      caption: t("offline.devices.title"),
      captionHidden: true,
      columns: heads.map((head) => ({ text: t(`offline.devices.${head}`) })),
      rows,
    });
    const content = html`<h1 class="govuk-heading-l">${t("offline.devices.title")}</h1><p class="govuk-body">${t("offline.devices.lead")}</p>${rows.length > 0 ? list : html`<p class="govuk-body">${t("offline.devices.none")}</p>`}${linkButton({ text: t("offline.title"), href: "/counter/offline", kind: "secondary" })}`;
    return show(desk, { title: t("offline.devices.title"), content, path: request.url });
  };

/** POST /counter/devices/:id: lost or stolen, or found again. */
export const revoke =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const { id } = request.params as { readonly id: string };
    const device = await deps.counter.deviceOf(id);
    const by = textOf(formOf(request), "act") === "revoke" ? officer.id : null;
    if (device) await deps.counter.revokeDevice(id, by);
    return redirectTo(reply, "/counter/devices");
  };
