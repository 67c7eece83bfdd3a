import type { FastifyReply } from "fastify";
import { longWaitOf, type Topic, type Wait } from "../../centres/index.ts";
import { formOf, redirectTo, sendRefusal, setCookie, statusOf } from "../../platform/http/index.ts";
import { attr, classes, csrfField, html, type SafeHtml } from "../components/index.ts";
import { kioskHome, kioskPage, kioskProblem } from "./kiosk-frame.ts";
import { kioskKeys } from "./kiosk-keys.ts";
import { ticketCookie } from "./kiosk-ticket.ts";
import { idleSeconds } from "./kiosk-topics.ts";
import { type Place, paramOf } from "./place.ts";
import { nothingTyped, parties, readTake, refusalWords, type Typed, topicOf } from "./take-form.ts";
import { type ChoiceAsked, type PhoneAsked, takeQuestions } from "./take-questions.ts";

/** Large buttons to touch, laid out in rows of their own width, each with more in small below. */
const choices = (
  asked: ChoiceAsked,
  width = "",
  more: (value: string) => SafeHtml | null = () => null,
): SafeHtml => {
  const { name, words, hint, items, value: chosen } = asked;
  const faces = items.map(
    ({ value, text }) => html`
      <label class="k-choice">
        <input
          class="k-choice__input"
          type="radio"
          name="${name}"
          value="${value}"${attr("checked", value === chosen)}
        >
        <span class="k-choice__face">${text}${more(value)}</span>
      </label>
    `,
  );
  return html`
    <fieldset class="k-ask">
      <legend class="k-ask__words">${words} <span class="k-ask__hint">${hint}</span></legend>
      <div class="${classes("k-choices", width !== "" && `k-choices--${width}`)}">${faces}</div>
    </fieldset>
  `;
};

const phoneInput = (place: Place, { name, words, hint, value }: PhoneAsked): SafeHtml =>
  html`
    <div class="k-ask">
      <label class="k-ask__words" for="${name}">
        ${words} <span class="k-ask__hint">${hint}</span>
      </label>
      <input
        class="k-input"
        id="${name}"
        name="${name}"
        type="tel"
        inputmode="tel"
        autocomplete="off"
        maxlength="20"${kioskKeys(place, "digits")}
        value="${value}"
      >
    </div>
  `;

/** Why a family waits longer, and that a booked time waits less where that is long. */
function waitNotes({ t, centre, deps }: Place, waits: ReadonlyMap<number, Wait>) {
  const each = [...waits.values()];
  const [alone, ...families] = each;
  const differs = families.some(({ toMinutes }) => toMinutes > (alone?.toMinutes ?? 0));
  const isLong = each.some(({ fromMinutes }) => fromMinutes > longWaitOf(centre));
  const { host } = new URL(deps.baseUrl);
  const address = `${host}/centres/${centre.id}/book`;
  if (!differs && !isLong) return null;
  return html`<p class="k-ask__note" id="wait-note">
    ${differs ? t("hall.take.family-wait") : null}${" "}
    ${isLong ? t("hall.take.book", { address }) : null}</p>`;
}

async function ask(place: Place, topic: Topic, typed: Typed, status = 200): Promise<FastifyReply> {
  const { t, deps, centre } = place;
  const waits = await deps.centres.waitsOfParties({ centre: centre.id, topic: topic.id }, parties);
  const waitBelow = (value: string) => {
    const wait = waits.get(Number(value));
    if (!wait) return null;
    const range = { from: wait.fromMinutes, to: wait.toMinutes };
    return html`<span class="k-choice__wait">${t("hall.take.wait", range)}</span>`;
  };
  const home = kioskHome(place);
  const title = t.words(topic.name);
  const { party, group, prepared, phone } = takeQuestions(place, typed, { needed: false });
  const content = html`
    <h1 class="k-title">${title}</h1>
    ${kioskProblem(typed.problem)}
    <form class="k-form" method="post" action="${home}/take/${topic.id}" novalidate>
      ${csrfField(place.request, place.reply)}<input type="hidden" name="key" value="${typed.key}">
      ${choices(party, "short", waitBelow)}${waitNotes(place, waits)}${group && choices(group)}
      <div class="k-pair">${choices(prepared, "two")}${phoneInput(place, phone)}</div>
      <button class="k-button k-button--wide" type="submit">${t("hall.take.submit")}</button>
    </form>
  `;
  return kioskPage(place, { title, content, status, back: `${home}/topics`, idle: idleSeconds });
}

const unknownTopic = ({ reply }: Place) =>
  sendRefusal(reply, { kind: "not-found", code: "centre.topic-unknown" });

/**
 * GET /hall/:centre/kiosk/take/:topic: who comes, and how long so many wait; whoever is alone and
 * in no hurry touches one
 * button.
 */
export async function askTake(place: Place): Promise<FastifyReply> {
  const topic = topicOf(place, paramOf(place.request, "topic"));
  return topic ? ask(place, topic, nothingTyped()) : unknownTopic(place);
}

/**
 * POST the same: a ticket. Its token goes into a cookie for a minute, never into the kiosk's
 * history.
 */
export async function take(place: Place): Promise<FastifyReply> {
  const topic = topicOf(place, paramOf(place.request, "topic"));
  if (!topic) return unknownTopic(place);
  const { typed, wanted } = readTake(place, topic.id, formOf(place.request));
  if (typed.problem !== undefined) return ask(place, topic, typed, statusOf("invalid"));
  const taken = await place.deps.centres.takeTicket(wanted);
  if (taken.ok) return handOver(place, taken.value.token);
  const problem = refusalWords(place, taken.refusal);
  return ask(place, topic, { ...typed, problem }, statusOf(taken.refusal.kind));
}

/** To the page with the number. */
export function handOver(place: Place, token: string): FastifyReply {
  setCookie(place.reply, ticketCookie, token, 60);
  return redirectTo(place.reply, `${kioskHome(place)}/ticket`);
}
