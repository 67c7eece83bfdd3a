import type { CallOut } from "../../centres/index.ts";
import { html, type SafeHtml, table } from "../components/index.ts";
import { timesOf } from "./call-out-words.ts";
import type { FloorDesk } from "./floor-desk.ts";

/**
 * Visits at home that people have ordered: those to be planned first, then those that are. No
 * address.
 */
export async function callOutsShown(desk: FloorDesk): Promise<SafeHtml | null> {
  const { deps, centre, t } = desk;
  const open = await deps.callOuts.openOf(centre.id);
  if (open.length === 0) return null;
  const topicName = (id: string) => t.words(centre.topics.find((topic) => topic.id === id)?.name);
  const order = [...open].sort((a, b) => Number(a.day !== null) - Number(b.day !== null));
  const list = table({
    caption: t("hall.outings.title"),
    columns: [
      { text: t("hall.outings.wished") },
      { text: t("hall.floor.topic") },
      { text: t("hall.outings.planned") },
    ],
    rows: order.map((callOut) => [
      html`
        <a class="govuk-link" href="/hall/${centre.id}/call-outs/${callOut.id}">
          ${t.date(callOut.wishedDay)}
        </a>
      `,
      topicName(callOut.topic),
      callOut.from === null
        ? html`<strong>${t("hall.outings.open")}</strong>`
        : timesOf(deps, callOut, t),
    ]),
  });
  return html`${list}${sheetLinks(desk, open)}`;
}

/** A sheet to print for each day on which a team goes out. */
function sheetLinks({ centre, t }: FloorDesk, open: readonly CallOut[]): SafeHtml | null {
  const days = [...new Set(open.flatMap(({ day }) => day ?? []))].sort();
  if (days.length === 0) return null;
  const each = days.map(
    (day) =>
      html`
        <li><a class="govuk-link" href="/hall/${centre.id}/day-sheet/${day}">${t.date(day)}</a></li>
      `,
  );
  return html`
    <h2 class="govuk-heading-s">${t("floor.sheet.title")}</h2>
    <ul class="govuk-list">${each}</ul>
  `;
}
