import type { Definition, Treaty } from "../../../catalogue/index.ts";
import { sideOf, treatiesRead } from "../../../explain/index.ts";
import { callOf } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";
import { bullets, entitlementIn } from "../../questions/index.ts";
import { whenIn } from "./facts.ts";
import { folded } from "./service-needs.ts";
import type { ServiceParts } from "./service-parts.ts";

/** Every entitlement that the service can give, each with its condition. */
export function entitlementSection(parts: ServiceParts): SafeHtml | null {
  const { def, source, t } = parts;
  const { entitlements = [] } = def;
  if (entitlements.length === 0) return null;
  const items = entitlements.map(
    (each) =>
      html`
        ${entitlementIn(def, each, t)} ${source(each)}
        ${each.when ? html`<br><span class="hw-muted">${whenIn(parts, each)}</span>` : null}
      `,
  );
  return folded("entitlements", t("public.entitlements"), bullets(items));
}

/** Whether applications are taken now, in words with the days; nothing where they always are. */
export function callView({ def, today, source, t }: ServiceParts): SafeHtml | null {
  const now = callOf(def, today);
  if (now.state === "always") return null;
  const days = { opens: t.date(now.call.opens), closes: t.date(now.call.closes) };
  return html`
    <p class="govuk-body">
      <strong>${t(`public.call-${now.state}`, days)}</strong><br>${source(now.call)}
    </p>
  `;
}

/** No new applications today: the call is not open yet, or over. */
export const isShut = (def: Definition, today: string): boolean =>
  ["before", "closed"].includes(callOf(def, today).state);

/** The treaties on which the conditions or the answers rest, and how far each side has come. */
export function treatySection({ def, source, t }: ServiceParts): SafeHtml | null {
  const treaties = treatiesRead(def);
  if (treaties.length === 0) return null;
  return folded(
    "treaties",
    t("public.treaties"),
    bullets(treaties.map((each) => treatyIn(each, source, t))),
  );
}

function treatyIn(treaty: Treaty, source: ServiceParts["source"], t: Translate): SafeHtml {
  const signed =
    treaty.signedOn === undefined
      ? null
      : html`<br>${t("public.treaty-signed", { date: t.date(treaty.signedOn) })}`;
  const sides = treaty.parties.map(
    (party) =>
      html`
        <br>
        ${t.named(`public.party-${party.code}`)}: ${sideOf(party, { t })} ${source(party)}
      `,
  );
  return html`<strong>${t.words(treaty.title)}</strong>${signed} ${source(treaty)}${sides}`;
}
