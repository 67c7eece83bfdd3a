import type { Centre, Ticket } from "../../centres/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";

/**
 * What an operator should see at once: why this person has priority, and how many come with them.
 */
export function comersOf(
  { group, party }: Pick<Ticket, "group" | "party">,
  centre: Centre | undefined,
  t: Translate,
): SafeHtml | null {
  const name = centre?.groups.find(({ id }) => id === group)?.name;
  const tags = [
    ...(name ? [tag(t.words(name), "action")] : []),
    ...(party > 1 ? [tag(t("counter.party", { count: party }))] : []),
  ];
  return tags.length === 0 ? null : html`<span class="ct-comers">${tags}</span>`;
}
