import type { Access } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, table } from "../../components/index.ts";
import { whoActs } from "../public/facts.ts";

/** Who of the staff has looked at a file, newest first. Pure. */
export function seenView(
  seen: readonly Access[],
  names: ReadonlyMap<string, string>,
  catalogue: Catalogue,
  t: Translate,
): SafeHtml {
  const zone = catalogue.jurisdiction.timeZone;
  const list = table({
    caption: t("application.seen-by"),
    captionHidden: true,
    columns: [
      { text: t("apply.seen.name") },
      { text: t("service.authority") },
      { text: t("apply.seen.when") },
    ],
    rows: seen.map(({ officer, authority, at }) => [
      names.get(officer) ?? t("apply.seen.unknown"),
      whoActs(catalogue, { authority }, t),
      t.dateTime(at, zone),
    ]),
    empty: t("apply.seen.nobody"),
  });
  return html`<h1 class="govuk-heading-l">${t("application.seen-by")}</h1><p class="govuk-body">${t("apply.seen.lead")}</p>${list}`;
}
