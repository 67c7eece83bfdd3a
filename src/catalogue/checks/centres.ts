import { dateOf } from "../../kernel/index.ts";
import type { Finding } from "../catalogue.ts";
import type { Centre, Lang, Provenance, Words } from "../model.ts";
import type { Path, YamlFile } from "../yaml-file.ts";

type Report = (path: Path, message: string, mend: string) => void;

/** Mistakes in a centre whose structure is sound. */
export function wrongWithCentre(
  file: YamlFile,
  centre: Centre,
  languages: readonly Lang[],
  services: readonly string[],
): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (path, message, mend) =>
    findings.push(file.finding([centre.id, ...path], message, mend));
  unnamed(centre, languages, report);
  unsourced(centre, report);
  wrongTopics(centre, services, report);
  wrongCounters(centre, report);
  wrongCallOuts(centre, report);
  wrongTimes(centre, report);
  wrongClosings(centre, report);
  return findings;
}

function unnamed(centre: Centre, languages: readonly Lang[], report: Report): void {
  const namedTexts: [Path, Words][] = [
    [["name"], centre.name],
    [["address"], centre.address],
    ...(centre.directions ? [[["directions"], centre.directions] satisfies [Path, Words]] : []),
    ...centre.topics.map(({ id, name }): [Path, Words] => [["topics", id, "name"], name]),
    ...centre.groups.map(({ id, name }): [Path, Words] => [["groups", id, "name"], name]),
    ...(centre.closings ?? []).map(({ reason }, i): [Path, Words] => {
      return [["closings", i, "reason"], reason];
    }),
    ...(centre.stops ?? []).map(({ place }, i): [Path, Words] => [["stops", i, "place"], place]),
  ];
  for (const [path, words] of namedTexts)
    for (const lang of languages)
      if (words[lang] === undefined)
        report(path, `\`${path.join(".")}\` has no name in \`${lang}\``, `add \`${lang}:\``);
}

function unsourced(centre: Centre, report: Report): void {
  const mend = "add `source:` and `checkedOn:`, or `illustrative: true` where nobody confirmed it";
  const facts: [Path, Provenance][] = [
    [[], centre],
    [["rules"], centre.rules],
    ...centre.groups.map((group): [Path, Provenance] => [["groups", group.id], group]),
    ...(centre.callOuts ? [[["callOuts"], centre.callOuts] satisfies [Path, Provenance]] : []),
  ];
  for (const [path, { source, checkedOn, illustrative }] of facts)
    if (!illustrative && !(source && checkedOn))
      report(path, `\`${[centre.id, ...path].join(".")}\` has no source`, mend);
}

function wrongTopics({ topics, counters }: Centre, services: readonly string[], report: Report) {
  const letters = new Map<string, string>();
  const places = new Map<string, string>();
  const served = new Set(counters.flatMap((counter) => counter.topics));
  for (const { id, letter, services: own } of topics) {
    const path: Path = ["topics", id];
    const first = letters.get(letter);
    if (first)
      report([...path, "letter"], `\`${first}\` has the letter ${letter} as well`, "use another");
    letters.set(letter, id);
    if (!served.has(id)) report(path, `no counter serves \`${id}\``, "add it to a counter");
    for (const [i, service] of own.entries()) {
      const at: Path = [...path, "services", i];
      if (!services.includes(service))
        report(at, `the service \`${service}\` is unknown`, `use one of: ${services.join(", ")}`);
      const other = places.get(service);
      if (other)
        report(at, `\`${service}\` stands under \`${other}\` as well`, "remove one of the two");
      places.set(service, id);
    }
  }
}

function wrongCounters({ topics, counters }: Centre, report: Report): void {
  const ids = topics.map(({ id }) => id);
  for (const counter of counters)
    for (const [i, topic] of counter.topics.entries())
      if (!ids.includes(topic))
        report(
          ["counters", counter.id, i],
          `the topic \`${topic}\` is unknown at counter ${counter.id}`,
          `use one of: ${ids.join(", ")}`,
        );
}

function wrongCallOuts({ topics, callOuts }: Centre, report: Report): void {
  for (const [i, topic] of (callOuts?.topics ?? []).entries())
    if (!topics.some(({ id }) => id === topic))
      report(
        ["callOuts", "topics", i],
        `the topic \`${topic}\` is unknown`,
        `use one of: ${topics.map(({ id }) => id).join(", ")}`,
      );
}

function wrongTimes({ kind, hours, stops = [] }: Centre, report: Report): void {
  if (kind === "hall" && hours.length === 0)
    report([], "a hall has no `hours`", "say when it is open");
  if (kind === "mobile" && stops.length === 0)
    report([], "a mobile unit has no `stops`", "say where it stands when");
  overlaps(
    hours.map((span) => ({ ...span, on: `weekday ${span.weekday}` })),
    (message) => report(["hours"], message, "mend the times"),
  );
  overlaps(
    stops.map((stop) => ({ ...stop, on: stop.day })),
    (message) => report(["stops"], message, "mend the times"),
  );
}

function wrongClosings({ closings = [] }: Centre, report: Report): void {
  for (const [i, { firstDay, lastDay, from, until }] of closings.entries()) {
    const path: Path = ["closings", i];
    for (const [key, date] of Object.entries({ firstDay, lastDay })) {
      const [year = "", month = "", day = ""] = date.split("-");
      if (dateOf(day, month, year) !== date)
        report([...path, key], `\`${date}\` is no day`, "write it as YYYY-MM-DD");
    }
    if (lastDay < firstDay)
      report([...path, "lastDay"], "it ends before it begins", "let `lastDay` be the later day");
    if (from !== undefined && until !== undefined && until <= from)
      report([...path, "until"], "it ends before it begins", "let `until` be the later time");
  }
}

interface Timed {
  readonly on: string;
  readonly opens: string;
  readonly closes: string;
}

function overlaps(spans: readonly Timed[], tell: (message: string) => void): void {
  const sorted = [...spans].sort((a, b) => (a.opens < b.opens ? -1 : 1));
  const until = new Map<string, string>();
  for (const { on, opens, closes } of sorted) {
    if (opens >= closes) tell(`on ${on} it closes at ${closes} before it opens at ${opens}`);
    if (opens < (until.get(on) ?? "")) tell(`two spans of ${on} overlap at ${opens}`);
    until.set(on, closes);
  }
}
