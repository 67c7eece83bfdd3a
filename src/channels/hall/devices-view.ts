import { deviceDays, type HallDevice, offSince } from "../../centres/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import {
  csrfField,
  details,
  html,
  input,
  type SafeHtml,
  select,
  table,
  tag,
} from "../components/index.ts";
import type { FloorDesk } from "./floor-desk.ts";

const kindOf = ({ kind, printer }: Pick<HallDevice, "kind" | "printer">) =>
  kind === "kiosk" && printer ? "kiosk-with-printer" : kind;

/**
 * Screens of this hall, folded: which there are, how one is shut out, and how this browser becomes
 * one. Unfolded where something about a screen was refused.
 */
export async function devicesPart(desk: FloorDesk, refusal?: Refusal): Promise<SafeHtml> {
  const { deps, t, centre } = desk;
  const press = (what: ReturnType<typeof kindOf>) =>
    html`
      <button
        class="govuk-button govuk-button--secondary"
        type="submit"
        name="kind"
        value="${what}"
      >
        ${t(`hall.devices.${what}`)}
      </button>
    `;
  const name = input(
    {
      ...{ id: "device-name", name: "name", label: t("floor.device.name"), width: 20 as const },
      ...{ hint: t("floor.device.name-hint"), maxlength: 60, autocomplete: "off", optional: true },
    },
    t,
  );
  const isAbout = refusal?.code === "hall.code-unknown" || refusal?.code === "hall.device-unknown";
  const since = new Date(deps.clock().getTime() - deviceDays * 24 * 3600_000);
  const devices = await deps.centres.devices.ofCentre(centre.id, since);
  const off = devices.filter((device) => offSince(device, deps.clock())).length;
  const title = t("hall.devices.title");
  const summary = off > 0 ? `${title}: ${t("floor.device.off", { count: off })}` : title;
  const content = html`
      <p class="govuk-body">
        <a class="govuk-link" href="/hall/${centre.id}/board">${t("hall.board.title")}</a> ·${" "}
        <a class="govuk-link" href="/hall/${centre.id}/kiosk">${t("hall.kiosk.title")}</a>
      </p>
      ${await deviceTable(desk, devices)}${codeForm(desk, refusal)}
      <p class="govuk-body">${t("hall.devices.text", { days: deviceDays })}</p>
      <form method="post" action="/hall/${centre.id}/devices">
        ${csrfField(desk.request, desk.reply)}${name}
        <div class="f-devices__form">
          ${press("kiosk")}${press("kiosk-with-printer")}${press("board")}
        </div>
      </form>
  `;
  return html`
    <section class="f-devices">${details(summary, content, isAbout)}</section>
  `;
}

/** The field of the code: what is wrong with it is said there. */
export const codeField = "pairing-code";

/** The six digits that a screen shows: it becomes one of this hall without a sign-in there. */
function codeForm(
  { deps, t, centre, request, reply }: FloorDesk,
  refusal: Refusal | undefined,
): SafeHtml {
  const wrong = refusal?.code === "hall.code-unknown" ? refusal : undefined;
  const form = formOf(request);
  const typed = (name: string) => (wrong ? textOf(form, name) : "");
  const error = wrong && t.refusal(wrong);
  const kinds = (["kiosk", "kiosk-with-printer", "board"] as const).map((value) => ({
    ...{ value, text: t(`floor.device.is-${value}`) },
  }));
  const address = `${deps.baseUrl}/hall/${centre.id}/screen`;
  const code = { id: codeField, name: "code", label: t("floor.pairing.code"), error };
  const named = { id: "pairing-name", name: "name", label: t("floor.device.name") };
  const kind = { id: "pairing-kind", name: "kind", label: t("floor.device.kind"), items: kinds };
  return html`
    <h3 class="govuk-heading-s">${t("floor.pairing.lead")}</h3>
    <form method="post" action="/hall/${centre.id}/devices/code">
      ${csrfField(request, reply)}
      ${input(
        {
          ...{ ...code, hint: t("floor.pairing.hint", { address }), inputmode: "numeric" },
          ...{ width: 5, maxlength: 7, autocomplete: "off", value: typed("code") },
        },
        t,
      )}
      ${select({ ...kind, value: typed("kind") }, t)}
      ${input(
        {
          ...{ ...named, value: typed("name"), width: 20, maxlength: 60 },
          ...{ autocomplete: "off", optional: true },
        },
        t,
      )}
      <button class="govuk-button" type="submit">${t("floor.pairing.lead")}</button>
    </form>
  `;
}

async function deviceTable(
  desk: FloorDesk,
  devices: readonly HallDevice[],
): Promise<SafeHtml | null> {
  const { deps, t, centre } = desk;
  if (devices.length === 0) return null;
  const names = await deps.officerNames(devices.flatMap(({ givenBy }) => givenBy ?? []));
  const { timeZone } = deps.catalogue.jurisdiction;
  const columns = ["name", "kind", "given", "seen", "act"] as const;
  return table({
    caption: t("floor.device.list"),
    columns: columns.map((column) => ({ text: t(`floor.device.${column}`) })),
    rows: devices.map((device) => [
      device.name || "–",
      t(`floor.device.is-${kindOf(device)}`),
      html`${t.day(device.givenAt, timeZone)}<br>${names.get(device.givenBy ?? "") ?? "–"}`,
      offSince(device, deps.clock())
        ? tag(t("floor.device.off-since", { at: t.dateTime(device.seenAt, timeZone) }), "bad")
        : t.dateTime(device.seenAt, timeZone),
      html`
        <form method="post" action="/hall/${centre.id}/devices/${device.id}/revoke">
          ${csrfField(desk.request, desk.reply)}
          <button class="f-button" type="submit">
            ${t("floor.device.revoke")}<span class="govuk-visually-hidden"> ${device.name}</span>
          </button>
        </form>
      `,
    ]),
  });
}
