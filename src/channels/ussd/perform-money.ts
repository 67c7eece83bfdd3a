import type { Bill } from "../../payments/index.ts";
import type { Line } from "./line.ts";
import type { Effect, Fact, PhoneState } from "./places.ts";
import { keyOf, refusedAs, said } from "./said.ts";

type MoneyEffect = Extract<Effect, { readonly do: "bill" | "bill-of" | "pay" }>;

const payable = ({ status }: Bill): boolean =>
  status === "created" || status === "pending" || status === "failed";

/**
 * Bills by their number, which anybody may pay who was given it, as at any mobile money agent; and
 * the request to the payer's telephone.
 */
export async function performMoney(
  line: Line,
  state: PhoneState,
  effect: MoneyEffect,
): Promise<Fact> {
  if (effect.do === "bill-of") return billOf(line, effect.caseId);
  const bill = await line.deps.payments.billByNumber(effect.number);
  if (!bill) return said("ussd.no-bill");
  return effect.do === "bill" ? shown(bill) : pay(line, state, bill);
}

function shown(bill: Bill): Fact {
  if (bill.status === "paid") return said("ussd.paid-already");
  if (!payable(bill)) return said("refusals.payments.expired");
  const { number, money, words, status } = bill;
  return { know: "bill", bill: { number, money, words, status } };
}

async function billOf({ deps, person }: Line, caseId: string): Promise<Fact> {
  const found = person ? await deps.cases.open(caseId) : undefined;
  if (!person || !found || found.state.submitted?.person !== person.id)
    return said("refusals.case.not-found");
  const bills = await deps.payments.billsOfCase(found.id);
  const bill = bills.find(payable) ?? bills.at(-1);
  return bill ? shown(bill) : said("ussd.bill-later");
}

async function pay(line: Line, state: PhoneState, bill: Bill): Promise<Fact> {
  const started = await line.deps.payments.startAttempt({
    billId: bill.billId,
    personId: bill.personId,
    payer: line.phone,
    returnUrl: "/applications",
    command: keyOf(line, state),
    actor: line.person ? `person:${line.person.id} ussd` : "phone ussd",
  });
  if (!started.ok) return refusedAs(started.refusal);
  return { know: "said", key: "ussd.paying", facts: { number: bill.number }, ends: true };
}
