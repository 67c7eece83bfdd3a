import { html, positionSection, type SafeHtml } from "../../components/index.ts";
import { type Desk, keepsRegister } from "../desk.ts";

/**
 * What both registers say about a subject such as `session-<id>`, with the way to answer; null
 * before the other register has said anything.
 */
export async function sidesSection(desk: Desk, subject: string): Promise<SafeHtml | null> {
  const { t, deps } = desk;
  const { exchange } = deps;
  const { partner } = await exchange.state();
  if (!partner) return null;
  const positions = await exchange.positions(subject);
  const section = positionSection(positions, exchange.side, partner.side, t);
  const open = positions.some(({ standing }) => standing === "waits" || standing === "differs");
  if (!section || !open || !keepsRegister(desk)) return section;
  return html`${section}<p class="govuk-body"><a class="govuk-link"
    href="/desk/two-sides#to-answer">${t("two-sides.to-answer")}</a></p>`;
}
