import { onceADay } from "../../cases/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { details, html, type SafeHtml } from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { dateTime, part } from "./case-parts.ts";
import { documentTitle } from "./case-words.ts";
import { authorityName, type Desk } from "./desk.ts";

/** What of a file was seen, where it was neither the whole on a page nor a paper. */
const seenKeys: Readonly<Record<string, PlainKey>> = {
  list: "office-pages.find.listed",
  export: "office-pages.export.seen",
};

/** Who of the staff looked at the file: the same list that its person sees. */
export function accessPart(desk: Desk, file: CaseFile): SafeHtml {
  const { t } = desk;
  const what = (text: string) => {
    const [kind, more = ""] = text.split(":", 2);
    if (kind === "file") return documentTitle(t, file.application, text.slice("file:".length));
    if (kind !== "signed") return t(seenKeys[text] ?? "office.case");
    const seconds = Number(more);
    return more ? t("office-pages.stack.looked", { seconds }) : t("office-pages.stack.ticked");
  };
  const zone = desk.deps.catalogue.jurisdiction.timeZone;
  const days = onceADay(file.accesses, zone).slice(0, 50);
  const items = days.map(({ look: { at, officer, authority, what: seen, purpose }, times }) => {
    const when = dateTime(t, at, desk);
    const words = [
      times === 1 ? when : t("me.times", { when, times }),
      `${file.nameOf(officer)}, ${authorityName(desk, authority)}`,
      what(seen),
    ].join(" · ");
    return html`<li>
      ${purpose ? `${words}, ${t(`office-pages.find.purpose.${purpose}`)}` : words}
    </li>`;
  });
  const count = file.accesses.length;
  const list = html`<ul class="govuk-list">${items}</ul>`;
  return part("seen", t("application.seen-by"), details(t("office-pages.looks", { count }), list));
}
