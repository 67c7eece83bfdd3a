import type { FastifyReply } from "fastify";
import type { Topic } from "../../centres/index.ts";
import { formOf, redirectTo, sendRefusal, setCookie, statusOf } from "../../platform/http/index.ts";
import { attr, csrfField, html, type SafeHtml } from "../components/index.ts";
import { kioskHome, kioskPage, kioskProblem } from "./kiosk-frame.ts";
import { ticketCookie } from "./kiosk-ticket.ts";
import { idleSeconds } from "./kiosk-topics.ts";
import { type Place, paramOf } from "./place.ts";
import { nothingTyped, parties, readTake, refusalWords, type Typed, topicOf } from "./take-form.ts";

const choice = (name: string, value: string, words: string, chosen: boolean): SafeHtml =>
  html`
    <label class="k-choice">
      <input
        class="k-choice__input"
        type="radio"
        name="${name}"
        value="${value}"${attr("checked", chosen)}
      >
      <span class="k-choice__face">${words}</span>
    </label>
  `;

const partyQuestion = ({ t }: Place, { party }: Typed): SafeHtml =>
  html`
    <fieldset class="k-ask">
      <legend class="k-ask__words">
        ${t("hall.take.party")} <span class="k-ask__hint">${t("hall.take.party-hint")}</span>
      </legend>
      <div class="k-choices k-choices--short">
        ${parties.map((each) => choice("party", String(each), String(each), each === party))}
      </div>
    </fieldset>
  `;

const groupQuestion = ({ centre, t }: Place, { group }: Typed): SafeHtml | null =>
  centre.groups.length === 0
    ? null
    : html`
      <fieldset class="k-ask">
        <legend class="k-ask__words">
          ${t("hall.take.group")} <span class="k-ask__hint">${t("hall.take.group-hint")}</span>
        </legend>
        <div class="k-choices">
          ${choice("group", "", t("hall.take.group-none"), group === "")}
          ${centre.groups.map(({ id, name }) => choice("group", id, t.words(name), id === group))}
        </div>
      </fieldset>
    `;

/** Nothing else says so of somebody who is not signed in; the counter sees whether it is true. */
const preparedQuestion = ({ t }: Place, { prepared }: Typed): SafeHtml =>
  html`
    <fieldset class="k-ask">
      <legend class="k-ask__words">
        ${t("hall.take.prepared")} <span class="k-ask__hint">${t("hall.take.prepared-hint")}</span>
      </legend>
      <div class="k-choices k-choices--two">
        ${choice("prepared", "", t("hall.take.no"), !prepared)}
        ${choice("prepared", "yes", t("hall.take.yes"), prepared)}
      </div>
    </fieldset>
  `;

const phoneQuestion = ({ t }: Place, { phone }: Typed): SafeHtml =>
  html`
    <div class="k-ask">
      <label class="k-ask__words" for="phone">
        ${t("hall.take.phone")} <span class="k-ask__hint">${t("hall.take.phone-hint")}</span>
      </label>
      <input
        class="k-input"
        id="phone"
        name="phone"
        type="tel"
        inputmode="tel"
        autocomplete="off"
        maxlength="20"
        value="${phone}"
      >
    </div>
  `;

function ask(place: Place, topic: Topic, typed: Typed, status = 200): FastifyReply {
  const { t } = place;
  const home = kioskHome(place);
  const title = t.words(topic.name);
  const content = html`
    <h1 class="k-title">${title}</h1>
    ${kioskProblem(typed.problem)}
    <form class="k-form" method="post" action="${home}/take/${topic.id}" novalidate>
      ${csrfField(place.request, place.reply)}<input type="hidden" name="key" value="${typed.key}">
      ${partyQuestion(place, typed)}${groupQuestion(place, typed)}
      <div class="k-pair">${preparedQuestion(place, typed)}${phoneQuestion(place, typed)}</div>
      <button class="k-button k-button--wide" type="submit">${t("hall.take.submit")}</button>
    </form>
  `;
  return kioskPage(place, { title, content, status, back: `${home}/topics`, idle: idleSeconds });
}

const unknownTopic = ({ reply }: Place) =>
  sendRefusal(reply, { kind: "not-found", code: "centre.topic-unknown" });

/** GET /hall/:centre/kiosk/take/:topic: who comes; whoever is alone and in no hurry touches one button. */
export function askTake(place: Place): FastifyReply {
  const topic = topicOf(place, paramOf(place.request, "topic"));
  return topic ? ask(place, topic, nothingTyped()) : unknownTopic(place);
}

/** POST the same: a ticket. Its token goes into a cookie for a minute, never into the kiosk's history. */
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
