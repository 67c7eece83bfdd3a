import { breakMinutes } from "../../centres/index.ts";
import { clockTime } from "../../kernel/index.ts";
import { details, html, inset, type SafeHtml, select } from "../components/index.ts";
import type { ServingDesk } from "./desk.ts";
import type { AtSeat } from "./seat-given.ts";

/** The folded form that begins a break, for an operator whom nobody stands in front of. */
export function breakForm(desk: ServingDesk, at: AtSeat, begin: SafeHtml): SafeHtml {
  const { t } = desk;
  const items = breakMinutes.map((count) => ({
    value: String(count),
    text: t("floor.break.minutes", { count }),
  }));
  const minutes = { id: "minutes", name: "minutes", label: t("floor.break.how-long"), items };
  return details(
    t("floor.break.begin"),
    html`${whoWaits(desk, at)}${select({ ...minutes, value: "15" }, t)}${begin}`,
  );
}

/** What a break means for those who wait: who is called by nobody, and who waits longer. */
export function whoWaits({ t }: ServingDesk, { waiting, onlyHere, centre }: AtSeat): SafeHtml {
  const letters = (centre?.topics ?? []).flatMap(({ id, letter }) =>
    onlyHere.some(({ topic }) => topic === id) ? [letter] : [],
  );
  const alone = { count: onlyHere.length, letters: letters.join(", ") };
  const others = waiting - onlyHere.length;
  const longer = html`<p class="govuk-body">${t("floor.break.others", { count: others })}</p>`;
  return html`<div id="who-waits" aria-live="polite" data-fresh>
    ${alone.count > 0 ? inset(html`<strong>${t("floor.break.only-here", alone)}</strong>`) : null}
    ${others > 0 ? longer : null}</div>`;
}

/** Until when the operator said that they are away. */
export const breakWords = ({ deps, t }: ServingDesk, until: Date): string =>
  t("floor.break.until", {
    until: clockTime(until, deps.catalogue.jurisdiction.timeZone),
  });
