import type { Access, Application } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, table } from "../../components/index.ts";
import { whoActs } from "../public/facts.ts";

/** Who of the staff has looked at a file, newest first. Pure. */
export function seenView(
  app: Pick<Application, "definition">,
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
      { text: t("apply.seen.what") },
      { text: t("apply.seen.when") },
    ],
    rows: seen.map(({ officer, authority, at, what }) => [
      names.get(officer) ?? t("apply.seen.unknown"),
      whoActs(catalogue, { authority }, t),
      lookedAt(app, what, t),
      t.dateTime(at, zone),
    ]),
    empty: t("apply.seen.nobody"),
  });
  return html`<h1 class="govuk-heading-l">${t("application.seen-by")}</h1><p class="govuk-body">
    ${t("apply.seen.lead")}</p>${list}`;
}

/**
 * `case` or `file:<document>`, in words; a paper that the form no longer names is a paper still.
 */
function lookedAt({ definition }: Pick<Application, "definition">, what: string, t: Translate) {
  if (!what.startsWith("file:")) return t("apply.seen.case");
  const paper = definition.documents.find(({ id }) => `file:${id}` === what);
  return t("apply.seen.file", { title: paper ? t.words(paper.title) : t("form.documents") });
}
