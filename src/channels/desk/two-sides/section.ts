import { html, inset, positionSections, type SafeHtml, sideName } from "../../components/index.ts";
import { type Desk, keepsRegister } from "../desk.ts";

/**
 * What the registers say about a subject such as `session-<id>`, with the way to answer, and whose
 * answer we wait for; null while the register works alone.
 */
export async function sidesSection(desk: Desk, subject: string): Promise<SafeHtml | null> {
  const { t, deps } = desk;
  const { exchange } = deps;
  // Both are always read: what a page asks of the database tells nothing.
  const [partners, all] = await Promise.all([exchange.partners(), exchange.positions(subject)]);
  const positions = all.filter(({ partner }) => partners.has(partner));
  if (partners.size === 0) return null;
  const unanswered = new Set(
    positions.flatMap(({ partner, share, standing }) =>
      share === "joint" && standing === "told" ? [partner] : [],
    ),
  );
  const open = positions.some(({ standing }) => standing === "waits" || standing === "differs");
  const waits = [...unanswered].map((side) =>
    inset(t("two-sides.unanswered", { side: sideName(side, t) })),
  );
  return html`${[...waits, ...positionSections(positions, exchange.side, t)]}
    ${
      open && keepsRegister(desk)
        ? html`<p class="govuk-body"><a class="govuk-link" href="/desk/two-sides#to-answer">
            ${t("two-sides.to-answer")}</a></p>`
        : null
    }`;
}

/** That proposals of other governments of a kind, such as `session`, wait for our answer. */
export async function proposalsLine(desk: Desk, kind: string): Promise<SafeHtml | null> {
  const { t, deps } = desk;
  const count = (await deps.exchange.waiting()).get(kind) ?? 0;
  if (count === 0 || !keepsRegister(desk)) return null;
  return inset(html`<a class="govuk-link" href="/desk/two-sides#to-answer">
    ${t("two-sides.proposals", { count })}</a>`);
}
