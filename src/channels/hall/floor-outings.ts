import { html, type SafeHtml, table } from "../components/index.ts";
import type { FloorDesk } from "./floor-desk.ts";

/** Visits at home that people have ordered: those to be planned first, then those that are. No address. */
export async function outingsShown({ deps, centre, t }: FloorDesk): Promise<SafeHtml | null> {
  const open = await deps.outings.openOf(centre.id);
  if (open.length === 0) return null;
  const topicName = (id: string) => t.words(centre.topics.find((topic) => topic.id === id)?.name);
  const order = [...open].sort((a, b) => Number(a.day !== null) - Number(b.day !== null));
  const { timeZone } = deps.catalogue.jurisdiction;
  return table({
    caption: t("hall.outings.title"),
    columns: [
      { text: t("hall.outings.wished") },
      { text: t("hall.floor.topic") },
      { text: t("hall.outings.planned") },
    ],
    rows: order.map(({ wishedDay, topic, from }) => [
      t.date(wishedDay),
      topicName(topic),
      from === null ? html`<strong>${t("hall.outings.open")}</strong>` : t.dateTime(from, timeZone),
    ]),
  });
}
