import { onCard } from "../../acts/index.ts";
import { html, inset, type SafeHtml } from "../components/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** Whose application this is, as on the card: the operator compares before anything is sent. */
export async function comparedView(desk: VisitDesk): Promise<SafeHtml> {
  const { deps, t } = desk;
  const { name, birthDate, number } = await onCard(deps, desk);
  const born = birthDate && (birthDate.length === 4 ? birthDate : t.date(birthDate));
  const parts = [
    born ? html` · ${t("counter.register.birth")}: <strong>${born}</strong>` : null,
    number
      ? html` · ${t("counter.cards.number")}: <strong class="hw-reference">${number}</strong>`
      : null,
  ];
  return inset(html`${t("counter.compare")} <strong>${name}</strong>${parts}`);
}
