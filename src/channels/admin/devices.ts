import type { FastifyReply } from "fastify";
import { devicesInUse, type ListedDevice, withdrawDevice } from "../../acts/index.ts";
import { formOf, redirectTo } from "../../platform/http/index.ts";
import { backLink, html, table, warningText } from "../components/index.ts";
import { type Admin, occasionAt, refuseAdmin, showAdmin, showFormPage } from "./admin.ts";

export const devicesPath = "/admin/devices";
const unknown = { kind: "not-found", code: "settings.device-unknown" } as const;

const centreName = ({ deps, t }: Admin, id: string): string => {
  const centre = deps.catalogue.jurisdiction.centres?.find((each) => each.id === id);
  return centre ? t.words(centre.name) : id;
};

const nameOf = (at: Admin, { kind, name }: Pick<ListedDevice, "kind" | "name">): string =>
  name === "" ? at.t(`settings.device.kinds.${kind}`) : name;

/** GET /admin/devices: every kiosk, display and offline tablet, those long unheard of first. */
export async function devicesPage(at: Admin): Promise<FastifyReply> {
  const { deps, t } = at;
  const { timeZone } = deps.catalogue.jurisdiction;
  const devices = await devicesInUse(deps);
  const content = html`<h1 class="govuk-heading-l">${t("settings.device.title")}</h1>
    <p class="govuk-body-l">${t("settings.device.lead")}</p>
    ${table({
      ...{ caption: t("settings.device.title"), captionHidden: true },
      columns: [
        { text: t("settings.device.device") },
        { text: t("settings.device.kind") },
        { text: t("settings.centres.centre") },
        { text: t("settings.device.seen") },
        { text: t("settings.calendar.acts") },
      ],
      rows: devices.map((device) => [
        nameOf(at, device),
        t(`settings.device.kinds.${device.kind}`),
        centreName(at, device.centre),
        device.seenAt ? t.dateTime(device.seenAt, timeZone) : t("settings.device.never"),
        html`<a class="govuk-link" href="${devicesPath}/${device.id}/withdraw">
          ${t("settings.device.withdraw")}<span class="govuk-visually-hidden">:
          ${nameOf(at, device)}</span></a>`,
      ]),
      empty: t("settings.device.none"),
    })}`;
  return showAdmin(at, { title: t("settings.device.title"), content, path: devicesPath });
}

async function deviceAt(at: Admin): Promise<ListedDevice | undefined> {
  const { id = "" } = at.request.params as { id?: string };
  return (await devicesInUse(at.deps)).find((device) => device.id === id);
}

/** GET /admin/devices/:id/withdraw: what it means, before it is done. */
export async function withdrawPage(at: Admin): Promise<FastifyReply> {
  const { t } = at;
  const device = await deviceAt(at);
  if (!device) return refuseAdmin(at, unknown, devicesPath);
  const [action, send] = [`${devicesPath}/${device.id}/withdraw`, t("settings.device.withdraw")];
  return showFormPage(
    at,
    { id: "withdraw", action, send, fields: [] },
    {
      title: t("settings.device.withdraw-title", { name: nameOf(at, device) }),
      before: backLink(devicesPath, t, t("settings.device.title")),
      lead: warningText(t(`settings.device.warning.${device.kind}`), t),
    },
  );
}

/** POST /admin/devices/:id/withdraw */
export async function withdraw(at: Admin): Promise<FastifyReply> {
  const { deps, officer, reply, request } = at;
  const device = await deviceAt(at);
  if (!device) return refuseAdmin(at, unknown, devicesPath);
  const { key } = occasionAt(at, formOf(request));
  const done = await withdrawDevice(deps, device, { officer: officer.id, key });
  if (!done.ok) return refuseAdmin(at, done.refusal, devicesPath);
  return redirectTo(reply, devicesPath, { kind: "success", code: "settings.device.done" });
}
