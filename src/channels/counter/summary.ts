import { agentCharge } from "../../acts/index.ts";
import { type Documents, type Summary, summaryOf } from "../../form/index.ts";
import type { Money } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { SummaryRow } from "../components/index.ts";
import { listsOf, type Opened } from "../questions/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** What an agent charges for their own work; says so if it is nothing. */
export const chargeIn = (money: Money | undefined, t: Translate): string =>
  money && money.minor > 0 ? t.money(money) : t("counter.charge-none");

/** What is told of a draft before it is sent, in the language of `t`. */
export const summaryIn = (
  deps: VisitDesk["deps"],
  { def, draft, facts }: Pick<Opened, "def" | "draft" | "facts">,
  t: Translate,
  documents: Documents = {},
): Summary =>
  summaryOf({ def, answers: draft.answers, documents }, facts, {
    lang: t.lang,
    words: deps.askedWords(t.lang),
    codes: listsOf(deps),
  });

/** What an agent asks beside the fees; nothing at a counter. */
export function chargesIn(
  { deps, visit }: Pick<VisitDesk, "deps" | "visit">,
  service: string,
  t: Translate,
): readonly SummaryRow[] {
  if (visit.door !== "agent") return [];
  const charge = agentCharge(deps, visit.door, service);
  return [{ key: t("counter.charge"), value: chargeIn(charge, t) }];
}
