import type { Cases } from "../cases/index.ts";
import type { CounterDesk } from "../counter/index.ts";
import { normaliseReference, type PersonId } from "../kernel/index.ts";
import type { Bill, Payments } from "../payments/index.ts";
import { payable } from "./pay.ts";

/**
 * Whose application has the number that somebody typed: one that was sent, or that was taken of
 * them without network and waits.
 */
export async function personOfApplication(
  deps: {
    readonly cases: Pick<Cases, "open" | "track">;
    readonly counter: Pick<CounterDesk, "takenUnder">;
  },
  typed: string,
): Promise<PersonId | undefined> {
  const reference = normaliseReference(typed);
  if (!reference) return undefined;
  const sent = await deps.cases.track(reference);
  if (sent) return (await deps.cases.open(sent.id))?.state.submitted?.person;
  const taken = await deps.counter.takenUnder(reference);
  return taken?.state === "conflict" ? (taken.person ?? undefined) : undefined;
}

/**
 * The bill of the number that a cashier is told: its own, or that of its application, of which the
 * first bill that can be paid is meant, else the last.
 */
export async function billOfNumber(
  deps: {
    readonly cases: Pick<Cases, "track">;
    readonly payments: Pick<Payments, "billByNumber" | "billsOfCase">;
    readonly clock: () => Date;
  },
  typed: string,
): Promise<Bill | undefined> {
  const bill = await deps.payments.billByNumber(typed);
  const reference = normaliseReference(typed);
  const sent = !bill && reference ? await deps.cases.track(reference) : undefined;
  if (!sent) return bill;
  const bills = await deps.payments.billsOfCase(sent.id);
  return payable(bills, deps.clock())[0] ?? bills.at(-1);
}
