import type { BillId, Result } from "../kernel/index.ts";
import { ok } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { type EventLog, handle, makeEventLog } from "../platform/events/index.ts";
import type { JobSpec } from "../platform/jobs/index.ts";
import { writeBooks } from "./books.ts";
import { billDecider } from "./decide.ts";
import type { BillState, CommandOrigin, PaymentCommand, PaymentEvent } from "./model.ts";
import { nextRead } from "./polling.ts";
import type { PaymentProvider } from "./provider.ts";
import { loadBill, lockBill, saveBill, streamOf } from "./store.ts";

export interface EventOccasion extends CommandOrigin {
  readonly at: Date;
}

export interface PaymentsDeps {
  readonly sql: Sql;
  readonly clock: () => Date;
  readonly providers: readonly PaymentProvider[];
  /**
   * Up to so many minor units, money that settles nothing goes back without an officer; by default
   * none does.
   */
  readonly automaticRefundMinor?: number;
  /** Random bytes, as many as asked for. */
  readonly random: (bytes: number) => Uint8Array;
  readonly enqueue: (tx: Sql, specs: readonly JobSpec[]) => Promise<void>;
  /** The log through which all events pass. */
  readonly log?: EventLog;
  /** Called for each new event in its transaction; enqueues what follows elsewhere. */
  readonly react: (tx: Sql, event: PaymentEvent, occasion: EventOccasion) => Promise<void>;
}

/**
 * A scheduled read replaces the scheduled one before it. A read that follows a callback has its own
 * key, so that a read in progress cannot postpone it.
 */
export const readJob = (attemptId: string, runAt: Date, why: "planned" | "called"): JobSpec => ({
  task: "payments.read-status",
  payload: { attemptId },
  runAt,
  key: `payments.read-status:${attemptId}:${why}`,
});

/** Asks the provider to give back a confirmed refund, or what became of it. */
export const refundJob = (billId: BillId, refundId: string, runAt: Date): JobSpec => ({
  task: "payments.refund",
  payload: { billId, refundId },
  runAt,
  key: `payments.refund:${refundId}`,
});

/** The jobs of this part that follow from events of a bill. */
export function ownJobs(state: BillState, events: readonly PaymentEvent[], at: Date): JobSpec[] {
  const expiresAt = new Date(state.facts?.expiresAt ?? at);
  return events.flatMap(({ type, data }): JobSpec[] => {
    switch (type) {
      case "BillIssued":
        return [{ task: "payments.expire", payload: { billId: data.billId }, runAt: expiresAt }];
      case "AttemptStarted": {
        const runAt = nextRead(at, expiresAt, at);
        return runAt ? [readJob(data.attemptId, runAt, "planned")] : [];
      }
      case "PaidLate": {
        const { billId, attemptId } = data;
        return [{ task: "payments.return", payload: { billId, attemptId } }];
      }
      case "RefundConfirmed": {
        const refunds = state.attempts.flatMap((each) => each.refunds ?? []);
        const open = refunds.find(({ id }) => id === data.refundId)?.status === "confirmed";
        return open ? [refundJob(data.billId, data.refundId, at)] : [];
      }
      default:
        return [];
    }
  });
}

/** A log without observers; the app passes one shared by the whole platform. */
const ownLog = makeEventLog();
export const logOf = ({ log }: Pick<PaymentsDeps, "log">): EventLog => log ?? ownLog;

/**
 * Gives a command to one bill: events, their fold, own jobs and reactions, in one transaction.
 * Refuses as `decide` does, and with payments.outrun after two version conflicts.
 */
export const record = (
  deps: PaymentsDeps,
  billId: BillId,
  command: PaymentCommand,
  origin: CommandOrigin,
): Promise<Result<BillState>> => recordWith(deps, billId, command, origin);

/** The same, with rows of its own in the transaction, which are written after the attempt's. */
export const recordWith = (
  deps: PaymentsDeps,
  billId: BillId,
  command: PaymentCommand,
  origin: CommandOrigin,
  rows: (tx: Sql) => Promise<unknown> = async () => {},
): Promise<Result<BillState>> =>
  handle(logOf(deps), {
    sql: deps.sql,
    stream: streamOf(billId),
    decider: billDecider,
    command,
    key: origin.command,
    actor: origin.actor,
    clock: deps.clock,
    lock: (tx) => lockBill(tx, billId),
    load: async (tx) => ok(await loadBill(tx, billId)),
    facts: (_read, at) => ({ at: at.toISOString() }),
    project: (tx, { after, events, at }, { version }) => [
      saveBill(tx, after, origin.command).then(() => rows(tx)),
      ...writeBooks(tx, {
        ...{ stream: streamOf(billId), before: version },
        ...{ state: after, events, at },
      }),
      ...events.map((event) => deps.react(tx, event, { ...origin, at })),
    ],
    follow: ({ after, events, at }) => ownJobs(after, events, at),
    conflict: "payments.outrun",
  });
