import type { Pool } from "../src/platform/db/index.ts";

const syllables = "{mu,ka,ma,na,ha,bi,u,wa,se,i,ne,za,gi,ra}";

/** A name of three syllables; a few are common and most are rare, as names are. */
const nameOf = (which: number) => `(select initcap(s[1 + k % 14] || s[1 + k / 14 % 14]
  || s[1 + k / 196 % 14]) from (select floor(2744 * power(
    (hashint4(n * 3 + ${which}) & 65535) / 65536.0, 2))::int) as d(k),
  (select '${syllables}'::text[]) as l(s))`;

/** What a desk lists and finds, as rows: all of one authority, three of ten still open. */
const statements = (cases: number): readonly string[] => [
  `create unlogged table bench_file as
   select uuidv7() as id, n, 'D' || lpad(n::text, 9, '0') as reference, random() < 0.3 as open,
     ${nameOf(0)} as family, ${nameOf(1)} as given, ${nameOf(2)} as child
   from generate_series(1, ${cases}) as n`,
  `alter table bench_file add sent timestamptz, add promised timestamptz`,
  `update bench_file set sent = now() - case when open then 40 else 365 end * random()
     * interval '1 day'`,
  `update bench_file set promised = sent + interval '30 days'`,
  `insert into cases.application (id, reference, person_id, service, definition, authority, status,
     lang, submitted_at, due_at, decided_at, version, search_key)
   select id, reference, md5((n % 200000)::text)::uuid, 'birth-certificate', 1, 'minaloc',
     case when open then 'in-review' else 'granted' end, 'rw', sent, promised,
     case when open then null else sent end, 6, 'bench' from bench_file`,
  `insert into cases.answers (case_id, revision, answers, asked, at)
   select id, 1,
     jsonb_build_object('child_name', child || ' ' || family, 'sector', 'gasabo.remera'),
     jsonb_build_object('lang', 'rw', 'pages', '[]'::jsonb,
       'applicant', jsonb_build_object('name', family || ' ' || given)), sent from bench_file`,
  `insert into cases.search_word (word, case_id)
   select distinct lower(word), id from bench_file, unnest(array[family, given, child,
     '#' || md5('i' || n % 200000), '#' || md5('p' || n % 200000), '#' || md5('c' || n)]) as word
   order by 1, 2`,
  `insert into cases.task (case_id, key, task, stage, authority, role, reference, service,
     opened_at, sent_at, due_at, promised_at, claimed_by, proposed_by, escalated, waiting,
     closed_at, closed_by)
   select id, '1.register-check', 'register-check', 'register', 'minaloc', 'registrar', reference,
     'birth-certificate', sent, sent, promised, promised, null, null, false, false, sent, 'somebody'
   from bench_file
   union all
   select id, '2.signature', 'signature', 'signature', 'minaloc', 'executive-secretary', reference,
     'birth-certificate', sent, sent, promised - interval '3 days', promised,
     case when open and n % 5 = 0 then (select id::text from auth.officer
       where sub = 'officer-' || 1 + n % 10) end, null, false, open and n % 50 = 1,
     case when open then null else sent end, case when open then null else 'somebody' end
   from bench_file`,
  "drop table bench_file",
  "vacuum analyze",
];

/** Fills a migrated database with so many files; its officers are there already. */
export async function loadDesk(sql: Pool, cases: number): Promise<void> {
  for (const statement of statements(cases)) await sql.unsafe(statement);
}
