import { html, type SafeHtml } from "../components/index.ts";
import type { ServingDesk } from "./desk.ts";
import { findForm, openClientView, type Sought } from "./seat-forms.ts";
import type { AtSeat } from "./seat-given.ts";

/** An agent has no queue: only their badge, and the person in front of them. */
export function agentHome(desk: ServingDesk, at: AtSeat, sought: Sought | undefined): SafeHtml {
  const { t, agent } = desk;
  const badge = `/agents/${agent?.badge ?? ""}`;
  const shown = html`<p class="govuk-body">
    ${t("counter.badge.number")} <a class="govuk-link hw-reference" href="${badge}">
    ${agent?.badge}</a> · <a class="govuk-link" href="${badge}/card">
    ${t("counter.badge.print")}</a></p>`;
  const work = at.client ? openClientView(desk, at) : findForm(desk, sought, true);
  return html`<h1 class="govuk-heading-l">${t("counter.agent-home")}</h1>${work}${shown}`;
}
