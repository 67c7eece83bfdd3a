import type { Result } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { moved, providerAccount, writeEntry } from "./books.ts";
import type { StatementLine } from "./provider.ts";
import { type PaymentsDeps, readJob } from "./record.ts";

/** A day of a provider's statement. */
export interface Statement {
  readonly provider: string;
  /** ISO date, UTC. */
  readonly day: string;
  readonly lines: readonly StatementLine[];
  /** An officer, or `system` at night. */
  readonly by: string;
}

export const differenceKinds = [
  "unknown",
  "unseen",
  "amount",
  "missing",
  "refund-unknown",
  "refund-missing",
  "refund-amount",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What a statement and our books say otherwise. */
export interface Difference {
  readonly id: string;
  readonly provider: string;
  readonly kind: DifferenceKind;
  /** The provider's reference, or the id of our refund. */
  readonly ref: string;
  readonly oursMinor: number | null;
  readonly theirsMinor: number | null;
  readonly currency: string;
  readonly firstSeen: Date;
}

const kindOfMovement = { payout: "treasury", charge: "provider-charges" } as const;

/** One line, once; what the provider paid out or kept is a movement of our books too. */
async function takeLine(tx: Sql, provider: string, line: StatementLine): Promise<void> {
  const { id, kind, ref, money, at } = line;
  const { count } = await tx`
    insert into payments.statement_line (provider, id, kind, ref, amount_minor, currency, at)
    values (${provider}, ${id}, ${kind}, ${ref ?? null}, ${money.minor}, ${money.currency}, ${at})
    on conflict do nothing`;
  if (count === 0 || kind === "payment" || kind === "refund") return;
  await writeEntry(tx, {
    ...{ source: `statement-${provider}:${id}`, what: kind, at },
    postings: moved(money, providerAccount(provider), kindOfMovement[kind]),
  });
}

/**
 * Takes a day of a provider's statement and compares. Payments that it has and we have not seen are
 * read again at once. Taken twice it changes nothing. @returns how many differences are open
 */
export async function takeStatement(
  deps: PaymentsDeps,
  { provider, day, lines, by }: Statement,
): Promise<Result<number>> {
  if (!deps.providers.some(({ id }) => id === provider))
    return refuse("not-found", "payments.no-such-provider");
  const now = deps.clock();
  await transaction(deps.sql, async (tx) => {
    for (const line of lines) await takeLine(tx, provider, line);
    await tx`
      insert into payments.statement_day (provider, day, taken_at, taken_by)
      values (${provider}, ${day}, ${now}, ${by})
      on conflict (provider, day) do update set taken_at = excluded.taken_at,
        taken_by = excluded.taken_by`;
  });
  const unseen = await deps.sql<{ id: string }[]>`
    select attempt.id from payments.statement_line line
    join payments.attempt on attempt.provider = line.provider and provider_ref = line.ref
    where line.provider = ${provider} and kind = 'payment' and status <> 'paid'`;
  await deps.enqueue(
    deps.sql,
    unseen.map(({ id }) => readJob(id, now, "called")),
  );
  return ok(await compare(deps.sql, provider, now));
}

/** What is otherwise now: differences that are gone are resolved, new ones are dated. */
export async function compare(sql: Sql, provider: string, now: Date): Promise<number> {
  await sql`
    with line as (
      select * from payments.statement_line where provider = ${provider}
    ), covered as (
      select day from payments.statement_day where provider = ${provider}
    ), seen as (
      select case when attempt.id is null then 'unknown' when status <> 'paid' then 'unseen'
          else 'amount' end as kind,
        coalesce(line.ref, line.id) as ref, received_minor as ours,
        line.amount_minor as theirs, line.currency
      from line left join payments.attempt
        on attempt.provider = line.provider and provider_ref = line.ref
      where line.kind = 'payment' and (attempt.id is null or status <> 'paid'
        or received_minor <> line.amount_minor or received_currency <> line.currency)
      union all
      select 'missing', provider_ref, received_minor, null, received_currency
      from payments.attempt where provider = ${provider} and status = 'paid'
        and paid_at::date in (select day from covered)
        and paid_at::date + 1 in (select day from covered)
        and not exists (select from line where kind = 'payment' and ref = provider_ref)
      union all
      select case when refund.id is null then 'refund-unknown' else 'refund-amount' end,
        coalesce(line.ref, line.id), refund.amount_minor, line.amount_minor, line.currency
      from line left join payments.refund on refund.id::text = line.ref and status = 'made'
      where line.kind = 'refund' and (refund.id is null
        or refund.amount_minor <> line.amount_minor or refund.currency <> line.currency)
      union all
      select 'refund-missing', refund.id::text, refund.amount_minor, null, refund.currency
      from payments.refund join payments.attempt on attempt.id = attempt_id
      where provider = ${provider} and refund.status = 'made' and not by_hand
        and answered_at::date in (select day from covered)
        and answered_at::date + 1 in (select day from covered)
        and not exists (select from line where kind = 'refund' and ref = refund.id::text)
    ), gone as (
      update payments.difference set resolved_at = ${now}
      where provider = ${provider} and resolved_at is null and not exists (
        select from seen where seen.kind = difference.kind and seen.ref = difference.ref)
    )
    insert into payments.difference (provider, kind, ref, ours_minor, theirs_minor, currency,
      first_seen)
    select distinct on (kind, ref) ${provider}, kind, ref, ours, theirs, currency,
      ${now}::timestamptz
    from seen
    on conflict (provider, kind, ref) where resolved_at is null do nothing`;
  const [row] = await sql<{ open: number }[]>`
    select count(*)::int as open from payments.difference
    where provider = ${provider} and resolved_at is null`;
  return row?.open ?? 0;
}

/** Open differences, oldest first. */
export const openDifferences = (sql: Sql, limit: number): Promise<Difference[]> =>
  sql<Difference[]>`
    select id, provider, kind, ref, ours_minor as "oursMinor", theirs_minor as "theirsMinor",
      currency, first_seen as "firstSeen"
    from payments.difference where resolved_at is null order by first_seen, id limit ${limit}`;

/** The last day of each provider's statement that we have. */
export const lastStatements = (
  sql: Sql,
): Promise<{ readonly provider: string; readonly day: string; readonly takenAt: Date }[]> =>
  sql`
    select distinct on (provider) provider, day, taken_at as "takenAt"
    from payments.statement_day order by provider, day desc`;

/** What whoever runs the server is told of money: for gauges. */
export interface MoneyState {
  readonly differences: number;
  /** Age of the oldest open difference, in seconds; 0 where there is none. */
  readonly oldestDifferenceSeconds: number;
  readonly refundsOpen: number;
  readonly creditsOwed: number;
}

export async function moneyState(sql: Sql, now: Date): Promise<MoneyState> {
  const [row] = await sql<MoneyState[]>`
    select (select count(*) from payments.difference where resolved_at is null)::int as differences,
      coalesce((select extract(epoch from ${now}::timestamptz - min(first_seen))
        from payments.difference where resolved_at is null), 0)::float8
        as "oldestDifferenceSeconds",
      (select count(*) from payments.refund where status in ('proposed', 'confirmed'))::int
        as "refundsOpen",
      (select count(*) from payments.attempt where owed_back is not null and not exists (
        select from payments.refund where attempt_id = attempt.id and what = 'owed'
          and status = 'made'))::int as "creditsOwed"`;
  const nothing = { differences: 0, oldestDifferenceSeconds: 0, refundsOpen: 0, creditsOwed: 0 };
  return row ?? nothing;
}

const day = 86_400_000;
/** How many days are fetched at most in a night, after a provider was away. */
const mostDays = 31;

/**
 * Every night: fetches the days up to yesterday from each provider that tells them, and compares.
 * A provider that does not answer is asked again the next night.
 */
export async function reconcile(deps: PaymentsDeps): Promise<void> {
  const yesterday = new Date(deps.clock().getTime() - day).toISOString().slice(0, 10);
  const last = new Map((await lastStatements(deps.sql)).map((one) => [one.provider, one.day]));
  for (const { id, statement } of deps.providers) {
    if (!statement) continue;
    const had = last.get(id);
    const earliest = Date.parse(yesterday) - (mostDays - 1) * day;
    const from = Math.max(had ? Date.parse(had) + day : Date.parse(yesterday), earliest);
    for (let at = from; at <= Date.parse(yesterday); at += day) {
      const date = new Date(at).toISOString().slice(0, 10);
      const lines = await statement(date).catch(() => undefined);
      if (!lines) break;
      await takeStatement(deps, { provider: id, day: date, lines, by: "system" });
    }
  }
}
