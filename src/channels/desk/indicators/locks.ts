import { type PeriodKey, periodLabel } from "../../../partnership/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";
import type { Desk } from "../desk.ts";

/** Who accepted a period, and why one was reopened: both sides see it. */
export async function locksOf(desk: Desk, id: string): Promise<SafeHtml> {
  const { deps, t } = desk;
  const events = (await deps.partnership.indicators.history(id)).flatMap(({ type, data }) => {
    if (type !== "PeriodLocked" && type !== "PeriodReopened") return [];
    const event = data as PeriodKey & { by: string; on: string; reason?: string };
    const words =
      type === "PeriodLocked"
        ? t("partnership.indicator.was-locked", { period: periodLabel(event) })
        : t("partnership.indicator.was-reopened", { period: periodLabel(event) });
    return [
      html`<li>${t.date(event.on)}: ${words}, ${event.by}
      ${event.reason ? html`<br>${event.reason}` : null}</li>`,
    ];
  });
  return events.length > 0
    ? html`<ul class="govuk-list govuk-list--bullet">${events.reverse()}</ul>`
    : html`<p class="govuk-body">${t("partnership.indicator.no-locks")}</p>`;
}
