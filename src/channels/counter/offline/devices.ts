import type { FastifyReply, FastifyRequest } from "fastify";
import { withdrawDevice } from "../../../acts/index.ts";
import { worksIn } from "../../../centres/index.ts";
import type { CentreDevice } from "../../../counter/index.ts";
import type { CommandId } from "../../../kernel/index.ts";
import type { Officer } from "../../../platform/auth/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, notAllowed, redirectTo, textOf } from "../../../platform/http/index.ts";
import { button, html, linkButton, table, tag } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import { deskOf, show } from "../desk.ts";
import { managerRole, requireCounter } from "./sync.ts";

/** GET /counter/devices: the devices that may go on without network, to take one out of use. */
export const devicesPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const desk = deskOf(deps, request, reply);
    const { t, csrf } = desk;
    const devices = (await deps.counter.devices()).filter(({ centre }) => worksIn(officer, centre));
    const names = await deps.officerNames(devices.map(({ enrolledBy }) => enrolledBy));
    const mayChange = await Promise.all(
      devices.map((device) => !device.revokedAt || mayReinstate(deps, officer, device)),
    );
    const rows = devices.map(({ id, name, centre, code, enrolledBy, revokedAt }, at) => {
      const act = revokedAt ? "reinstate" : "revoke";
      const text = t(`offline.devices.${act}`);
      const press = button({ text, kind: "secondary", name: "act", value: act, hidden: name });
      return [
        html`<strong>${name}</strong> ${code}`,
        t.words(deps.centres.find(centre)?.name),
        names.get(enrolledBy) ?? "",
        tag(
          t(revokedAt ? "offline.devices.revoked" : "offline.devices.in-use"),
          revokedAt ? "bad" : "good",
        ),
        mayChange[at]
          ? html`<form method="post" action="/counter/devices/${id}">${csrf}${press}</form>`
          : html`<span class="hw-muted">${t("offline.devices.manager-reinstates")}</span>`,
      ];
    });
    const heads = ["name", "centre", "operator", "state", "act"] as const;
    const list = table({
      caption: t("offline.devices.title"),
      captionHidden: true,
      columns: heads.map((head) => ({ text: t(`offline.devices.${head}`) })),
      rows,
    });
    const content = html`
      <h1 class="govuk-heading-l">${t("offline.devices.title")}</h1>
      <p class="govuk-body">${t("offline.devices.lead")}</p>
      ${rows.length > 0 ? list : html`<p class="govuk-body">${t("offline.devices.none")}</p>`}
      ${linkButton({ text: t("offline.title"), href: "/counter/offline", kind: "secondary" })}`;
    return show(desk, { title: t("offline.devices.title"), content, path: request.url });
  };

/**
 * Whoever works in the hall may take a device out of use; back into it only a floor manager of the
 * hall who has never worked with it: a misused device is not good again by a press of who misused
 * it.
 */
const mayReinstate = async (
  { counter }: CounterDeps,
  officer: Officer,
  device: CentreDevice,
): Promise<boolean> =>
  worksIn(officer, device.centre) &&
  officer.roles.includes(managerRole) &&
  !(await counter.hasUsed(device, officer.id));

/** POST /counter/devices/:id: lost or stolen, or found again. */
export const revoke =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const { id } = request.params as { readonly id: string };
    const device = await deps.counter.deviceOf(id);
    const gone = textOf(formOf(request), "act") === "revoke";
    const may =
      device &&
      (gone ? worksIn(officer, device.centre) : await mayReinstate(deps, officer, device));
    if (!may) throw notAllowed("centre.other-hall");
    if (gone) {
      const { centre, name } = device;
      const occasion = { officer: officer.id, key: newId<CommandId>() };
      await withdrawDevice(deps, { id, kind: "tablet", centre, name }, occasion);
      return redirectTo(reply, "/counter/devices");
    }
    await deps.counter.revokeDevice(id, null);
    await deps.security.record({
      kind: "device-reinstated",
      actor: `officer:${officer.id}`,
      about: `device:${id}`,
      facts: { centre: device.centre },
    });
    return redirectTo(reply, "/counter/devices");
  };
