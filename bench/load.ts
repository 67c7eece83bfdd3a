import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { askedWords } from "../src/acts/index.ts";
import { type Catalogue, loadCatalogue, readCalendar } from "../src/catalogue/index.ts";
import { makeReference } from "../src/kernel/index.ts";
import { json, type Pool } from "../src/platform/db/index.ts";
import { makeI18n } from "../src/platform/i18n/index.ts";
import { makeTemplates, type Template } from "./templates.ts";

const root = join(import.meta.dirname, "..");
export const jurisdictionDir = join(root, "jurisdictions/rw");

/** Of a hundred cases so many are still at work: about a month's. */
const openShare = 0.3;
const people = 20_000;
/** Most of what people ask for are certificates: one such template counts as often as this. */
const [usual, usualWeight] = ["birth-certificate", 12];

function catalogueHere(): Catalogue {
  const { catalogue } = loadCatalogue(jurisdictionDir);
  if (!catalogue) throw new Error("the services have mistakes: npm run services:check");
  return catalogue;
}

/** Every case that a government with these services can have, as rows. */
async function templatesHere(sql: Pool): Promise<Template[]> {
  const catalogue = catalogueHere();
  const now = new Date();
  const year = now.getUTCFullYear();
  const years = [year - 1, year, year + 1, year + 2];
  const calendar = await readCalendar(sql, catalogue.jurisdiction, years);
  const words = askedWords(makeI18n(join(root, "messages")).for("rw"));
  return makeTemplates({ folder: jurisdictionDir, catalogue, calendar, words, now });
}

/**
 * Fills a migrated database with so many cases: rows that the real functions made, multiplied with
 * new ids and references. Events, fold, answers and tasks of each case fit each other.
 */
export async function loadCases(sql: Pool, count: number): Promise<void> {
  await addPeople(sql);
  await addCases(sql, count);
}

/** So many more, of the same people. */
export async function addCases(sql: Pool, count: number): Promise<void> {
  const templates = await templatesHere(sql);
  await multiplied(sql, templates, drawn(templates, count));
}

/**
 * Adds so many birth certificates that wait for their last signature, all with an equally long
 * history: in a database like that of a government only few wait at any one moment.
 */
export async function loadSignable(sql: Pool, count: number): Promise<SignableCase[]> {
  const templates = await templatesHere(sql);
  const template = templates.findIndex(
    ({ application, tasks }) =>
      application.service === usual &&
      tasks.some((task) => task.task === "signature" && task.closed_at === null),
  );
  if (template < 0) throw new Error("no story of a birth certificate waits for a signature");
  await multiplied(sql, templates, Array<number>(count).fill(template));
  const { version } = templates[template]?.application ?? {};
  return sql<SignableCase[]>`
    select t.case_id as "caseId", t.key
    from cases.task as t join cases.application as a on a.id = t.case_id
    where t.closed_at is null and t.task = 'signature' and a.service = ${usual}
      and a.version = ${Number(version)} and t.claimed_by is null
    order by t.case_id desc limit ${count}`;
}

export interface SignableCase {
  readonly caseId: string;
  /** Of the task. */
  readonly key: string;
}

/** Writes one case for each of these numbers of templates. */
async function multiplied(sql: Pool, templates: readonly Template[], numbers: readonly number[]) {
  await writeTemplates(sql, templates);
  await drawCases(sql, numbers);
  for (const statement of multiply) await sql.unsafe(statement);
  await sql.unsafe("drop table bench_case, bench_template, bench_event, bench_task, bench_finding");
  // A checkpoint now, so that the writing of all this does not fall into what is measured.
  await sql.unsafe("vacuum analyze");
}

const addPeople = (sql: Pool) => sql`
  insert into auth.person (id, iss, sub, name, given_name, family_name, birth_date, national_id,
    nationality, phone, language, level, created_at, updated_at)
  select uuidv7(), 'urn:hamwe:bench', n, 'Uwase ' || n, n, 'Uwase', '1990-05-02',
    '01990' || lpad(n::text, 11, '0'), 'RW', '+25070' || lpad(n::text, 7, '0'), 'rw', 2, now(),
      now()
  from generate_series(1, ${people}::int) as n`;

async function writeTemplates(sql: Pool, templates: readonly Template[]): Promise<void> {
  const numbered = templates.map((template, no) => ({ ...template, no }));
  const events = numbered.flatMap(({ no, events }) => events.map((event) => ({ no, ...event })));
  const tasks = numbered.flatMap(({ no, tasks }) => tasks.map((task) => ({ no, ...task })));
  const findings = numbered.flatMap(({ no, findings }) => findings.map((one) => ({ no, ...one })));
  await sql`
    create unlogged table bench_template as
    select * from jsonb_to_recordset(${json(sql, numbered)})
      as t(no int, application jsonb, answers jsonb, due timestamptz)`;
  await sql`
    create unlogged table bench_event as
    select * from jsonb_to_recordset(${json(sql, events)})
      as t(no int, version int, type text, data jsonb, at timestamptz, actor text, command text)`;
  await sql`
    create unlogged table bench_task as
    select (t ->> 'no')::int as no, r.* from jsonb_array_elements(${json(sql, tasks)}) as t,
      jsonb_populate_record(null::cases.task, t) as r`;
  await sql`
    create unlogged table bench_finding as
    select * from jsonb_to_recordset(${json(sql, findings)}) as t(no int, task text, values jsonb)`;
  await sql.unsafe("analyze bench_template, bench_event, bench_task, bench_finding");
}

/** Which template each of so many cases gets. */
function drawn(templates: readonly Template[], count: number): number[] {
  const numbers = templates.flatMap(({ application }, no) =>
    Array<number>(application.service === usual ? usualWeight : 1).fill(no),
  );
  const open = numbers.filter((no) => templates[no]?.open);
  const closed = numbers.filter((no) => !templates[no]?.open);
  if (open.length === 0 || closed.length === 0) throw new Error("no cases to multiply");
  return Array.from({ length: count }, (_, index) => {
    const pool = (index * 0.61803398875) % 1 < openShare ? open : closed;
    return pool[(index * 7919) % pool.length] ?? 0;
  });
}

/** Each case gets a reference and a person; the ids rise with time as real ones do. */
async function drawCases(sql: Pool, numbers: readonly number[]): Promise<void> {
  const references = distinctReferences(numbers.length);
  await sql`
    create unlogged table bench_case as
    select uuidv7() as id, reference, template, p.id as person
    from (
      select reference, template, row_number() over () as n
      from unnest(${references}::text[], ${numbers}::int[]) as d(reference, template)
    ) as d
    join (select id, row_number() over () as n from auth.person where iss = 'urn:hamwe:bench') as p
      on p.n = 1 + d.n % ${people}`;
  await sql.unsafe("analyze bench_case");
}

/** Among a million that are drawn, one may come twice. */
function distinctReferences(count: number): string[] {
  const drawn = new Set<string>();
  while (drawn.size < count) drawn.add(makeReference(randomBytes(18)));
  return [...drawn];
}

const multiply = [
  `insert into events.event (stream, version, type, data, at, actor, command)
   select 'case-' || c.id, e.version, e.type,
     case when e.version = 1 then e.data
       || jsonb_build_object('case', c.id, 'reference', c.reference, 'person', c.person)
       else e.data end, e.at, e.actor, e.command
   from bench_case as c join bench_event as e on e.no = c.template`,
  `insert into cases.application
   select r.* from bench_case as c join bench_template as t on t.no = c.template,
     jsonb_populate_record(null::cases.application, t.application
       || jsonb_build_object('id', c.id, 'reference', c.reference, 'person_id', c.person)) as r`,
  // Each is about another child: files with the same number are likely doubles.
  `insert into cases.answers
   select c.id, 1, case when t.answers -> 'answers' ? 'child_can'
       then jsonb_set(t.answers -> 'answers', '{child_can}', to_jsonb('CAN-' || c.reference))
       else t.answers -> 'answers' end,
     t.answers -> 'asked', (t.answers ->> 'at')::timestamptz
   from bench_case as c join bench_template as t on t.no = c.template`,
  `insert into cases.finding (case_id, task, values, at)
   select c.id, f.task, case when f.values ? 'register_number'
       then jsonb_set(f.values, '{register_number}', to_jsonb(c.reference)) else f.values end, now()
   from bench_case as c join bench_finding as f on f.no = c.template`,
  `insert into cases.task (case_id, key, task, stage, authority, office, role, reference, service,
     definition, revision, opened_at, sent_at, due_at, promised_at, claimed_by, assigned_by,
     proposed_by, escalated, waiting, signed, voted_by, closed_at, closed_by)
   select c.id, key, task, stage, authority, office, role, c.reference, service, definition,
     revision, opened_at, sent_at, due_at, promised_at, claimed_by, assigned_by, proposed_by,
     escalated, waiting, signed, voted_by, closed_at, closed_by
   from bench_case as c join bench_task as t on t.no = c.template`,
  `insert into jobs.job (task, payload, key, run_at, timed)
   select 'case-fall-due', jsonb_build_object('caseId', c.id), 'case-due:' || c.id, t.due, true
   from bench_case as c join bench_template as t on t.no = c.template where t.due is not null`,
];

/** Drafts of the birth certificate, all answered, each of another person, ready to be sent. */
export async function addDrafts(sql: Pool, count: number): Promise<Draft[]> {
  const version = catalogueHere().current("birth-certificate")?.version ?? 0;
  return sql<Draft[]>`
    with someone as (
      select id, row_number() over (order by id) as n
      from auth.person where iss = 'urn:hamwe:bench' order by id limit ${bench.people}
    )
    insert into cases.draft (id, person_id, service, definition, answers, visited, created_at,
      updated_at)
    select uuidv7(), someone.id, 'birth-certificate', ${version}, ${json(sql, exampleDraft)}::jsonb
        || jsonb_build_object('child_can', 'CAN-2026-' || lpad(d::text, 6, '0')),
      '["who", "child", "certificate", "contact"]', now(), now()
    from generate_series(0, ${count - 1}::int) as d
    join someone on someone.n = 1 + d % ${bench.people}
    order by d
    returning id, person_id as person`;
}

export interface Draft {
  readonly id: string;
  readonly person: string;
}

/** So many that nobody reaches the limit of what one person may send in a minute. */
export const bench = { people: 600, officers: 20 };

/** The first example of the birth certificate. */
export const exampleDraft = {
  who: "child",
  child_name: "Uwase Ineza",
  child_birth_date: "2026-03-14",
  child_can: "CAN-2026-000123",
  reason: "school",
  district: "gasabo",
  sector: "gasabo.remera",
  phone: "+250700000001",
};

export interface Session {
  readonly of: string;
  readonly cookie: string;
}

/** Officers who sign birth certificates, so many that no limit of one is reached. */
export const addOfficers = (sql: Pool) => sql<{ id: string }[]>`
  with added as (
    insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
    select uuidv7(), 'urn:hamwe:bench', 'officer-' || n, 'Officer ' || n, 'minaloc', true, now(),
      now()
    from generate_series(1, ${bench.officers}::int) as n returning id)
  insert into auth.held_role (id, officer, role, offices, services, status, asked_by, asked_at,
    given_by, given_at)
  select uuidv7(), id, 'executive-secretary', '{}', '{}', 'held', 'command', now(), 'command',
    now()
  from added returning officer as id`;

/** Opens sessions as sign-in would; the browser's half is the cookie. */
export async function openSessions(
  sql: Pool,
  kind: "person" | "officer",
  ids: readonly string[],
): Promise<Session[]> {
  const opened = ids.map((of) => ({ of, cookie: randomBytes(32).toString("base64url") }));
  const rows = opened.map(({ of, cookie }) => ({
    id_hash: createHash("sha256").update(cookie).digest(),
    person: kind === "person" ? of : null,
    officer: kind === "officer" ? of : null,
    level: kind === "person" ? 2 : null,
    shared: false,
    started_at: new Date(),
    touched_at: new Date(),
    idle_until: new Date(Date.now() + 3_600_000),
    ends_at: new Date(Date.now() + 36_000_000),
  }));
  await sql`insert into auth.session ${sql(rows)}`;
  return opened;
}
