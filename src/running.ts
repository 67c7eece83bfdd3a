import { type TaskPressure, taskPressure } from "./cases/index.ts";
import { type Finding, type Government, type HeldBack, readGovernment } from "./catalogue/index.ts";
import { type DevicePresence, devicePresence } from "./centres/index.ts";
import type { Credentials } from "./credentials/index.ts";
import { OperatorError } from "./kernel/index.ts";
import type { Messages } from "./messages/index.ts";
import type { MoneyState } from "./payments/index.ts";
import type { Pool } from "./platform/db/index.ts";
import { historyChain } from "./platform/events/index.ts";
import type { Gauge } from "./platform/http/index.ts";
import type {
  JobLogger,
  LinkState,
  NightlyName,
  OutsideLink,
  WorkerState,
} from "./platform/jobs/index.ts";
import { type Chained, extendChain, securityChain } from "./platform/security/index.ts";

/** Cancels appointments at times that became closed; also runs nightly, in case any was missed. */
export const callOff = "appointments.call-off";

/** What nobody needs any more goes at night. */
export const nightly: readonly NightlyName[] = [
  "auth.sweep",
  "cases.sweep",
  "cases.scan-held",
  "counter.sweep",
  "centres.sweep",
  "privacy.nightly",
  "credentials.sweep",
  "api.sweep",
  "messages.sweep",
  "payments.sweep",
  "payments.reconcile",
  "help.sweep",
  "notifications.sweep",
  "officers.plan-morning",
  "operations.plan-digest",
  "commitments.daily",
  "indicators.daily",
  "partnership.send",
  "partnership.take-over",
  callOff,
];

/** For whoever runs the server: whether its job worker lives, as `/readyz` says it. */
export function workerText(state: WorkerState | undefined): string {
  if (!state) return "jobs: no worker runs in this process";
  const { lookedAt, tookAt, running, replaced } = state;
  const took = tookAt ? `last job taken ${tookAt.toISOString()}` : "no job taken yet";
  const times = replaced > 0 ? `, replaced ${replaced} times` : "";
  return `jobs: looked ${lookedAt.toISOString()}, ${took}, ${running} running${times}`;
}

export interface GaugeNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly payments: { moneyState(): Promise<MoneyState> };
  readonly links: readonly OutsideLink[];
  readonly outside: { gauges(): readonly Gauge[] };
}

/**
 * What `/metrics` says beside HTTP and Node: job worker, pool, outside systems, money, officers'
 * work, devices. Times are seconds since 1970. Where the database is away, the rest is told.
 */
export async function gaugesOf(
  state: WorkerState | undefined,
  { sql, clock, payments, links, outside }: GaugeNeeds,
): Promise<readonly Gauge[]> {
  const now = clock();
  const counted = await Promise.all([
    payments.moneyState().then(moneyGauges),
    ...links.map(async (link) => linkGauges(link.id, await link.state(now), now)),
    taskPressure(sql, now).then(taskGauges),
    devicePresence(sql, now).then(deviceGauges),
  ]).catch(() => []);
  return [...serverGauges(state, sql.counts()), ...outside.gauges(), ...counted.flat()];
}

/** What is on its way to one outside system, as the operators' page tells it. */
function linkGauges(link: string, state: LinkState, now: Date): readonly Gauge[] {
  const labels = { link };
  const { waiting, retrying, failed, oldest } = state;
  const age = oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0;
  const of = (what: string, help: string, value: number) => ({
    ...{ name: `hamwe_link_${what}`, help, value, labels },
  });
  return [
    of("waiting", "On its way to an outside system, or waiting for its next try", waiting),
    of("retrying", "Of what waits: has failed at least once", retrying),
    of("failed", "Given up by itself: waits for a person at /operations", failed),
    of("oldest_seconds", "Age of the oldest that waits", age),
  ];
}

const taskGauges = ({ open, overdue, escalated }: TaskPressure): readonly Gauge[] => [
  { name: "hamwe_tasks_open", help: "Open tasks of officers", value: open },
  { name: "hamwe_tasks_overdue", help: "Open tasks after their day", value: overdue },
  { name: "hamwe_tasks_escalated", help: "Open tasks told to a supervisor", value: escalated },
];

const deviceGauges = ({ total, silent }: DevicePresence): readonly Gauge[] => [
  { name: "hamwe_devices", help: "Kiosks and displays that are set up", value: total },
  {
    name: "hamwe_devices_silent",
    help: "Of them: no sign of life for five minutes",
    value: silent,
  },
];

function serverGauges(
  state: WorkerState | undefined,
  pool: ReturnType<Pool["counts"]>,
): readonly Gauge[] {
  const gauge = (name: string, help: string, value: number) => ({ name, help, value });
  const connections = [
    gauge("hamwe_db_connections", "Connections of the pool", pool.total),
    gauge("hamwe_db_connections_idle", "Connections of the pool that are free", pool.idle),
    gauge("hamwe_db_waiting", "Callers who wait for a connection", pool.waiting),
  ];
  if (!state) return connections;
  const seconds = (at: Date | undefined) => (at ? at.getTime() / 1000 : 0);
  return [
    ...connections,
    gauge(
      "hamwe_jobs_looked_at",
      "When the worker last looked what is due",
      seconds(state.lookedAt),
    ),
    gauge("hamwe_jobs_took_at", "When the worker last took a job", seconds(state.tookAt)),
    gauge("hamwe_jobs_running", "Jobs that run now", state.running),
    gauge("hamwe_jobs_replaced", "Workers that fell silent and were replaced", state.replaced),
  ];
}

/** What whoever runs the server is told of money, as `/metrics` says it. */
const moneyGauges = (money: MoneyState): readonly Gauge[] => [
  {
    name: "hamwe_payment_differences",
    help: "Open differences between providers' statements and our books",
    value: money.differences,
  },
  {
    name: "hamwe_payment_difference_oldest_seconds",
    help: "Age of the oldest open difference",
    value: money.oldestDifferenceSeconds,
  },
  {
    name: "hamwe_refunds_open",
    help: "Refunds that wait for an officer or for their provider",
    value: money.refundsOpen,
  },
  {
    name: "hamwe_credits_owed",
    help: "Payments of which something is owed back",
    value: money.creditsOwed,
  },
];

interface ChainNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly log: {
    info(facts: object, message: string): void;
    error(error: unknown, message: string): void;
  };
}

/**
 * Extends each chain so often, and says each new head to the log, so that it leaves this machine.
 * @returns stops, and waits for the one that is being written
 */
function chainEvery(
  milliseconds: number,
  chains: readonly Chained[],
  { sql, clock, log }: ChainNeeds,
): () => Promise<void> {
  let running = Promise.resolve();
  const extend = async () => {
    for (const chain of chains) {
      const head = await extendChain(sql, chain, clock());
      if (head) log.info({ chain: head }, "chain extended");
    }
  };
  const timer = setInterval(() => {
    running = running
      .then(extend)
      .catch((error: unknown) => log.error(error, "a chain could not be extended"));
  }, milliseconds).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

interface Following extends Pick<ChainNeeds, "sql" | "clock"> {
  readonly messages: Pick<Messages, "startDelivery">;
  readonly credentials: Pick<Credentials, "startSigning">;
}

/**
 * From now on hands over what acts have written beside their jobs: messages to their carriers,
 * papers to the signer, the history to its chains. @returns a function that stops it
 */
export function startFollowing(
  { messages, credentials, sql, clock }: Following,
  { url, logger }: { readonly url: string; readonly logger: JobLogger & ChainNeeds["log"] },
): () => Promise<unknown> {
  const stops = [
    messages.startDelivery({ url, logger }),
    credentials.startSigning({ logger }),
    chainEvery(60_000, [securityChain, historyChain], { sql, clock, log: logger }),
  ];
  return () => Promise.all(stops.map((stop) => stop()));
}

/** A government without its broken services, or a fault with the problems of its own files. */
export function governmentOf(folder: string): Government {
  const { government, problems } = readGovernment(folder);
  if (government && problems.length === 0) return government;
  const lines = problems.map(textOfFinding).join("\n");
  throw new OperatorError(`the services cannot be offered as they are written:\n${lines}`);
}

const textOfFinding = ({ file, line, column, message, mend }: Finding): string =>
  `${file}:${line}:${column} ${message}; ${mend}`;

/** For whoever runs the server: what is not offered as it is written, and why. */
export const heldBackText = ({ service, version, instead, problems }: HeldBack): string => {
  const what = version === undefined ? service : `${service} version ${version}`;
  const so = instead === undefined ? "not available" : `version ${instead} is offered instead`;
  return [`${what} is held back (${so}):`, ...problems.map(textOfFinding)].join("\n  ");
};
