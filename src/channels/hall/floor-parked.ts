import type { Hall } from "../../centres/index.ts";
import { clockTime } from "../../kernel/index.ts";
import { type SafeHtml, table } from "../components/index.ts";
import { minutesSince } from "./floor-counters.ts";
import { type Place, timeIn } from "./place.ts";

/** Clients who are to come back: ticket, reason, their counter, and since when they are away. */
export function parkedTable(
  { deps, t }: Place,
  { parked, counters, topics }: Hall,
  nameOf: (officer: string) => string,
): SafeHtml | null {
  if (parked.length === 0) return null;
  const { timeZone } = deps.calendar();
  const now = deps.clock();
  const topicOf = (id: string) => {
    const queue = topics.find((topic) => topic.id === id);
    return queue ? `${queue.letter} · ${t.words(queue.name)}` : id;
  };
  const whose = (id: string | null) => {
    const seat = counters.find((counter) => counter.id === id);
    if (!seat?.officer) return t("hall.floor.parked-any", { counter: id ?? "–" });
    return `${seat.id} · ${nameOf(seat.officer)}`;
  };
  const since = (at: Date) =>
    `${clockTime(at, timeZone)} (${t("hall.floor.minutes", { count: minutesSince(at, now) })})`;
  return table({
    caption: t("hall.floor.parked"),
    columns: (
      [
        "hall.board.ticket",
        "hall.floor.topic",
        "hall.floor.parked-since",
        "hall.board.counter",
      ] as const
    ).map((key) => ({ text: t(key) })),
    rows: parked.map((each) => [
      each.number,
      topicOf(each.topic),
      each.missedAt
        ? `${since(each.since)} · ${t("counter.missed", { time: timeIn(deps, each.missedAt) })}`
        : since(each.since),
      whose(each.counter),
    ]),
  });
}
