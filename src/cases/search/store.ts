import type { Definition } from "../../catalogue/index.ts";
import type { Answers } from "../../form/index.ts";
import { type Sql, transaction } from "../../platform/db/index.ts";
import type { FindingsByTask } from "../findings.ts";
import type { Contact, Kept } from "../model.ts";
import { keyName, type SearchKeys, searchWords } from "./words.ts";

export const insertSearchWords = (tx: Sql, caseId: string, words: readonly string[]) => tx`
  insert into cases.search_word (word, case_id)
  select word, ${caseId}::uuid from unnest(${[...words]}::text[]) as word
  on conflict on constraint search_word_pk do nothing`;

/** The words of a case as they are now; those that it has no longer go. */
export const replaceSearchWords = (tx: Sql, caseId: string, words: readonly string[]) => tx`
  with gone as (
    delete from cases.search_word
    where case_id = ${caseId} and word <> all(${[...words]}::text[])
  ) ${insertSearchWords(tx, caseId, words)}`;

/** Numbers that were recorded anew, in place of those before. */
export const changeSearchWords = (
  tx: Sql,
  caseId: string,
  before: readonly string[],
  after: readonly string[],
) => tx`
  with gone as (
    delete from cases.search_word where case_id = ${caseId}
      and word = any(${before.filter((word) => !after.includes(word))}::text[])
  ) ${insertSearchWords(tx, caseId, after)}`;

interface IndexNeeds {
  readonly sql: Sql;
  readonly searchKeys: SearchKeys;
  readonly definition: (
    service: string,
    version: number,
  ) => Definition | undefined | Promise<Definition | undefined>;
}

interface Unindexed {
  readonly id: string;
  readonly service: string;
  readonly definition: number;
  readonly answers: Answers;
  readonly asked: Kept;
  readonly contact: Contact | null;
  readonly findings: FindingsByTask;
}

const lot = 200;

/**
 * Indexes every case that was not, or by another key: taken in by a server of before, or before the
 * secret was changed. @returns how many
 */
export async function indexLeft(needs: IndexNeeds): Promise<number> {
  const { sql, searchKeys } = needs;
  const key = keyName(searchKeys);
  for (let done = 0; ; ) {
    const rows = await sql<Unindexed[]>`
      select id, service, definition, answers, asked,
        (select jsonb_build_object('phone', phone, 'email', email)
         from cases.contact where case_id = id) as contact,
        (select coalesce(jsonb_object_agg(task, values), '{}')
         from cases.finding where case_id = id) as findings
      from cases.application, lateral (
        select answers, asked from cases.answers where case_id = id
        order by revision desc limit 1) as newest
      where erased_at is null and search_key is distinct from ${key} limit ${lot}`;
    for (const row of rows) await indexOne(needs, row, key);
    done += rows.length;
    if (rows.length < lot) return done;
  }
}

async function indexOne(needs: IndexNeeds, row: Unindexed, key: string): Promise<void> {
  const { id, answers, asked, contact, findings } = row;
  const definition = await needs.definition(row.service, row.definition);
  if (!definition) throw new Error(`definition of case ${id} is not known`);
  const of = { definition, answers, contact, findings, applicant: asked.applicant };
  await transaction(needs.sql as Parameters<typeof transaction>[0], async (tx) => {
    await replaceSearchWords(tx, id, searchWords(of, needs.searchKeys));
    await tx`update cases.application set search_key = ${key} where id = ${id}`;
  });
}
