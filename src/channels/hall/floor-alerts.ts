import { leftClients } from "../../acts/index.ts";
import {
  type CounterState,
  canCall,
  centresOffice,
  type Hall,
  isCalling,
  isThere,
} from "../../centres/index.ts";
import { signedOutAmong } from "../../platform/auth/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { attr, csrfField, html, type SafeHtml } from "../components/index.ts";
import type { Free } from "./floor-counters.ts";
import type { FloorDesk } from "./floor-desk.ts";
import { letterOf, timeIn } from "./place.ts";

/** Who is not called any more before the hall closes, unless more counters open. */
export function latePart({ deps, t, centre }: FloorDesk, { late }: Hall): SafeHtml | null {
  if (!late) return null;
  const count = late.byTopic.reduce((sum, { tickets }) => sum + tickets, 0);
  const letters = late.byTopic.map(
    ({ topic, tickets }) => `${letterOf(centre, topic)} (${tickets})`,
  );
  const closes = timeIn(deps, late.closes);
  return html`
    <p class="f-warning">
      <strong>${t("floor.late", { count, closes, letters: letters.join(", ") })}</strong>${" "}
      <a class="govuk-link" href="/hall/${centre.id}/what-if">${t("hall.what-if.title")}</a>
    </p>
  `;
}

/** Who goes on with the client of an officer who has gone; nobody is chosen by mistake. */
const takeOver = (
  t: Translate,
  { counter, number, free }: { counter: string; number: string; free: Free },
): SafeHtml => html`<span class="f-serve">
  <label class="govuk-visually-hidden" for="left-${counter}">
    ${t("hall.floor.who", { counter })}
  </label>
  <select class="f-select" id="left-${counter}" name="officer">
    ${free.length > 1 ? html`<option value="">${t("component.choose-one")}</option>` : null}
    ${free.map((one) => html`<option value="${one.id}">${one.name}</option>`)}
  </select>
  <button class="f-button" type="submit" name="do" value="take-over">
    ${t("floor.left.take-over", { number })}</button></span>
`;

/**
 * Clients whose officer is not signed in any more: on top, with the ways to go on: another officer
 * does, they were served, or they are sent back.
 */
export function leftPart(
  { deps, t, centre, request, reply }: FloorDesk,
  hall: Hall,
  { nameOf, free }: { readonly nameOf: (officer: string) => string; readonly free: Free },
): SafeHtml | null {
  const left = leftClients(deps, hall);
  if (left.length === 0) return null;
  const lines = left.map(({ counter, officer, ticket: { id, number, status }, since }) => {
    const served =
      status === "serving" &&
      html`<button class="f-button" type="submit" name="do" value="served">
        ${t("floor.left.served", { number })}</button>`;
    const place = { counter, number, name: nameOf(officer), time: timeIn(deps, since) };
    return html`<li>${t("floor.left.at", place)}
      <form class="f-serve" method="post" action="/hall/${centre.id}/counters/${counter}">
        ${csrfField(request, reply)}<input type="hidden" name="ticket" value="${id}">
        <button class="f-button" type="submit" name="do" value="free">
          ${t("floor.left.go", { number })}</button>${served || null}
        ${free.length > 0 ? takeOver(t, { counter, number, free }) : null}</form></li>`;
  });
  return html`<div class="f-warning" role="alert">
    <strong>${t("floor.left.title", { count: left.length })}</strong><ul>${lines}</ul></div>`;
}

/** Operators who sit at no counter of any hall, are not on leave and have not signed out. */
export async function freeOperators({ deps, centre }: FloorDesk): Promise<Free> {
  const [all, planned] = await Promise.all([
    deps.officersWith(centresOffice, "operator"),
    deps.centres.roster.plannedNow(centre.id),
  ]);
  const ids = all.map(({ id }) => id);
  const [seated, gone] = await Promise.all([
    deps.centres.seatsOf(ids),
    signedOutAmong(deps.sql, ids, deps.clock()),
  ]);
  const free = all
    .filter(({ id, away }) => !away && !seated.has(id) && !gone.has(id))
    .map(({ id, name }) => ({
      ...{ id, name, planned: planned.find(({ officer }) => officer === id)?.counter },
    }));
  return free.toSorted((a, b) => Number(!a.planned) - Number(!b.planned));
}

/** How many wait for this topic that no open counter can call. */
const waitingFor = (topic: string, { queue, counters }: Hall): number =>
  queue
    .filter((one) => one.topic === topic)
    .filter((one) => !counters.some((each) => each.open && isThere(each) && canCall(each, one)))
    .length;

/**
 * Letters for which nobody calls: people wait and no counter is open for it, or the only open ones
 * have a break, which is said while it lasts, or call others for longer than the hall's target.
 * Each with the one press that helps. `openingOrder`: where a what-if has told it already.
 */
export async function unserved(
  desk: FloorDesk,
  hall: Hall,
  free: Free,
  openingOrder?: readonly string[],
): Promise<SafeHtml | null> {
  const { t } = desk;
  const idle = hall.topics.filter(({ openCounters }) => openCounters === 0);
  const resting = idle.flatMap((topic) => {
    const counter = hall.counters.find(
      (one) => one.breakUntil && isThere(one) && one.topics.includes(topic.id),
    );
    return counter ? [{ topic, counter }] : [];
  });
  const lines = idle
    .filter((topic) => !resting.some((each) => each.topic === topic))
    .map((topic) => ({ ...topic, waiting: waitingFor(topic.id, hall) }))
    .filter(({ waiting }) => waiting > 0);
  const passed = hall.topics.filter(({ isPassedOver }) => isPassedOver);
  if (lines.length + resting.length + passed.length === 0) return null;
  const count = lines.reduce((sum, { waiting }) => sum + waiting, 0);
  const order = openingOrder ?? (await desk.deps.centres.toOpen(hall.centre.id));
  // Nobody is offered for two counters; one counter may help two letters.
  let left = free;
  const openings: Opening[] = [];
  const each = (id: string, words: string) => {
    const counter = order.find((one) =>
      hall.counters.some(({ id: at, topics }) => at === one && topics.includes(id)),
    );
    const opening = openings.find((one) => one.counter === counter) ?? toOpen(counter, left);
    if (opening) openings.push(opening);
    left = left.filter((one) => one !== opening?.officer);
    const help = serveIt(desk, { topic: id, counters: hall.counters, opening, left });
    return html`<li>${words} ${help}</li>`;
  };
  const named = ({ letter, name }: Hall["topics"][number]) => `${letter} · ${t.words(name)}`;
  const unopened = lines.map((topic) => {
    const coming = hall.counters.find((one) => one.awaited && one.topics.includes(topic.id));
    const words = coming && `${named(topic)}: ${t("floor.awaited-at", { counter: coming.id })}`;
    return each(topic.id, words ?? named(topic));
  });
  const others = passed.map((topic) =>
    each(topic.id, `${named(topic)}: ${t("floor.serve.waiting", { count: topic.waiting })}`),
  );
  const paused = resting.map(({ topic, counter }) =>
    each(topic.id, `${named(topic)}: ${restWords(desk, topic.waiting, counter)}`),
  );
  return html`
    ${
      lines.length > 0
        ? html`<div class="f-warning">
      <strong>${t("hall.floor.unserved", { count })}</strong><ul>${unopened}</ul></div>`
        : null
    }
    ${
      passed.length > 0
        ? html`<div class="f-warning">
      <strong>${t("floor.serve.passed")}</strong><ul>${others}</ul></div>`
        : null
    }
    ${
      resting.length > 0
        ? html`<div class="f-warning">
      <strong>${t("hall.floor.on-break")}</strong><ul>${paused}</ul></div>`
        : null
    }
  `;
}

const restWords = (desk: FloorDesk, count: number, { id, breakUntil }: CounterState): string =>
  desk.t("hall.floor.on-break-at", {
    ...{ count, counter: id },
    until: breakUntil ? timeIn(desk.deps, breakUntil) : "–",
  });

interface Opening {
  readonly counter: string;
  /** Whom the roster has there now, or the only one who is free; else it is asked. */
  readonly officer: Free[number] | undefined;
}

/** Who opens this counter; undefined where there is none to open, or nobody is free. */
function toOpen(counter: string | undefined, free: Free): Opening | undefined {
  if (counter === undefined || free.length === 0) return undefined;
  const planned = free.find((one) => one.planned === counter);
  return { counter, officer: planned ?? (free.length === 1 ? free[0] : undefined) };
}

/** One press that opens the counter; without one, to a counter that calls and can take it on. */
function serveIt(
  desk: FloorDesk,
  {
    topic,
    counters,
    opening,
    left,
  }: {
    readonly topic: string;
    readonly counters: Hall["counters"];
    readonly opening: Opening | undefined;
    readonly left: Free;
  },
): SafeHtml | null {
  const { t, centre, request, reply } = desk;
  const path = `/hall/${centre.id}/counters`;
  if (!opening) {
    const open = counters.filter(isCalling);
    const able = open.find(({ topics }) => topics.includes(topic));
    if (able) return callItFirst(desk, "first", able.id, topic);
    const [calling] = open;
    return calling ? callItFirst(desk, "take-on", calling.id, topic) : null;
  }
  const { counter, officer } = opening;
  const id = `serve-${topic}`;
  const who = officer
    ? html`<input type="hidden" name="officer" value="${officer.id}">`
    : html`
      <label class="govuk-visually-hidden" for="${id}">${t("hall.floor.who", { counter })}</label>
      <select class="f-select" id="${id}" name="officer"${attr("required", true)}>
        <option value="">${t("component.choose-one")}</option>
        ${left.map((one) => html`<option value="${one.id}">${one.name}</option>`)}
      </select>`;
  const words = officer
    ? t("floor.serve.open", { counter, name: officer.name })
    : t("floor.serve.open-asked", { counter });
  return html`<form class="f-serve" method="post" action="${path}/${counter}">
    ${csrfField(request, reply)}${who}<input type="hidden" name="for" value="${topic}">
    <button class="f-button" type="submit" name="do" value="open">${words}</button></form>`;
}

/** One press by which an open counter calls this letter first, which it may have to take on. */
function callItFirst(
  { t, centre, request, reply }: FloorDesk,
  act: "first" | "take-on",
  counter: string,
  topic: string,
): SafeHtml {
  const words = t(`floor.serve.${act}`, { counter, letter: letterOf(centre, topic) });
  return html`<form class="f-serve" method="post" action="/hall/${centre.id}/counters/${counter}">
    ${csrfField(request, reply)}<input type="hidden" name="for" value="${topic}">
    <button class="f-button" type="submit" name="do" value="${act}">${words}</button></form>`;
}
