import { paperTitle } from "../../../acts/index.ts";
import { type Access, type Application, type DayOfLooks, onceADay } from "../../../cases/index.ts";
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
  const rows = onceADay(seen, zone).map((day) => [
    names.get(day.look.officer) ?? t("apply.seen.unknown"),
    whoActs(catalogue, day.look, t),
    lookedAt(app, day.look, t),
    lookedWhen(day, zone, t),
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
    rows,
    empty: t("apply.seen.nobody"),
  });
  return html`<h1 class="govuk-heading-l">${t("application.seen-by")}</h1><p class="govuk-body">
    ${t("apply.seen.lead")}</p>${list}`;
}

/** When it was last, and how often on that day. */
export function lookedWhen(
  { look: { at }, times }: DayOfLooks<Access>,
  timeZone: string,
  t: Translate,
): string {
  const when = t.dateTime(at, timeZone);
  return times === 1 ? when : t("me.times", { when, times });
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
