import type { FastifyReply, FastifyRequest } from "fastify";
import { worksIn } from "../../../centres/index.ts";
import type { CentreDevice } from "../../../counter/index.ts";
import type { Officer } from "../../../platform/auth/index.ts";
import { formOf, notAllowed, redirectTo, textOf } from "../../../platform/http/index.ts";
import { button, html, linkButton, table, tag } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import { deskOf, show } from "../desk.ts";
import { requireCounter } from "./sync.ts";

/** GET /counter/devices: the devices that may go on without network, to take one out of use. */
export const devicesPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const desk = deskOf(deps, request, reply);
    const { t, csrf } = desk;
    const devices = (await deps.counter.devices()).filter(({ centre }) => worksIn(officer, centre));
    const names = await deps.officerNames(devices.map(({ enrolledBy }) => enrolledBy));
    const rows = devices.map(({ id, name, centre, code, enrolledBy, revokedAt }) => [
      html`<strong>${name}</strong> ${code}`,
      t.words(deps.centres.find(centre)?.name),
      names.get(enrolledBy) ?? "",
      tag(
        t(revokedAt ? "offline.devices.revoked" : "offline.devices.in-use"),
        revokedAt ? "bad" : "good",
      ),
      revokedAt && !mayReinstate(officer, { centre, enrolledBy })
        ? html`<span class="hw-muted">${t("offline.devices.manager-reinstates")}</span>`
        : html`<form method="post" action="/counter/devices/${id}">${csrf}${button({ text: t(revokedAt ? "offline.devices.reinstate" : "offline.devices.revoke"), kind: "secondary", name: "act", value: revokedAt ? "reinstate" : "revoke", hidden: name })}</form>`,
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

/**
 * Whoever works in the hall may take a device out of use; back into it only the hall's floor manager,
 * and not their own: a lost or misused device is not good again by a press of who misused it.
 */
const mayReinstate = (
  officer: Officer,
  { centre, enrolledBy }: Pick<CentreDevice, "centre" | "enrolledBy">,
): boolean =>
  worksIn(officer, centre) && officer.roles.includes("floor-manager") && enrolledBy !== officer.id;

/** POST /counter/devices/:id: lost or stolen, or found again. */
export const revoke =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const { id } = request.params as { readonly id: string };
    const device = await deps.counter.deviceOf(id);
    const gone = textOf(formOf(request), "act") === "revoke";
    if (!device || !(gone ? worksIn(officer, device.centre) : mayReinstate(officer, device)))
      throw notAllowed("centre.other-hall");
    await deps.counter.revokeDevice(id, gone ? officer.id : null);
    await deps.security.record({
      kind: gone ? "device-revoked" : "device-reinstated",
      actor: `officer:${officer.id}`,
      about: `device:${id}`,
      facts: { centre: device.centre },
    });
    return redirectTo(reply, "/counter/devices");
  };
