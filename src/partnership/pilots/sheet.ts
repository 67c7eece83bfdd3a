import { createHash } from "node:crypto";
import { canonical, type Money } from "../../kernel/index.ts";
import type { Side } from "../instruments/model.ts";
import type { Gate, PilotState, Reading, Scenario } from "./model.ts";

/** Why a gate sheet forbids "go"; words under `partnership.gate.<reason>`. */
export interface GateObjection {
  readonly reason: "over-cap" | "kill-criterion-met" | "reading-missing";
  /** Id of the metric or criterion that it is about. */
  readonly about?: string;
}

/** The one page that both chairs look at before they sign. */
export interface GateSheet {
  readonly gate: Gate;
  readonly revision: number;
  readonly spent: Money;
  readonly cap: Money;
  readonly readings: readonly {
    readonly metric: string;
    readonly target: number;
    readonly latest?: Reading;
  }[];
  readonly objections: readonly GateObjection[];
}

/** Gates before which nothing was run yet: neither money nor readings are asked for. */
const beforeThePilot: ReadonlySet<Gate> = new Set(["g0", "g1", "g2"]);

/**
 * What was spent in a currency, in its smallest unit, without what was taken back; by one side
 * where one is named.
 */
export const spentIn = ({ spendings }: PilotState, currency: string, by?: Side): number =>
  spendings
    .filter(({ money, takenBack }) => !takenBack && money.currency === currency)
    .filter(({ side }) => by === undefined || side === by)
    .reduce((sum, { money }) => sum + money.minor, 0);

/**
 * The reading of the latest day, whoever entered it first: registers in which facts came in another
 * order have the same sheet. Of one day the last of each side counts, of two sides always the same.
 */
export const latestReading = ({ readings }: PilotState, metric: string): Reading | undefined =>
  readings
    .filter((reading) => reading.metric === metric)
    .toSorted((a, b) => compare(a.on, b.on) || compare(a.side, b.side))
    .at(-1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The sheet of the gate that is decided next. "Go" is forbidden where more was spent than the cap,
 * a kill criterion is met, or a metric has no reading (from the result of the pilot on).
 */
export function gateSheet(state: PilotState): GateSheet | undefined {
  const { charter, gate, revision } = state;
  if (!charter || !gate) return undefined;
  const { currency } = charter.cap;
  const counted = state.spendings.filter(({ takenBack }) => !takenBack);
  const minor = spentIn(state, currency);
  const latest = (metric: string) => latestReading(state, metric);
  const met = charter.killCriteria.filter(({ metric, when, bound }) => {
    const value = latest(metric)?.value;
    return value !== undefined && (when === "below" ? value < bound : value > bound);
  });
  const missing = beforeThePilot.has(gate)
    ? []
    : charter.metrics.filter(({ id }) => latest(id) === undefined);
  const overCap =
    minor > charter.cap.minor || counted.some(({ money }) => money.currency !== currency);
  return {
    gate,
    revision,
    spent: { minor, currency },
    cap: charter.cap,
    readings: charter.metrics.map(({ id, target }) => {
      const reading = latest(id);
      return { metric: id, target, ...(reading && { latest: reading }) };
    }),
    objections: [
      ...(overCap ? [{ reason: "over-cap" as const }] : []),
      ...met.map(({ id }) => ({ reason: "kill-criterion-met" as const, about: id })),
      ...missing.map(({ id }) => ({ reason: "reading-missing" as const, about: id })),
    ],
  };
}

/**
 * SHA-256 of the charter and the sheet of the gate as they stand, lower-case hex. How often the
 * charter was revised does not count: the other register may know its last text alone.
 */
export function sheetDigest(state: PilotState): string {
  const { revision: _count, ...sheet } = gateSheet(state) ?? {};
  return createHash("sha256")
    .update(canonical({ id: state.id, charter: state.charter, sheet }))
    .digest("hex");
}

/** Whether these outcomes are all that there are: none below nought, together 1. */
export const areAllOutcomes = (scenarios: readonly Scenario[]): boolean =>
  scenarios.every(({ probability }) => probability >= 0) &&
  Math.abs(scenarios.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-6;

export interface StagingWorksheet {
  readonly commitAll: number;
  readonly staged: number;
  /** What the option to stop after the pilot is worth: staged less committing at once. */
  readonly option: number;
}

/**
 * What it is worth to invest in stages with the right to stop, against committing everything at
 * once (Dixit and Pindyck, Investment under Uncertainty, ch. 2; two periods).
 *
 * @param pilot cost of the pilot now
 * @param scale cost of scaling one period later
 * @param rate discount rate a period, 0.1 for ten per cent
 */
export function stagingWorksheet(
  pilot: number,
  scale: number,
  rate: number,
  scenarios: readonly Scenario[],
): StagingWorksheet {
  const expected = (value: (scenario: Scenario) => number) =>
    scenarios.reduce((sum, one) => sum + one.probability * value(one), 0) / (1 + rate);
  const commitAll = -pilot + expected(({ value }) => value - scale);
  const staged = -pilot + expected(({ value }) => Math.max(0, value - scale));
  return { commitAll, staged, option: staged - commitAll };
}
