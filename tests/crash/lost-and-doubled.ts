import type { CaseState } from "../../src/cases/index.ts";
import type { Sql } from "../../src/platform/db/index.ts";
import type { Notebook } from "./notebook.ts";

export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
}

/** Holds what clients were told against what is written. */
export async function lostAndDoubled(sql: Sql, notebook: Notebook): Promise<Verdict> {
  const verdict: Verdict = { lost: [], doubled: [] };
  await submissions(sql, notebook, verdict);
  await decisions(sql, notebook, verdict);
  await signed(sql, verdict);
  await payments(sql, notebook, verdict);
  await uploads(sql, notebook, verdict);
  await twice(sql, verdict);
  return verdict;
}

async function submissions(sql: Sql, notebook: Notebook, { lost, doubled }: Verdict) {
  for (const [draft, { reference, service }] of notebook.submissions) {
    const found = await sql<{ draft: string }[]>`
      select draft.id as draft from cases.application join cases.draft on case_id = application.id
      where application.reference = ${reference} and application.service = ${service}`;
    if (!found.some((row) => row.draft === draft)) lost.push(`submission ${reference}`);
    if (found.length > 1) doubled.push(`reference ${reference}`);
    const events = await sql`
      select from events.event where type = 'CaseSubmitted' and command = ${`submit:${draft}`}`;
    if (events.length > 1) doubled.push(`draft ${draft} became ${events.length} cases`);
  }
}

async function decisions(sql: Sql, notebook: Notebook, { lost, doubled }: Verdict) {
  for (const [key, { caseId, task, outcome }] of notebook.decisions) {
    const events = await sql`
      select from events.event
      where stream = ${`case-${caseId}`} and command = ${key}
        and type in ('TaskDone', 'OutcomeProposed', 'DecisionSigned') and data ->> 'task' = ${task}
        and (${outcome} = '' or data ->> 'outcome' = ${outcome})`;
    if (events.length === 0) lost.push(`decision ${key} on ${task} of ${caseId}`);
    if (events.length > 1) doubled.push(`decision ${key} on ${task} of ${caseId}`);
  }
}

/** A decision that was signed has taken effect, unless the applicant withdrew before. */
async function signed(sql: Sql, { lost }: Verdict) {
  const waiting = await sql<{ stream: string }[]>`
    select stream from events.event as signed where type = 'DecisionSigned' and not exists (
      select from events.event as later
      where later.stream = signed.stream and later.version > signed.version
        and type in ('TaskDone', 'CaseWithdrawn', 'DecisionTakenBack'))`;
  lost.push(...waiting.map(({ stream }) => `the decision of ${stream} never took effect`));
}

async function payments(sql: Sql, notebook: Notebook, { lost, doubled }: Verdict) {
  for (const ref of notebook.payments) {
    const told = await sql<{ paid: string; recorded: number }[]>`
      select bill.status as paid,
        (select count(*) from events.event
         where stream = 'case-' || bill.case_id and type = 'FeePaid'
           and data ->> 'bill' = bill.id::text)::int as recorded
      from payments.attempt join payments.bill on bill.id = bill_id
      where provider = 'sandbox' and provider_ref = ${ref}`;
    const [one] = told;
    if (one?.paid !== "paid") lost.push(`payment ${ref}: the bill is ${one?.paid ?? "not there"}`);
    else if (one.recorded === 0) lost.push(`payment ${ref}: its case was not told`);
    if (told.length > 1 || (one?.recorded ?? 0) > 1) doubled.push(`payment ${ref}`);
  }
}

async function uploads(sql: Sql, notebook: Notebook, { lost }: Verdict) {
  for (const { draft, document } of notebook.uploads) {
    const files = await sql`
      select from cases.file join cases.draft on draft.id = draft_id
      where draft_id = ${draft} and document = ${document} and file.case_id = draft.case_id`;
    if (files.length === 0) lost.push(`paper ${document} of draft ${draft}`);
  }
}

/** What may never be there twice, whoever asked for it. */
async function twice(sql: Sql, { doubled }: Verdict) {
  const found = await sql<{ what: string }[]>`
    select 'two drafts of case ' || case_id as what from cases.draft
      where case_id is not null group by case_id having count(*) > 1
    union all select 'paper ' || document || ' of draft ' || draft_id from cases.file
      group by draft_id, document, sha256 having count(*) > 1
    union all select 'fee ' || (data ->> 'fee') || ' paid twice in ' || stream from events.event
      where type = 'FeePaid' group by stream, data ->> 'fee' having count(*) > 1
    union all select 'task ' || (data ->> 'task') || ' done twice in ' || stream from events.event
      where type = 'TaskDone' group by stream, data ->> 'task' having count(*) > 1
    union all select 'two submissions in ' || stream from events.event
      where type = 'CaseSubmitted' group by stream having count(*) > 1
    union all select 'two papers of case ' || case_id from credentials.credential
      group by case_id, document_type having count(*) > 1
    union all select 'two living bills of case ' || case_id from payments.bill
      where status <> 'expired' group by case_id, fee_id having count(*) > 1`;
  doubled.push(...found.map(({ what }) => what));
}

/** What is told once: a message of a kind as often as its turn came about, on each way. */
const turns: Readonly<Record<string, string>> = {
  CaseSubmitted: "submitted",
  InformationRequested: "request",
  PaperReleased: "paper-given",
  CaseWithdrawn: "withdrawn",
  AppealLodged: "appeal-received",
  AppealDecided: "appeal-decided",
};

export async function messagesToldTwice(sql: Sql): Promise<string[]> {
  const rows = await sql<{ template: string; caseId: string; told: number; happened: number }[]>`
    with told as (
      select case_id, template, channel, count(*)::int as times
      from messages.outbox group by case_id, template, channel
    ), happened as (
      select substr(stream, 6) as case_id, count(*)::int as times,
        coalesce(${sql.json(turns)}::jsonb ->> type, data ->> 'outcome') as template
      from events.event where type = 'CaseDecided' or ${sql.json(turns)}::jsonb ? type
      group by 1, 3
    )
    select told.template, told.case_id as "caseId", max(told.times) as told,
      max(happened.times) as happened
    from told join happened on happened.case_id = told.case_id::text
      and happened.template = told.template
    group by 1, 2 having max(told.times) > max(happened.times)`;
  return rows.map(
    ({ template, caseId, told, happened }) =>
      `"${template}" was told ${told} times and happened ${happened} times in ${caseId}`,
  );
}

/** Whoever is told by nobody: each case that was sent, by each way that its person has. */
export async function casesToldOf(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select application.id from cases.application
    join auth.person on person.id = person_id and (phone is not null or email is not null)
    where not exists (select from messages.outbox
      where case_id = application.id and template = 'submitted')`;
  return rows.map(({ id }) => `nobody was told that ${id} arrived`);
}

/** Bills that are missing, papers that were not given. */
export async function consequencesMissing(
  sql: Sql,
  states: ReadonlyMap<string, CaseState>,
  givesPaper: (service: string) => boolean,
): Promise<string[]> {
  const missing: string[] = [];
  const living = await sql<{ key: string }[]>`
    select case_id || ' ' || fee_id as key from payments.bill where status <> 'expired'`;
  const bills = new Set(living.map(({ key }) => key));
  const given = await sql<{ id: string }[]>`select case_id as id from credentials.credential`;
  const papers = new Set(given.map(({ id }) => id));
  for (const [id, state] of states) {
    const { submitted, status, decision, awaits } = state;
    const due = (submitted?.fees ?? []).filter(
      (fee) =>
        fee.money.minor > 0 &&
        status !== "withdrawn" &&
        (fee.due === "submit" ||
          (fee.due === "grant" && decision?.outcome === "granted") ||
          fee.due === `before ${awaits}`),
    );
    for (const fee of due)
      if (!bills.has(`${id} ${fee.id}`)) missing.push(`fee ${fee.id} of ${id} has no bill`);
    const released = status === "granted" && givesPaper(submitted?.service ?? "");
    const early = !released && state.papers.length > 0;
    if (released !== papers.has(id) && !early)
      missing.push(`${id} is ${status} and its paper is ${released ? "missing" : "there"}`);
  }
  return missing;
}
