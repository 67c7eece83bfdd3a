import type { FastifyReply } from "fastify";
import { payable, sendToTill } from "../../acts/index.ts";
import type { Bill } from "../../payments/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import { button, html, type SafeHtml } from "../components/index.ts";
import type { CashDesk } from "./bills-view.ts";
import { openCase } from "./case-desk.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/** One press sends the client to the cash desk; where it is open, and they came with a ticket. */
export function toTillForm(
  { t, csrf, deps, visit }: VisitDesk,
  path: string,
  bills: readonly Bill[],
  cashDesk: CashDesk | undefined,
): SafeHtml | null {
  const owed = payable(bills, deps.clock());
  const [first] = owed;
  if (!first || !visit.ticket || !cashDesk || cashDesk.cashiers.length === 0) return null;
  const minor = owed.reduce((sum, { money }) => sum + money.minor, 0);
  const amount = t.money({ ...first.money, minor });
  const text = t("counter.till.send", { amount });
  return html`<form method="post" action="${path}/till" class="ct-print">${csrf}
    ${button({ text, kind: "secondary" })}<p class="govuk-hint">${t("counter.till.hint")}</p>
    </form>`;
}

/** POST …/till: the client goes to the cash desk; the ticket waits for them to come back. */
export async function toTill(desk: VisitDesk): Promise<FastifyReply> {
  const sent = await sendToTill(desk.deps, desk.visit, await openCase(desk));
  if (!sent.ok) return refusedHere(desk, sent.refusal);
  return redirectTo(desk.reply, "/counter", { kind: "success", code: "counter.till.sent" });
}
