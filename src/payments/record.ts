import type { BillId, Result } from "../kernel/index.ts";
import { fold, ok, refuse } from "../kernel/index.ts";
import { type Sql, type Transaction, transaction } from "../platform/db/index.ts";
import { append } from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { billDecider } from "./decide.ts";
import type { BillState, PaymentCommand, PaymentEvent, Told } from "./model.ts";
import { nextRead } from "./polling.ts";
import type { PaymentProvider } from "./provider.ts";
import { loadBill, lockBill, saveBill, streamOf } from "./store.ts";

export interface EventOccasion extends Told {
  readonly at: Date;
}

export interface PaymentsDeps {
  readonly sql: Sql;
  readonly clock: () => Date;
  readonly providers: readonly PaymentProvider[];
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly enqueue: (tx: Sql, specs: readonly JobSpec[]) => Promise<void>;
  /** Called for each new event in its transaction: consequences elsewhere, as jobs. */
  readonly react: (tx: Transaction, event: PaymentEvent, occasion: EventOccasion) => Promise<void>;
}

/**
 * A planned read replaces the one planned before it. One that a callback asked for stands apart, so
 * that a read which is just then finding nothing cannot put it off.
 */
export const readJob = (attemptId: string, runAt: Date, why: "planned" | "called"): JobSpec => ({
  task: "payments.read-status",
  payload: { attemptId },
  runAt,
  key: `payments.read-status:${attemptId}:${why}`,
});

function ownJobs(state: BillState, events: readonly PaymentEvent[], at: Date): JobSpec[] {
  const expiresAt = new Date(state.facts?.expiresAt ?? at);
  return events.flatMap(({ type, data }): JobSpec[] => {
    if (type === "BillIssued")
      return [{ task: "payments.expire", payload: { billId: data.billId }, runAt: expiresAt }];
    if (type !== "AttemptStarted") return [];
    const runAt = nextRead(at, expiresAt, at);
    return runAt ? [readJob(data.attemptId, runAt, "planned")] : [];
  });
}

class Outrun extends Error {}

async function attempt(deps: PaymentsDeps, billId: BillId, command: PaymentCommand, told: Told) {
  const at = deps.clock();
  return transaction(deps.sql, async (tx): Promise<Result<BillState>> => {
    await lockBill(tx, billId);
    const { state, version, commands } = await loadBill(tx, billId);
    if (commands.has(told.command)) return ok(state);
    const decided = billDecider.decide(state, command, { at: at.toISOString() });
    if (!decided.ok) return decided;
    const events = decided.value;
    if (events.length === 0) return ok(state);
    const stored = await append(tx, streamOf(billId), version, events, { ...told, at });
    if (!stored) throw new Outrun();
    const after = fold({ initial: state, evolve: billDecider.evolve }, events);
    await saveBill(tx, after, told.command);
    await deps.enqueue(tx, ownJobs(after, events, at));
    for (const event of events) await deps.react(tx, event, { ...told, at });
    return ok(after);
  });
}

/**
 * Decides one command on one bill and keeps what follows: events, their fold, own jobs and
 * reactions, in one transaction. A command that is already in the history changes nothing. When
 * somebody else was quicker it is tried once more, then refused as `payments.outrun`.
 */
export async function record(
  deps: PaymentsDeps,
  billId: BillId,
  command: PaymentCommand,
  told: Told,
): Promise<Result<BillState>> {
  for (let tries = 0; tries < 2; tries++) {
    try {
      return await attempt(deps, billId, command, told);
    } catch (error) {
      if (!(error instanceof Outrun)) throw error;
    }
  }
  return refuse("conflict", "payments.outrun");
}
