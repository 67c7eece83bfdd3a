import { randomBytes } from "node:crypto";
import {
  makeReference,
  normaliseReference,
  type OfficerId,
  ok,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { newId, type Sql, transaction } from "../platform/db/index.ts";
import {
  type Agent,
  type AgentWork,
  type Control,
  type Finding,
  findings,
  type Report,
} from "./model.ts";
import { endPad } from "./pads.ts";

const columns = (sql: Sql) => sql`
  officer, badge, issued_at as "issuedAt", suspended_at as "suspendedAt", from_at as "fromAt",
  until_at as "untilAt", withdrawn_at as "withdrawnAt", false as replaced`;

/** The badge of an officer with the role of an agent; created on first use. */
export async function badgeOf(sql: Sql, now: Date, officer: OfficerId): Promise<Agent> {
  await sql`
    insert into counter.agent (officer, badge, issued_at)
    values (${officer}, ${makeReference(randomBytes(18))}, ${now})
    on conflict (officer) do nothing`;
  const [agent] = await sql<Agent[]>`
    select ${columns(sql)} from counter.agent where officer = ${officer}`;
  if (!agent) throw new Error("a badge was written and is not there");
  return agent;
}

/** By the number on the badge, in any spelling. */
export async function agentByBadge(sql: Sql, typed: string): Promise<Agent | undefined> {
  const badge = normaliseReference(typed);
  if (!badge) return undefined;
  const [agent] = await sql<Agent[]>`
    select ${columns(sql)} from counter.agent where badge = ${badge}`;
  if (agent) return agent;
  const [before] = await sql<Agent[]>`
    select ${columns(sql)} from counter.agent
    where officer = (select officer from counter.badge_before where badge = ${badge})`;
  return before && { ...before, badge, replaced: true };
}

/** The badge of an agent; undefined before they have one. */
export async function agentOf(sql: Sql, officer: string): Promise<Agent | undefined> {
  const [agent] = await sql<Agent[]>`
    select ${columns(sql)} from counter.agent where officer = ${officer}`;
  return agent;
}

/** A number for a new badge. */
export const newBadge = (): string => makeReference(randomBytes(18));

export type BadgeSpan = Pick<Agent, "officer" | "badge" | "fromAt" | "untilAt">;

/**
 * Writes a badge as it is from now on. Another number makes the one before invalid at once, and
 * ends a withdrawal; a suspension stays.
 */
export async function keepBadge(
  tx: Sql,
  now: Date,
  { officer, badge, fromAt, untilAt }: BadgeSpan,
): Promise<void> {
  await tx`
    insert into counter.badge_before (badge, officer, ended_at)
    select badge, officer, ${now} from counter.agent
    where officer = ${officer} and badge <> ${badge}`;
  await tx`
    insert into counter.agent (officer, badge, issued_at, from_at, until_at)
    values (${officer}, ${badge}, ${now}, ${fromAt}, ${untilAt})
    on conflict (officer) do update set badge = ${badge}, from_at = ${fromAt},
      until_at = ${untilAt},
      issued_at = case when agent.badge = ${badge} then agent.issued_at else ${now} end,
      withdrawn_at = case when agent.badge = ${badge} then agent.withdrawn_at end`;
}

/** Makes a badge invalid at once, and ends the second screen. @returns false where it is already */
export async function withdrawBadge(tx: Sql, now: Date, officer: OfficerId): Promise<boolean> {
  const rows = await tx`
    update counter.agent set withdrawn_at = ${now}
    where officer = ${officer} and withdrawn_at is null returning officer`;
  await endPad(tx, officer);
  return rows.length > 0;
}

/** How much each agent has done since an instant, when last, and what people report of them. */
export const agentWork = (sql: Sql, since: Date): Promise<readonly AgentWork[]> => sql<AgentWork[]>`
  select officer, visits, last_visit as "lastVisitAt", reports
  from counter.agent,
    lateral (select count(*) filter (where opened_at >= ${since})::int as visits,
        max(touched_at) as last_visit
      from counter.visit where operator = officer and door = 'agent') as visit,
    lateral (select count(*)::int as reports from counter.report
      where report.agent = officer) as report`;

export const agents = (sql: Sql): Promise<readonly Agent[]> => sql<Agent[]>`
  select ${columns(sql)} from counter.agent order by suspended_at desc nulls last, issued_at
  limit 500`;

export interface NewControl {
  readonly agent: OfficerId;
  readonly inspector: OfficerId;
  readonly finding: string;
  readonly note: string;
  readonly suspend: boolean;
}

const isFinding = (text: string): text is Finding => (findings as readonly string[]).includes(text);

/**
 * Records an inspector's visit. `suspend` invalidates the badge and ends the second screen at once;
 * the finding `reinstated` makes it valid again. Refuses counter.finding-unknown,
 * counter.note-missing (a suspension needs a reason), counter.control-of-oneself.
 */
export async function recordControl(
  sql: Sql,
  now: Date,
  { agent, inspector, finding, note, suspend }: NewControl,
): Promise<Result<true>> {
  if (!isFinding(finding)) return refuse("invalid", "counter.finding-unknown");
  if (agent === inspector) return refuse("not-allowed", "counter.control-of-oneself");
  if (note.trim() === "" && (suspend || finding === "reinstated"))
    return refuse("invalid", "counter.note-missing");
  const suspended = suspend && finding !== "reinstated";
  await transaction(sql, async (tx) => {
    await tx`
      insert into counter.control (id, agent, inspector, at, finding, note, suspended)
      values (${newId()}, ${agent}, ${inspector}, ${now}, ${finding}, ${note}, ${suspended})`;
    if (suspended)
      await tx`
        update counter.agent set suspended_at = ${now}, suspended_by = ${inspector}
        where officer = ${agent} and suspended_at is null`;
    if (suspended) await endPad(tx, agent);
    if (finding === "reinstated")
      await tx`
        update counter.agent set suspended_at = null, suspended_by = null
        where officer = ${agent}`;
  });
  return ok(true);
}

export const controlsOf = (sql: Sql, agent: OfficerId): Promise<readonly Control[]> => sql<
  Control[]
>`
  select at, inspector, finding, note, suspended from counter.control
  where agent = ${agent} order by at desc limit 100`;

export const report = async (
  sql: Sql,
  now: Date,
  agent: OfficerId,
  { askedMinor, text, phone }: Omit<Report, "at">,
): Promise<void> => {
  await sql`
    insert into counter.report (id, agent, at, asked_minor, text, phone)
    values (${newId()}, ${agent}, ${now}, ${askedMinor}, ${text}, ${phone})`;
};

export const reportsOf = (sql: Sql, agent: OfficerId): Promise<readonly Report[]> => sql<Report[]>`
  select at, asked_minor::float8 as "askedMinor", text, phone from counter.report
  where agent = ${agent} order by at desc limit 100`;
