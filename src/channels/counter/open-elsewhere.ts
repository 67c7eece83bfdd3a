import type { Visit } from "../../counter/index.ts";
import { clockTime } from "../../kernel/index.ts";
import { html, inset, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";

/**
 * Where else the file of this client is open, and with whom: above every page of it, where it is
 * read again every few seconds, so that both officers know.
 */
export async function openElsewhere(
  { deps, t }: Pick<Desk, "deps" | "t">,
  visit: Visit,
): Promise<SafeHtml> {
  const others = await deps.counter.openElsewhere(visit);
  const names = await deps.officerNames(others.map(({ operator }) => operator));
  const lines = others.map(({ operator, centre, counter, openedAt }) => {
    const name = names.get(operator) ?? "–";
    const facts = { name, time: clockTime(openedAt, deps.calendar().timeZone) };
    if (centre === null || counter === null) return t("counter.elsewhere.agent", facts);
    if (centre === visit.centre) return t("counter.elsewhere.here", { ...facts, counter });
    const hall = t.words(deps.centres.find(centre)?.name);
    return t("counter.elsewhere.hall", { ...facts, counter, hall });
  });
  const words = html`${lines.map((line) => html`<strong>${line}</strong> `)}
    ${t("counter.elsewhere.agree")}`;
  return html`<div id="elsewhere" aria-live="polite" data-fresh>
    ${lines.length > 0 ? inset(words) : null}</div>`;
}
