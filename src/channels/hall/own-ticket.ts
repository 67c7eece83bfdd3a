import type { FastifyReply, FastifyRequest } from "fastify";
import { takeOwnTicket } from "../../acts/index.ts";
import { actorOf } from "../../platform/auth/index.ts";
import {
  cookieOf,
  formOf,
  redirectTo,
  setCookie,
  statusOf,
  textOf,
} from "../../platform/http/index.ts";
import { attr, csrfField, html, type SafeHtml } from "../components/index.ts";
import { phonePage } from "./phone-frame.ts";
import { closedWords, type Place } from "./place.ts";
import { nothingTyped, readTake, refusalWords, type Typed, topicOf } from "./take-form.ts";
import { type ChoiceAsked, type PhoneAsked, takeQuestions } from "./take-questions.ts";

const ownCookie = "own-ticket";

const personOf = (request: FastifyRequest) => {
  const actor = actorOf(request);
  return actor.kind === "person" ? actor.person : undefined;
};

/** What is wrong, and the field that it is wrong with. */
interface Wrong {
  readonly words: string;
  readonly field?: "topic" | "phone";
}

/** The first choice bears the name as its id, so that the link of a problem lands on it. */
const options = ({ name, words, items, value: chosen }: ChoiceAsked, wrong?: string): SafeHtml =>
  html`
    <fieldset class="p-ask"${attr("aria-describedby", wrong && `${name}-error`)}>
      <legend class="p-ask__words">${words}</legend>${errorOf(name, wrong)}
      ${items.map(
        ({ value, text }, index) => html`
        <label class="p-option">
          <input
            type="radio"${attr("id", index === 0 ? name : undefined)}
            name="${name}"
            value="${value}"${attr("checked", value === chosen)}
          >
          ${" "}
          <span>${text}</span>
        </label>
      `,
      )}
    </fieldset>
  `;

const errorOf = (name: string, wrong: string | undefined): SafeHtml | null =>
  wrong === undefined ? null : html`<p class="p-error" id="${name}-error">${wrong}</p>`;

/** Short answers are in a drop-down list, which saves space on a small screen. */
const list = ({ name, words, items, value: chosen }: ChoiceAsked): SafeHtml =>
  html`
    <div class="p-ask">
      <label class="p-ask__words" for="${name}">${words}</label>
      <select class="p-input" id="${name}" name="${name}">
        ${items.map(
          ({ value, text }) => html`
          <option value="${value}"${attr("selected", value === chosen)}>${text}</option>
        `,
        )}
      </select>
    </div>
  `;

const phoneInput = ({ name, words, hint, value }: PhoneAsked, wrong?: string): SafeHtml =>
  html`
    <div class="p-ask">
      <label class="p-ask__words" for="${name}">${words}</label>
      <p class="p-hint" id="${name}-hint">${hint}</p>${errorOf(name, wrong)}
      <input
        class="p-input"
        id="${name}"
        name="${name}"
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        maxlength="20"
        value="${value}"
        aria-describedby="${wrong ? `${name}-hint ${name}-error` : `${name}-hint`}"
        ${attr("aria-invalid", wrong ? "true" : undefined)}
      >
    </div>
  `;

/** For a signed-in person the hall already knows whether the application is filled in. */
function formShown(place: Place, typed: Typed, topic: string, wrong?: Wrong): SafeHtml {
  const { centre, t, request } = place;
  const isSignedIn = personOf(request) !== undefined;
  const { party, group, prepared, phone } = takeQuestions(place, typed, { needed: !isSignedIn });
  const topics: ChoiceAsked = {
    name: "topic",
    words: t("hall.kiosk.topics"),
    items: centre.topics.map(({ id, name }) => ({ value: id, text: t.words(name) })),
    value: topic,
  };
  return html`
    <form method="post" action="/centres/${centre.id}/ticket" novalidate>
      ${csrfField(place.request, place.reply)}<input type="hidden" name="key" value="${typed.key}">
      ${options(topics, wrong?.field === "topic" ? wrong.words : undefined)}
      ${list(party)}${group && options(group)}
      ${isSignedIn ? null : options(prepared)}
      ${phoneInput(phone, wrong?.field === "phone" ? wrong.words : undefined)}
      <button class="p-button" type="submit">${t("hall.take.submit")}</button>
    </form>
  `;
}

/** The problem first, leading to its field, as on all other forms. */
function problemShown({ words, field }: Wrong, { t }: Place): SafeHtml {
  const what = field ? html`<a href="#${field}">${words}</a>` : words;
  return html`<div class="p-problem" role="alert" tabindex="-1" id="problem">
    <h2>${t("component.error-title")}</h2><p>${what}</p></div>`;
}

function ask(place: Place, typed: Typed, topic: string, wrong?: Wrong): FastifyReply {
  const { t } = place;
  const closed = closedWords(place);
  const problem = wrong ? problemShown(wrong, place) : null;
  const asked = closed
    ? html`<p class="p-text">${closed}</p>`
    : html`<p class="p-text">${t("hall.own.text")}</p>${formShown(place, typed, topic, wrong)}`;
  const content = html`<h1 class="p-title">${t("hall.own.title")}</h1>${problem}${asked}`;
  const title = wrong
    ? `${t("component.error-prefix")} ${t("hall.own.title")}`
    : t("hall.own.title");
  const status = wrong ? statusOf("invalid") : 200;
  return phonePage(place, { title, content, status });
}

/** GET /centres/:centre/ticket: take a ticket before arriving at the hall. */
export const askOwn = (place: Place): FastifyReply =>
  ask(place, { ...nothingTyped(), phone: personOf(place.request)?.phone ?? "" }, "");

/** POST the same. One at a time for a signed-in person, and one for a telephone number. */
export async function takeOwn(place: Place): Promise<FastifyReply> {
  const { request, reply, t } = place;
  const form = formOf(request);
  const topic = topicOf(place, textOf(form, "topic"));
  const { typed, wanted } = readTake(place, topic?.id ?? "", form);
  const again = (words: string, field?: Wrong["field"]) =>
    ask(place, typed, topic?.id ?? "", { words, ...(field && { field }) });
  if (!topic) return again(t("hall.own.topic-missing"), "topic");
  if (typed.problem !== undefined) return again(typed.problem, "phone");
  const person = personOf(request);
  if (!person && wanted.phone === undefined) return again(t("hall.own.phone-missing"), "phone");
  const { deps } = place;
  const taken = await takeOwnTicket(
    { ...deps, holderKey: deps.deviceKeys[0] },
    { ...wanted, ...(person && { person: person.id }) },
    cookieOf(request, ownCookie),
  );
  if (!taken.ok) return again(refusalWords(place, taken.refusal));
  const { token, topic: ofTicket } = taken.value;
  setCookie(reply, ownCookie, token, 12 * 3600);
  if (ofTicket === topic.id) return redirectTo(reply, `/t/${token}`);
  const facts = { topic: t.words(topicOf(place, ofTicket)?.name), asked: t.words(topic.name) };
  return redirectTo(reply, `/t/${token}`, { kind: "notice", code: "hall.own.other-topic", facts });
}
