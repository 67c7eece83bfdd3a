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
import type { Translate } from "../../platform/i18n/index.ts";
import { attr, csrfField, html, type SafeHtml } from "../components/index.ts";
import { phonePage } from "./phone-frame.ts";
import { closedWords, type Place } from "./place.ts";
import { nothingTyped, parties, readTake, refusalWords, type Typed, topicOf } from "./take-form.ts";

const ownCookie = "own-ticket";

const personOf = (request: FastifyRequest) => {
  const actor = actorOf(request);
  return actor.kind === "person" ? actor.person : undefined;
};

const options = (
  name: string,
  legend: string,
  items: readonly (readonly [string, string])[],
  chosen: string,
): SafeHtml =>
  html`
    <fieldset class="p-ask">
      <legend class="p-ask__words">${legend}</legend>
      ${items.map(
        ([value, words]) => html`
        <label class="p-option">
          <input type="radio" name="${name}" value="${value}"${attr("checked", value === chosen)}>${" "}
          <span>${words}</span>
        </label>
      `,
      )}
    </fieldset>
  `;

/** Of whoever is signed in the hall knows it. */
const preparedAsked = ({ prepared }: Typed, t: Translate): SafeHtml =>
  options(
    "prepared",
    t("hall.take.prepared"),
    [
      ["", t("hall.take.no")],
      ["yes", t("hall.take.yes")],
    ],
    prepared ? "yes" : "",
  );

function formShown(place: Place, typed: Typed, topic: string): SafeHtml {
  const { centre, t, request } = place;
  const named = (list: readonly { id: string; name: Readonly<Record<string, string>> }[]) =>
    list.map(({ id, name }) => [id, t.words(name)] as const);
  const known = personOf(request) !== undefined;
  const phoneHint = t(known ? "hall.take.phone-hint" : "hall.own.phone-hint");
  return html`
    <form method="post" action="/centres/${centre.id}/ticket" novalidate>
      ${csrfField(place.request, place.reply)}<input type="hidden" name="key" value="${typed.key}">
      ${options("topic", t("hall.kiosk.topics"), named(centre.topics), topic)}
      <div class="p-ask">
        <label class="p-ask__words" for="party">${t("hall.take.party")}</label>
        <select class="p-input" id="party" name="party">
          ${parties.map(
            (each) => html`
            <option${attr("selected", each === typed.party)}>${each}</option>
          `,
          )}
        </select>
      </div>
      ${options(
        "group",
        t("hall.take.group"),
        [["", t("hall.take.group-none")], ...named(centre.groups)],
        typed.group,
      )}
      ${known ? null : preparedAsked(typed, t)}
      <div class="p-ask">
        <label class="p-ask__words" for="phone">
          ${t(known ? "hall.take.phone" : "hall.own.phone")}
        </label>
        <p class="p-hint" id="phone-hint">${phoneHint}</p>
        <input
          class="p-input"
          id="phone"
          name="phone"
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          maxlength="20"
          value="${typed.phone}"
          aria-describedby="phone-hint"
        >
      </div>
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

/** GET /centres/:centre/ticket: a ticket before one is in the hall. */
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
    { ...deps, holderKey: deps.deviceKey },
    { ...wanted, ...(person && { person: person.id }) },
    cookieOf(request, ownCookie),
  );
  if (!taken.ok) return again(refusalWords(place, taken.refusal));
  setCookie(reply, ownCookie, taken.value.token, 12 * 3600);
  return redirectTo(reply, `/t/${taken.value.token}`);
}
