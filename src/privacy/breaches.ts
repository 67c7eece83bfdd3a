import { type OfficerId, ok, type Result, refuse } from "../kernel/index.ts";
import { newId, type Sql } from "../platform/db/index.ts";
import type { PrivacyRules } from "./rules.ts";
import "./refusals.ts";

/** What is done about a breach, in the order in which it is usually done. */
export const breachSteps = ["authority", "report", "people", "closed"] as const;
export type BreachStep = (typeof breachSteps)[number];

export interface BreachStepDone {
  readonly step: BreachStep;
  readonly at: Date;
  readonly by: OfficerId;
  readonly note: string;
}

/** A breach of personal data. */
export interface Breach {
  readonly id: string;
  /** By which officers speak of it. */
  readonly number: number;
  /** When the government came to know of it: the hours count from here. */
  readonly knownAt: Date;
  readonly what: string;
  readonly data: string;
  readonly people: number;
  readonly measures: string;
  /** The people themselves have to be told. */
  readonly highRisk: boolean;
  readonly recordedBy: OfficerId;
  readonly recordedAt: Date;
  readonly steps: readonly BreachStepDone[];
}

export type NewBreach = Pick<
  Breach,
  "knownAt" | "what" | "data" | "people" | "measures" | "highRisk"
> & { readonly by: OfficerId };

export async function recordBreach(sql: Sql, at: Date, breach: NewBreach): Promise<string> {
  const id = newId();
  await sql`
    insert into privacy.breach (id, known_at, what, data, people, measures, high_risk,
      recorded_by, recorded_at)
    values (${id}, ${breach.knownAt}, ${breach.what}, ${breach.data}, ${breach.people},
      ${breach.measures}, ${breach.highRisk}, ${breach.by}, ${at})`;
  return id;
}

type Row = Omit<Breach, "steps">;
type StepRow = BreachStepDone & { readonly breach: string };

/** All of them, the newest first. */
export async function breaches(sql: Sql): Promise<readonly Breach[]> {
  const rows = await sql<Row[]>`
    select id, number, known_at as "knownAt", what, data, people, measures, high_risk as "highRisk",
      recorded_by as "recordedBy", recorded_at as "recordedAt"
    from privacy.breach order by known_at desc limit 200`;
  const steps = await sql<StepRow[]>`
    select breach, step, at, by, note from privacy.breach_step
    where breach = any(${rows.map(({ id }) => id)}::uuid[]) order by at`;
  return rows.map((row) => ({ ...row, steps: steps.filter(({ breach }) => breach === row.id) }));
}

/**
 * Refuses privacy.breach-step-done, also for a breach that there is not; privacy.breach-untold:
 * it is closed while something is not done that has to be, and no note says why.
 */
export async function recordBreachStep(
  sql: Sql,
  id: string,
  { step, at, by, note }: BreachStepDone,
): Promise<Result<undefined>> {
  if (step === "closed" && note.trim() === "") {
    const [missing] = await sql`
      select from privacy.breach, unnest(array['authority', 'report', 'people']) as needed
      where id = ${id} and (needed <> 'people' or high_risk) and not exists (
        select from privacy.breach_step where breach = ${id} and step in (needed, 'closed'))
      limit 1`;
    if (missing) return refuse("invalid", "privacy.breach-untold");
  }
  const { count } = await sql`
    insert into privacy.breach_step (breach, step, at, by, note)
    select id, ${step}, ${at}, ${by}, ${note} from privacy.breach where id = ${id}
    on conflict on constraint breach_step_pk do nothing`;
  return count === 1 ? ok(undefined) : refuse("conflict", "privacy.breach-step-done");
}

const hourMs = 3_600_000;

/** By when the authority is to be told, and to have the report. */
export const breachDue = (
  { knownAt }: Pick<Breach, "knownAt">,
  { breachHours, reportHours }: PrivacyRules,
): Readonly<Record<"authority" | "report", Date>> => ({
  authority: new Date(knownAt.getTime() + breachHours * hourMs),
  report: new Date(knownAt.getTime() + reportHours * hourMs),
});
