import { ownCases, type Unpaid } from "../../acts/index.ts";
import { loadVersions } from "../../catalogue/index.ts";
import { html, linkButton, type SafeHtml } from "../components/index.ts";
import { cashDeskOf } from "./bills-view.ts";
import { hasLooked, recordLook } from "./case-desk.ts";
import { toTillForm } from "./to-till.ts";
import type { VisitDesk } from "./visit-desk.ts";

/**
 * What the client has still to pay, on their first page: the way to how it is paid, and to the cash
 * desk with one press. Each is shown, so each look is recorded, once while the file is open.
 */
export async function unpaidView(
  desk: VisitDesk,
  owed: readonly Unpaid[],
): Promise<SafeHtml | null> {
  const { deps, t, base, person } = desk;
  if (owed.length === 0) return null;
  const apps = owed.map(({ app }) => app);
  await loadVersions(deps.catalogue, apps);
  const [own, cashDesk] = await Promise.all([ownCases(deps, person, apps), cashDeskOf(desk)]);
  for (const { id } of own) if (!(await hasLooked(desk, id))) await recordLook(desk, id);
  const each = own.map(({ id, service, definition, subject }) => {
    const bills = owed.find(({ app }) => app.id === id)?.bills ?? [];
    const title = t.words(deps.catalogue.version(service, definition)?.title);
    const amount = t.list(bills.map(({ money }) => t.money(money)));
    const href = `${base}/applications/${id}`;
    const text = t("counter.unpaid", {
      service: subject ? `${title} · ${subject}` : title,
      amount,
    });
    return html`<li>${linkButton({ text, href, kind: "secondary" })}
      ${toTillForm(desk, href, bills, cashDesk)}</li>`;
  });
  return html`<ul class="ct-list">${each}</ul>`;
}
