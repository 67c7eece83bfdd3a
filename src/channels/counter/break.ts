import { breakMinutes } from "../../centres/index.ts";
import { clockTime } from "../../kernel/index.ts";
import { details, html, type SafeHtml, select } from "../components/index.ts";
import type { ServingDesk } from "./desk.ts";

/** The folded form that begins a break, for an operator whom nobody stands in front of. */
export function breakForm({ t }: ServingDesk, begin: SafeHtml): SafeHtml {
  const items = breakMinutes.map((count) => ({
    value: String(count),
    text: t("floor.break.minutes", { count }),
  }));
  const minutes = { id: "minutes", name: "minutes", label: t("floor.break.how-long"), items };
  return details(t("floor.break.begin"), html`${select({ ...minutes, value: "15" }, t)}${begin}`);
}

/** Until when the operator said that they are away. */
export const breakWords = ({ deps, t }: ServingDesk, until: Date): string =>
  t("floor.break.until", {
    until: clockTime(until, deps.catalogue.jurisdiction.timeZone),
  });
