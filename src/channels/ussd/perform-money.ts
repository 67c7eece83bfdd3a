import { payable, startPayment } from "../../acts/index.ts";
import { type Bill, payability } from "../../payments/index.ts";
import type { Line } from "./line.ts";
import type { Effect, Fact, PhoneState } from "./places.ts";
import { fact, keyOf, refusedAs } from "./said.ts";

type MoneyEffect = Extract<Effect, { readonly do: "bill" | "bill-of" | "pay" }>;

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
  if (!bill) return fact("ussd.no-bill");
  return effect.do === "bill" ? shown(bill, line) : pay(line, state, bill);
}

function shown(bill: Bill, { deps }: Line): Fact {
  const open = payability(bill, deps.clock().toISOString());
  if (!open.ok)
    return open.refusal.code === "payments.already-paid"
      ? fact("ussd.paid-already")
      : refusedAs(open.refusal);
  const { number, money, words } = bill;
  return { know: "bill", bill: { number, money, words } };
}

async function billOf(line: Line, caseId: string): Promise<Fact> {
  const { deps, person } = line;
  const application = person ? await deps.cases.open(caseId) : undefined;
  if (!person || !application || application.state.submitted?.person !== person.id)
    return fact("refusals.case.not-found");
  const bills = await deps.payments.billsOfCase(application.id);
  const bill = payable(bills, deps.clock())[0] ?? bills.at(-1);
  return bill ? shown(bill, line) : fact("ussd.bill-later");
}

async function pay(line: Line, state: PhoneState, bill: Bill): Promise<Fact> {
  const started = await startPayment(line.deps, {
    bill,
    payer: line.phone,
    returnUrl: "/applications",
    key: keyOf(line, state),
    by: line.person
      ? { kind: "person", id: line.person.id, through: { door: "ussd" } }
      : { kind: "telephone" },
  });
  if (!started.ok) return refusedAs(started.refusal);
  return { know: "said", key: "ussd.paying", facts: { number: bill.number }, ends: true };
}
