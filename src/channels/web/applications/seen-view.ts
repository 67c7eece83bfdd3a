import { paperTitle } from "../../../acts/index.ts";
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
  const rows = seen.map(({ officer, authority, at, ...look }) => [
    names.get(officer) ?? t("apply.seen.unknown"),
    whoActs(catalogue, { authority }, t),
    lookedAt(app, look, t),
    t.dateTime(at, zone),
  ]);
  const list = table({
    caption: t("application.seen-by"),
    captionHidden: true,
    columns: [
      { text: t("apply.seen.name") },
      { text: t("service.authority") },
      { text: t("apply.seen.what") },
      { text: t("apply.seen.when") },
    ],
    rows: onceEach(rows, t),
    empty: t("apply.seen.nobody"),
  });
  return html`<h1 class="govuk-heading-l">${t("application.seen-by")}</h1><p class="govuk-body">
    ${t("apply.seen.lead")}</p>${list}`;
}

/** The same in the same minute is one row that says how often. */
export function onceEach(
  rows: readonly (readonly string[])[],
  t: Translate,
): readonly (readonly string[])[] {
  const groups = Map.groupBy(rows, (row) => row.join("\n"));
  return [...groups.values()].flatMap(([row, ...more]) => {
    const when = row?.at(-1);
    if (!row || when === undefined) return [];
    const last = more.length === 0 ? when : t("me.times", { when, times: more.length + 1 });
    return [[...row.slice(0, -1), last]];
  });
}

/**
 * What an officer saw, in words, and why where it was not their work. A paper that the form no
 * longer names is a paper still.
 */
export function lookedAt(
  { definition }: Pick<Application, "definition">,
  { what, purpose }: Pick<Access, "what" | "purpose">,
  t: Translate,
): string {
  const seen = seenWords(definition, what, t);
  return purpose ? `${seen}, ${t(`apply.seen.purpose.${purpose}`)}` : seen;
}

function seenWords(definition: Application["definition"], what: string, t: Translate): string {
  if (what === "list") return t("apply.seen.list");
  if (what === "export") return t("apply.seen.export");
  if (!what.startsWith("file:")) return t("apply.seen.case");
  const title = paperTitle(t, definition, what.slice("file:".length));
  return t("apply.seen.file", { title: title || t("form.documents") });
}
