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

const options = ({ name, words, items, value: chosen }: ChoiceAsked): SafeHtml =>
  html`
    <fieldset class="p-ask">
      <legend class="p-ask__words">${words}</legend>
      ${items.map(
        ({ value, text }) => html`
        <label class="p-option">
          <input type="radio" name="${name}" value="${value}"${attr("checked", value === chosen)}>
          ${" "}
          <span>${text}</span>
        </label>
      `,
      )}
    </fieldset>
  `;

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

const phoneInput = ({ name, words, hint, value }: PhoneAsked): SafeHtml =>
  html`
    <div class="p-ask">
      <label class="p-ask__words" for="${name}">${words}</label>
      <p class="p-hint" id="${name}-hint">${hint}</p>
      <input
        class="p-input"
        id="${name}"
        name="${name}"
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        maxlength="20"
        value="${value}"
        aria-describedby="${name}-hint"
      >
    </div>
  `;

/** For a signed-in person the hall already knows whether the application is filled in. */
function formShown(place: Place, typed: Typed, topic: string): SafeHtml {
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
      ${options(topics)}${list(party)}${group && options(group)}
      ${isSignedIn ? null : options(prepared)}
      ${phoneInput(phone)}
      <button class="p-button" type="submit">${t("hall.take.submit")}</button>
    </form>
  `;
}

function ask(place: Place, typed: Typed, topic: string, status = 200): FastifyReply {
  const { t } = place;
  const closed = closedWords(place);
  const problem = typed.problem
    ? html`<p class="p-problem" role="alert">${typed.problem}</p>`
    : null;
  const asked = closed
    ? html`<p class="p-text">${closed}</p>`
    : html`<p class="p-text">${t("hall.own.text")}</p>${formShown(place, typed, topic)}`;
  const content = html`<h1 class="p-title">${t("hall.own.title")}</h1>${problem}${asked}`;
  return phonePage(place, { title: t("hall.own.title"), content, status });
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
  const again = (problem: string) =>
    ask(place, { ...typed, problem }, topic?.id ?? "", statusOf("invalid"));
  if (!topic) return again(t("hall.own.topic-missing"));
  if (typed.problem !== undefined) return again(typed.problem);
  const person = personOf(request);
  if (!person && wanted.phone === undefined) return again(t("hall.own.phone-missing"));
  const { deps } = place;
  const taken = await takeOwnTicket(
    { ...deps, holderKey: deps.deviceKeys[0] },
    { ...wanted, ...(person && { person: person.id }) },
    cookieOf(request, ownCookie),
  );
  if (!taken.ok) return again(refusalWords(place, taken.refusal));
  setCookie(reply, ownCookie, taken.value.token, 12 * 3600);
  return redirectTo(reply, `/t/${taken.value.token}`);
}
