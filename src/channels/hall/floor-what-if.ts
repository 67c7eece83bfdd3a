import type { FastifyReply } from "fastify";
import {
  type CountersSet,
  closedWhy,
  type Expecting,
  type HallWhatIf,
  mostHoursAhead,
} from "../../centres/index.ts";
import type { OfficerId } from "../../kernel/index.ts";
import { formOf, redirectTo, sendRefusal, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  backLink,
  button,
  csrfField,
  html,
  input,
  type SafeHtml,
  table,
  tag,
} from "../components/index.ts";
import { freeOperators, unserved } from "./floor-alerts.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { plannedPart, plannedSoon, showHall } from "./floor-page.ts";
import { letterOf, queryOf } from "./place.ts";

/** Numbers of the form, as they stand in the address: how many people an hour for which letter. */
function askedIn(desk: FloorDesk): Expecting {
  const query = queryOf(desk);
  const counts = desk.centre.topics.flatMap(({ id, letter }): [string, number][] => {
    const text = query.get(letter) ?? "";
    return /^\d{1,3}$/.test(text) ? [[id, Number(text)]] : [];
  });
  return Object.fromEntries(counts);
}

const minutes = (value: number, t: Translate): string =>
  value > mostHoursAhead * 60
    ? t("hall.what-if.longer", { count: mostHoursAhead })
    : t("hall.floor.minutes", { count: Math.round(value) });

/** Where somebody is called later than is looked at, the wait is at least so long. */
const leastOf = ({ isCut }: Answer, value: number, t: Translate): string =>
  isCut && value <= mostHoursAhead * 60
    ? t("hall.what-if.at-least", { wait: minutes(value, t) })
    : minutes(value, t);

/** The counters in the order of their numbers. */
const inOrder = (counters: readonly string[]): readonly string[] =>
  [...counters].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

type Answer = HallWhatIf["answers"][number];

const nothingToDo = ({ opens, closes }: Answer): boolean => opens.length + closes.length === 0;

const asNow = (answer: Answer): boolean => nothingToDo(answer) && !answer.planned;

/** What differs from now: "+ 7, 8", "− 3". */
const changes = ({ opens, closes }: Answer, t: Translate): string =>
  [
    opens.length > 0 && t("hall.what-if.opens", { counters: inOrder(opens).join(", ") }),
    closes.length > 0 && t("hall.what-if.closes", { counters: inOrder(closes).join(", ") }),
  ]
    .filter((words) => words !== false)
    .join("; ");

const isClosed = ({ deps, centre }: FloorDesk): boolean =>
  closedWhy(centre, deps.clock(), deps.calendar()) !== undefined;

/** What stands in the way of an answer. */
interface Present {
  /** Operators who sit nowhere. */
  readonly free: number;
  /** Counters with a client in hand. */
  readonly busy: readonly string[];
}

/** One press that carries the answer out; else how many operators are missing for it. */
function carryOut(desk: FloorDesk, answer: Answer, { free, busy }: Present) {
  const { t, centre, request, reply } = desk;
  const { opens, closes, counters } = answer;
  if (nothingToDo(answer) || isClosed(desk)) return "–";
  if (answer.worse) return t("hall.what-if.worse");
  // Whoever is called or served there is not left standing.
  const inHand = inOrder(closes.filter((counter) => busy.includes(counter)));
  const later =
    inHand.length > 0 &&
    html`
    <span>${t("floor.serve.in-hand", { counters: inHand.join(", ") })}</span>
  `;
  const missing = opens.length - closes.length - free;
  if (missing > 0) return t("hall.what-if.missing", { count: missing });
  const hidden = (name: string, value: readonly string[]) =>
    html`<input type="hidden" name="${name}" value="${value.join(" ")}">`;
  const heard = html`
    <span class="govuk-visually-hidden">: ${inOrder(counters).join(", ")}</span>
  `;
  return html`
    <form method="post" action="/hall/${centre.id}/what-if">
      ${csrfField(request, reply)}${hidden("open", opens)}${hidden("close", closes)}
      <button class="f-button f-button--open" type="submit">${t("hall.what-if.do")}${heard}</button>
      ${later || null}
    </form>
  `;
}

function whichWords({ centre, t }: FloorDesk, answer: Answer): SafeHtml {
  const letters = centre.topics.flatMap(({ id, letter }) =>
    answer.unserved.includes(id) ? [letter] : [],
  );
  const topics = letters.join(", ");
  const count = Math.round(answer.uncalled);
  const words =
    count > 0
      ? t("hall.what-if.uncalled", { count, topics })
      : t("hall.what-if.unserved", { topics });
  const lost = letters.length > 0 && html`<br><strong>${words}</strong>`;
  const differs = !nothingToDo(answer) && html`<br><span>${changes(answer, t)}</span>`;
  const counters = inOrder(answer.counters).join(", ");
  const asPlanned = answer.planned && html` ${tag(t("roster.as-planned"))}`;
  return html`<div>${counters}${asPlanned || null}${differs || null}${lost || null}</div>`;
}

/** Minutes by which a mean must change to be told: less is noise. */
const worthTelling = 1;

interface LetterChange {
  readonly id: string;
  /** In the order in which they are told. */
  readonly what: "served-then" | "longer-for" | "changed" | "lost";
  /** Mean minutes; null where some of its people are never called. */
  readonly before: number | null;
  readonly after: number | null;
}

const changeOrder: readonly LetterChange["what"][] = [
  ...(["served-then", "longer-for", "changed", "lost"] as const),
];

/**
 * What is different from now, topic by topic: those that nobody serves now come first, then those
 * that wait longer. A set is compared by the waits of everybody together, so there may be some.
 */
export function changesByTopic(
  { byTopic }: Pick<Answer, "byTopic">,
  now: Pick<Answer, "byTopic">,
): readonly LetterChange[] {
  const means = new Map(now.byTopic.map((one) => [one.id, one.meanWaitMinutes]));
  const all = byTopic.flatMap(({ id, meanWaitMinutes: after }): LetterChange[] => {
    const before = means.get(id) ?? null;
    const change = { id, before, after };
    if (after === null) return before === null ? [] : [{ ...change, what: "lost" }];
    if (before === null) return [{ ...change, what: "served-then" }];
    if (Math.abs(after - before) < worthTelling) return [];
    return [{ ...change, what: after > before ? "longer-for" : "changed" }];
  });
  const place = ({ what }: LetterChange) => changeOrder.indexOf(what);
  return all.toSorted((a, b) => place(a) - place(b));
}

function whomWords(desk: FloorDesk, answer: Answer, now: Answer | undefined) {
  const { centre, t } = desk;
  if (!now || asNow(answer)) return "–";
  const changed = changesByTopic(answer, now);
  if (changed.length === 0) return t("hall.what-if.same");
  const lines = changed.map(({ id, what, before, after }) => {
    const words = t(`hall.what-if.${what}`, {
      topic: letterOf(centre, id),
      before: minutes(before ?? 0, t),
      after: minutes(after ?? 0, t),
    });
    const isStrong = what === "served-then" || what === "longer-for";
    return isStrong ? html`<div><strong>${words}</strong></div>` : html`<div>${words}</div>`;
  });
  return html`<div>${lines}</div>`;
}

/** One counter opened, and nothing else. */
const isSingle = ({ opens, closes, planned }: Answer): boolean =>
  opens.length === 1 && closes.length === 0 && !planned;

function answers(desk: FloorDesk, { answers: all }: HallWhatIf, present: Present): SafeHtml {
  const { t } = desk;
  if (all.length === 0) return html`<p class="govuk-body">${t("hall.what-if.nobody")}</p>`;
  const now = all.find(asNow);
  // With somebody free it is told what their sitting down would bring, however little.
  const useful = all.filter(
    (answer) =>
      (present.free > 0 && isSingle(answer)) ||
      (!answer.noShorter && (answer.planned || !answer.worse)),
  );
  const shown = table({
    caption: t("hall.what-if.answers"),
    columns: [
      { text: t("hall.floor.open-counters") },
      { text: t("hall.what-if.which") },
      { text: t("hall.what-if.mean"), numeric: true },
      { text: t("hall.floor.longest"), numeric: true },
      { text: t("hall.what-if.whom") },
      { text: t("hall.what-if.carry-out") },
    ],
    rows: useful.map((answer) => [
      asNow(answer)
        ? t("hall.what-if.as-now", { count: answer.counters.length })
        : t.number(answer.counters.length),
      whichWords(desk, answer),
      leastOf(answer, answer.meanWaitMinutes, t),
      leastOf(answer, answer.longestWaitMinutes, t),
      whomWords(desk, answer, now),
      carryOut(desk, answer, present),
    ]),
  });
  const hidden = all.filter((answer) => !useful.includes(answer));
  const left = [
    hidden.some(({ noShorter }) => noShorter) && t("hall.what-if.no-shorter"),
    hidden.some(({ worse }) => worse) && t("hall.what-if.left-out"),
  ].flatMap((words) => words || []);
  return html`${shown}${left.map((words) => html`<p class="govuk-body">${words}</p>`)}`;
}

const countersIn = (text: string): readonly string[] => text.split(" ").filter((id) => id !== "");

/** POST /hall/:centre/what-if: opens and closes the counters of one answer. */
export async function carryOutWhatIf(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply } = desk;
  const form = formOf(request);
  const free = await freeOperators(desk);
  const planned = free.flatMap(({ id, planned: at }) => (at ? [[at, id as OfficerId]] : []));
  const done = await deps.centres.setCounters({
    ...{ centre: centre.id, by: desk.officer.id },
    open: countersIn(textOf(form, "open")),
    close: countersIn(textOf(form, "close")),
    free: free.map(({ id }) => id as OfficerId),
    planned: Object.fromEntries(planned),
  });
  if (!done.ok) return showHall(desk, done.refusal);
  const news = await newsOf(desk, done.value);
  return redirectTo(
    reply,
    `/hall/${centre.id}`,
    news === ""
      ? { kind: "notice", code: "hall.what-if.set.nothing" }
      : { kind: "success", code: "hall.what-if.done", facts: { news } },
  );
}

/** What was really done, and nothing of what was not. */
async function newsOf({ deps, t }: FloorDesk, set: CountersSet): Promise<string> {
  const { opened, closed, later, unopened, already } = set;
  const names = await deps.officerNames(opened.map(({ officer }) => officer));
  const seated = new Map(
    opened.map(({ counter, officer }) => [counter, `${counter} (${names.get(officer) ?? "–"})`]),
  );
  const moves = later.map(({ counter, to }) => (to === null ? counter : `${counter} → ${to}`));
  const parts = [
    ["opened", inOrder([...seated.keys()]).map((counter) => seated.get(counter) ?? counter)],
    ["closed", inOrder(closed)],
    ["later", inOrder(moves)],
    ["already", inOrder(already)],
    ["unopened", inOrder(unopened)],
  ] as const;
  return parts
    .filter(([, counters]) => counters.length > 0)
    .map(([part, counters]) => t(`hall.what-if.set.${part}`, { counters: counters.join(", ") }))
    .join(" ");
}

/** GET /hall/:centre/what-if: which counters to open for those who wait and are expected. */
export async function showWhatIf(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, t, centre, reply } = desk;
  const expecting = askedIn(desk);
  const free = await freeOperators(desk);
  const [outcome, soon, hall] = await Promise.all([
    deps.centres.whatIf(centre.id, { expecting, free: free.length }),
    plannedSoon(desk),
    deps.centres.hall(centre.id),
  ]);
  if (!outcome || !hall) return sendRefusal(reply, { kind: "not-found", code: "centre.not-found" });
  const fields = centre.topics.map(({ id, letter, name }) =>
    input(
      {
        ...{ id: letter, name: letter, label: `${letter} · ${t.words(name)}` },
        value: String(outcome.perHour[id] ?? 0),
        inputmode: "numeric",
        width: 4,
      },
      t,
    ),
  );
  const busy = hall.counters.flatMap(({ id, ticket, withoutTicket }) =>
    ticket || withoutTicket ? [id] : [],
  );
  const title = t("hall.what-if.title");
  const form = html`
    <form method="get" action="/hall/${centre.id}/what-if" class="f-whatif">
      <h2 class="govuk-heading-m">${t("hall.what-if.expected")}</h2>
      <div class="f-whatif__fields">${fields}</div>
      ${button({ text: t("hall.what-if.submit") })}
    </form>
  `;
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${isClosed(desk) ? html`<p class="f-closed">${t("hall.what-if.closed")}</p>` : null}
    ${await unserved(desk, hall, free, outcome.toOpen)}
    <p class="govuk-body">
      ${t("hall.what-if.present", { count: outcome.waiting })}${" "}
      ${t("hall.what-if.text", { hours: t.number(Math.round(outcome.hours * 10) / 10) })}
    </p>
    ${await plannedPart(desk, soon)}${answers(desk, outcome, { free: free.length, busy })}${form}
  `;
  return showFloor(desk, { title, content });
}
