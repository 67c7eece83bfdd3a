import {
  type Day,
  type QueuePolicy,
  type Served,
  simulateDay,
} from "../../src/centres/queue/index.ts";
import { ascending, jain, mean, quantile } from "./statistics.ts";

/** What a policy did on each of the days. */
export interface Record {
  readonly name: string;
  readonly days: readonly (readonly Served[])[];
}

export const waitOf = ({ visit, calledAt }: Served): number => calledAt - visit.ticket.since;

export const record = (name: string, policy: QueuePolicy, days: readonly Day[]): Record => ({
  name,
  days: days.map((day) => simulateDay(day, policy)),
});

export const waitsOf = ({ days }: Record): number[] => days.flatMap((day) => day.map(waitOf));

/**
 * Whether more than so many who came later were called before this one: of everybody, the share.
 */
function shareOvertaken({ days }: Record, by: number): number {
  const shares = days.map((day) => {
    // In the order of the calls: those called before, and who came later.
    const overtaken = day.filter(
      ({ visit }, i) =>
        day.slice(0, i).filter((other) => other.visit.ticket.since > visit.ticket.since).length >
        by,
    );
    return overtaken.length / day.length;
  });
  return mean(shares);
}

/**
 * How many were called after somebody of the same series who came later. Whoever missed a call is
 * left out: they had their turn.
 */
export const overtakenInLine = ({ days }: Record): number =>
  days.flatMap((day) => {
    const lines = Map.groupBy(day, ({ visit }) => visit.ticket.line);
    return [...lines.values()].flatMap((line) =>
      line.filter(
        ({ visit }, i) =>
          visit.missedCalls === 0 &&
          line.slice(0, i).some((other) => other.visit.ticket.since > visit.ticket.since),
      ),
    );
  }).length;

export function topicMeans({ days }: Record): number[] {
  const topics = Map.groupBy(days.flat(), ({ visit }) => visit.ticket.topic);
  return [...topics.values()].map((served) => mean(served.map(waitOf)));
}

const OVERTAKERS = 10;
/** An appointment is kept when its person is called at most so long after its time. */
const KEPT_MINUTES = 10;

/** Of the appointments that were not void, the share that was called in time. */
export function keptShare({ days }: Record): number {
  const promised = days
    .flat()
    .flatMap(({ visit: { ticket }, calledAt }) =>
      ticket.appointment === undefined ? [] : [calledAt - ticket.appointment <= KEPT_MINUTES],
    );
  return promised.filter(Boolean).length / promised.length;
}

/** One line of the table: minutes, and shares as percent. */
export function lineOf(kept: Record): (string | number)[] {
  const all = kept.days.flat();
  const waits = ascending(all.map(waitOf));
  const topics = topicMeans(kept);
  const first = all.filter(({ visit }) => visit.ticket.priority).map(waitOf);
  const share = (part: number) => `${Math.round(part * 100)} %`;
  return [
    kept.name,
    ...[mean(waits), quantile(waits, 0.9), quantile(waits, 0.99), waits.at(-1) ?? 0].map((value) =>
      value.toFixed(1),
    ),
    mean(first).toFixed(1),
    share(keptShare(kept)),
    share(shareOvertaken(kept, OVERTAKERS)),
    jain(topics).toFixed(3),
    (Math.max(...topics) / Math.min(...topics)).toFixed(2),
  ];
}

export const HEADINGS = [
  ...["policy", "mean", "p90", "p99", "max", "priority", "kept", `>${OVERTAKERS} before`],
  ...["Jain", "worst/best"],
];

/** Columns as wide as they need. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = HEADINGS.map((_, i) => Math.max(...rows.map((row) => `${row[i]}`.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) =>
          i === 0 ? `${cell}`.padEnd(widths[i] ?? 0) : `${cell}`.padStart(widths[i] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}
