import type { App } from "../../src/app.ts";
import type { SimCharge, SimRefund } from "../simulators/core.ts";
import { type Door, doors } from "./plan.ts";
import type { Simulators } from "./providers.ts";

interface ProviderBooks {
  readonly door: Door;
  readonly charges: readonly SimCharge[];
  readonly refunds: readonly SimRefund[];
  readonly counts: Readonly<Record<string, number>>;
}

/** What every provider says it has done. */
export const booksOf = (simulators: Simulators): Promise<readonly ProviderBooks[]> =>
  Promise.all(doors.map(async (door) => ({ door, ...(await simulators[door].books()) })));

interface AttemptRow {
  id: string;
  billId: string;
  provider: string;
  status: string;
  received: number | null;
  settles: boolean;
  bill: number;
  returned: number;
  byHand: number;
}

export interface Counted {
  readonly rows: readonly (readonly [string, number | string])[];
  readonly wrong: readonly string[];
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);

/** Every franc that a provider was paid, and where it is. */
export async function count(app: App, simulators: Simulators): Promise<Counted> {
  const wrong: string[] = [];
  const books = await booksOf(simulators);
  const attempts = await app.sql<AttemptRow[]>`
    select attempt.id, bill_id as "billId", provider, attempt.status, received_minor as received,
      settles, amount_minor as bill,
      coalesce((select sum(amount_minor) from payments.refund
        where attempt_id = attempt.id and status = 'made' and not by_hand), 0)::bigint as returned,
      coalesce((select sum(amount_minor) from payments.refund
        where attempt_id = attempt.id and status = 'made' and by_hand), 0)::bigint as "byHand"
    from payments.attempt join payments.bill on bill.id = bill_id`;
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  for (const { door, charges, refunds } of books)
    for (const charge of charges) {
      if (charge.state !== "paid") continue;
      const paid = Number(charge.paid);
      const back = sum(
        refunds.filter(({ of }) => of === charge.ref).map(({ amount }) => Number(amount)),
      );
      wrong.push(...wrongWith(door, charge, paid, back, byId.get(charge.id)));
    }
  const unpaid = attempts.filter(({ status, provider, id }) => {
    const of = books.find(({ door }) => door === provider);
    // What the demonstration tells of its past was paid at its own till.
    if (!of) return false;
    return status === "paid" && of.charges.find((each) => each.id === id)?.state !== "paid";
  });
  wrong.push(...unpaid.map(({ id }) => `attempt ${id} is paid, and no provider says so`));
  wrong.push(...(await wrongWithBooks(app, books, attempts)));
  wrong.push(...(await app.parts.payments.drift()).map((id) => `bill ${id} is not what it tells`));
  const [jobs] = await app.sql<{ failed: number }[]>`
    select count(*)::int as failed from jobs.job where attempts >= max_attempts`;
  if (jobs?.failed) wrong.push(`${jobs.failed} jobs were given up`);
  const paidAll = books.flatMap(({ charges }) => charges.filter(({ state }) => state === "paid"));
  const faults = (name: string) => sum(books.map(({ counts }) => counts[name] ?? 0));
  const bills = await app.sql<{ status: string; many: number }[]>`
    select status, count(*)::int as many from payments.bill
    where id in (select bill_id from payments.attempt where provider <> 'sandbox')
    group by status order by status`;
  const ours = attempts.filter(({ provider }) => provider !== "sandbox");
  return {
    wrong,
    rows: [
      ["attempts", ours.length],
      ["charges at providers", sum(books.map(({ charges }) => charges.length))],
      ["paid charges", paidAll.length],
      ["paid at providers", sum(paidAll.map(({ paid }) => Number(paid)))],
      ["received in our books", sum(ours.map(({ received }) => received ?? 0))],
      ["settled on bills", sum(ours.filter(({ settles }) => settles).map(({ bill }) => bill))],
      ["returned by providers", sum(ours.map(({ returned }) => returned))],
      ["returned by two officers", sum(ours.map(({ byHand }) => byHand))],
      ...bills.map(({ status, many }) => [`bills ${status}`, many] as const),
      ["answers lost", faults("answer lost")],
      ["answered 500", faults("answered 500")],
      ["asked while down", faults("down")],
      ["callbacks lost", faults("callback lost")],
      ["callbacks doubled", faults("callback doubled")],
      ["callbacks delayed", faults("callback delayed")],
      ["callbacks forged", faults("callback forged")],
      ["callbacks while we were dead", faults("callback failed")],
    ],
  };
}

/** A paid charge settles one bill or went back, to the franc. */
function wrongWith(
  door: Door,
  charge: SimCharge,
  paid: number,
  back: number,
  attempt: AttemptRow | undefined,
): string[] {
  const name = `${door} ${charge.ref}`;
  if (!attempt) return [`${name}: paid ${paid}, and nobody knows it`];
  const settled = attempt.settles ? attempt.bill : 0;
  return [
    ...(attempt.received === paid ? [] : [`${name}: paid ${paid}, received ${attempt.received}`]),
    ...(attempt.returned === back ? [] : [`${name}: went back ${back}, by us ${attempt.returned}`]),
    ...(settled + back + attempt.byHand === paid
      ? []
      : [`${name}: paid ${paid}, settled ${settled}, went back ${back + attempt.byHand}`]),
  ];
}

/** The books balance, and hold what each provider holds. */
async function wrongWithBooks(
  app: App,
  books: readonly ProviderBooks[],
  attempts: readonly AttemptRow[],
): Promise<string[]> {
  const balances = await app.parts.payments.trialBalance();
  const of = (account: string) =>
    balances.find((each) => each.account === account)?.balanceMinor ?? 0;
  const wrong: string[] = [];
  const total = sum(balances.map(({ balanceMinor }) => balanceMinor));
  if (total !== 0) wrong.push(`the books are off by ${total}`);
  if (of("unapplied") !== 0) wrong.push(`unapplied holds ${of("unapplied")}`);
  if (of("owed-back") !== 0) wrong.push(`still owed back: ${-of("owed-back")}`);
  for (const { door, charges, refunds } of books) {
    const paid = sum(
      charges.map(({ state, paid: amount }) => (state === "paid" ? Number(amount) : 0)),
    );
    const back = sum(refunds.map(({ amount }) => Number(amount)));
    const held = of(`provider:${door}`);
    if (held !== paid - back) wrong.push(`${door} holds ${paid - back}, our books say ${held}`);
  }
  const settled = new Map<string, number>();
  for (const { settles, billId } of attempts)
    if (settles) settled.set(billId, (settled.get(billId) ?? 0) + 1);
  for (const [bill, times] of settled)
    if (times > 1) wrong.push(`bill ${bill} was settled ${times} times`);
  return wrong;
}
