import type { FastifyReply } from "fastify";
import { type Refusal, refuse } from "../../kernel/index.ts";
import { formOf, statusOf, textOf } from "../../platform/http/index.ts";
import { csrfField, html } from "../components/index.ts";
import { kioskHome, kioskPage, kioskProblem } from "./kiosk-frame.ts";
import { kioskKeys } from "./kiosk-keys.ts";
import { handOver } from "./kiosk-take.ts";
import { idleSeconds } from "./kiosk-topics.ts";
import type { Place } from "./place.ts";

/** GET /hall/:centre/kiosk/arrive: the code of an appointment. */
export function askCode(place: Place, refusal?: Refusal): FastifyReply {
  const { t } = place;
  const home = kioskHome(place);
  const problem = refusal && t.refusal(refusal);
  const hint = t("hall.arrive.hint");
  const content = html`
    <h1 class="k-title">${t("hall.arrive.title")}</h1>
    ${kioskProblem(problem)}
    <form class="k-form" method="post" action="${home}/arrive" novalidate>
      ${csrfField(place.request, place.reply)}
      <div class="k-ask">
        <label class="k-ask__words" for="code">
          ${t("hall.arrive.code")} <span class="k-ask__hint">${hint}</span>
        </label>
        <input
          class="k-input k-input--code"
          id="code"
          name="code"
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"${kioskKeys(place, "letters")}
          maxlength="200"
          autofocus
        >
      </div>
      <button class="k-button k-button--wide" type="submit">${t("hall.arrive.submit")}</button>
    </form>
  `;
  const page = { title: t("hall.arrive.title"), content, back: `${home}/topics` };
  return kioskPage(place, {
    ...page,
    idle: idleSeconds,
    ...(refusal && { status: statusOf(refusal.kind) }),
  });
}

/** These have a page of their own; all others come back to the field. */
const expectedRefusals = new Set(["centre.too-early", "centre.too-late", "centre.closed"]);

/**
 * POST the same: records that the person has arrived. If they are too early or too late, the page
 * tells them what they can do now.
 */
export async function arrive(place: Place): Promise<FastifyReply> {
  const { deps, centre, request } = place;
  const code = textOf(formOf(request), "code").trim().slice(0, 200);
  const arrived =
    code === ""
      ? refuse("not-found", "centre.appointment-unknown")
      : await deps.appointments.arrive(centre.id, code);
  if (arrived.ok) return handOver(place, arrived.value.token);
  return expectedRefusals.has(arrived.refusal.code)
    ? notNow(place, arrived.refusal)
    : askCode(place, arrived.refusal);
}

function notNow(place: Place, { code, kind, facts }: Refusal): FastifyReply {
  const { t, centre } = place;
  const home = kioskHome(place);
  const what = code.replace("centre.", "");
  const { earlyMinutes, lateMinutes } = centre.rules;
  const title = t.named(`hall.arrive.${what}`);
  const text = t.named(`hall.arrive.${what}-text`, { earlyMinutes, lateMinutes, ...facts });
  const way =
    what === "too-late"
      ? html`
        <a class="k-button k-button--wide" href="${home}/topics">
          ${t("hall.arrive.ticket-instead")}
        </a>
      `
      : html`<a class="k-button k-button--wide" href="${home}">${t("hall.ticket.done")}</a>`;
  const content = html`
    <h1 class="k-title">${title}</h1>
    <p class="k-text k-text--large">${text}</p>
    ${way}
  `;
  return kioskPage(place, { title, content, status: statusOf(kind), back: home, idle: 30 });
}
