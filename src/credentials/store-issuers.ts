import type { PublicKey } from "../certificate-code/index.ts";
import { json, type Sql } from "../platform/db/index.ts";
import { listFill } from "./status-list.ts";
import type { DocumentField, IssuerStatus, TrustedIssuer, Words } from "./trust-list.ts";

export interface TypeKey {
  readonly jurisdiction: string;
  readonly authority: string;
  readonly documentType: string;
}

export interface DocumentTypeRow {
  readonly title: Words;
  readonly fields: readonly DocumentField[];
}

export async function readDocumentType(
  sql: Sql,
  key: TypeKey,
): Promise<DocumentTypeRow | undefined> {
  const [row] = await sql<DocumentTypeRow[]>`select title, fields from credentials.document_type
    where jurisdiction = ${key.jurisdiction} and authority = ${key.authority}
      and document_type = ${key.documentType}`;
  return row;
}

/** Locks the row where there is one: field numbers are assigned one after another. */
export async function lockDocumentType(sql: Sql, key: TypeKey): Promise<DocumentTypeRow> {
  await sql`insert into credentials.document_type
      (jurisdiction, authority, document_type, title, fields)
    values (${key.jurisdiction}, ${key.authority}, ${key.documentType}, '{}', '[]')
    on conflict do nothing`;
  const [row] = await sql<DocumentTypeRow[]>`select title, fields from credentials.document_type
    where jurisdiction = ${key.jurisdiction} and authority = ${key.authority}
      and document_type = ${key.documentType} for update`;
  return row ?? { title: {}, fields: [] };
}

/** What is registered of a key and of a kind of certificate. */
export interface Registered {
  /** What the key may do; null where it never signed this kind. */
  readonly status: IssuerStatus["status"] | null;
  /** The name of the key's authority and the kind, as they are registered. */
  readonly name: Words | null;
  readonly kind: DocumentTypeRow | null;
}

/** What is to be known before certificates are signed. */
export interface Ahead extends Registered {
  /** The list in which they get their places, and places there that are free. */
  readonly statusList: number;
  readonly places: readonly number[];
}

/**
 * All of it in one statement. A place is looked up by itself: as `not exists` it would be planned
 * as an anti join, which reads all places of the list that are taken. Certificates are counted to
 * choose the list; those that are rolled back leave gaps, which do no harm.
 * @param among the places of which free ones are chosen @param most how many certificates these
 * are for
 */
export async function lookAhead(
  sql: Sql,
  {
    kid,
    among,
    most,
    ...type
  }: TypeKey & { readonly kid: string; readonly among: readonly number[]; readonly most: number },
): Promise<Ahead> {
  const [row] = await sql<Ahead[]>`
    with list as (
      select 1 + (max(nextval('credentials.paper_count')) - 1) / ${listFill}::int as number
      from generate_series(1, ${most}::int)
    )
    select number as "statusList",
      array(select place from unnest(${[...among]}::int[]) as place
       where (select true from credentials.credential
         where status_list = list.number and status_index = place) is null
       limit ${most}) as places,
      (select status from credentials.issuer_status
       where kid = ${kid} and (document_type = ${type.documentType} or status = 'compromised')
       order by status = 'compromised' desc, since desc, id desc limit 1) as status,
      (select authority_name from credentials.issuer_key where kid = ${kid}) as name,
      (select jsonb_build_object('title', title, 'fields', fields) from credentials.document_type
       where jurisdiction = ${type.jurisdiction} and authority = ${type.authority}
         and document_type = ${type.documentType}) as kind
    from list`;
  if (!row) throw new Error("the database answered nothing");
  return row;
}

export const saveDocumentType = (sql: Sql, key: TypeKey, row: DocumentTypeRow) => sql`
  update credentials.document_type
  set title = ${json(sql, row.title)}, fields = ${json(sql, row.fields)}
  where jurisdiction = ${key.jurisdiction} and authority = ${key.authority}
    and document_type = ${key.documentType}`;

/** Records the key and its name; a new kind of certificate is granted from `since`. */
export async function grantIssuer(
  sql: Sql,
  issuer: TypeKey & { readonly name: Words; readonly key: PublicKey; readonly since: Date },
): Promise<void> {
  await sql`insert into credentials.issuer_key
      (kid, jurisdiction, authority, authority_name, public_key)
    values (${issuer.key.kid}, ${issuer.jurisdiction}, ${issuer.authority},
      ${json(sql, issuer.name)}, ${json(sql, issuer.key)})
    on conflict (kid) do update set authority_name = excluded.authority_name
      where issuer_key.authority_name <> excluded.authority_name`;
  await sql`insert into credentials.issuer_status (kid, document_type, status, since)
    select ${issuer.key.kid}, ${issuer.documentType}, 'granted', ${issuer.since}
    where not exists (select from credentials.issuer_status
      where kid = ${issuer.key.kid} and document_type = ${issuer.documentType})
    on conflict do nothing`;
}

export async function currentStatus(
  sql: Sql,
  kid: string,
  documentType: string,
): Promise<IssuerStatus["status"] | undefined> {
  const [row] = await sql<{ status: IssuerStatus["status"] }[]>`
    select status from credentials.issuer_status
    where kid = ${kid} and document_type = ${documentType} order by since desc, id desc limit 1`;
  return row?.status;
}

/** @returns how many kinds of certificate the authority may no longer sign because of this. */
export async function withdrawIssuer(
  sql: Sql,
  jurisdiction: string,
  authority: string,
  since: Date,
): Promise<number> {
  const rows = await sql`
    insert into credentials.issuer_status (kid, document_type, status, since)
    select kid, document_type, 'withdrawn', ${since} from (
      select distinct on (kid, document_type) kid, document_type, status
      from credentials.issuer_status order by kid, document_type, since desc, id desc) as last
    join credentials.issuer_key using (kid)
    where jurisdiction = ${jurisdiction} and authority = ${authority} and status = 'granted'
    returning id`;
  return rows.length;
}

/** Withdraws one key, for example after it was replaced. */
export async function withdrawKey(sql: Sql, kid: string, since: Date): Promise<number> {
  const rows = await sql`
    insert into credentials.issuer_status (kid, document_type, status, since)
    select kid, document_type, 'withdrawn', ${since} from (
      select distinct on (kid, document_type) kid, document_type, status
      from credentials.issuer_status where kid = ${kid}
      order by kid, document_type, since desc, id desc) as last
    where status = 'granted' returning id`;
  return rows.length;
}

/** All entries of the trust list, ordered so that the same facts give the same list. */
export async function listIssuers(sql: Sql, jurisdiction: string): Promise<TrustedIssuer[]> {
  const rows = await sql<
    {
      authority: string;
      name: Words;
      documentType: string;
      title: Words;
      fields: DocumentField[];
      key: PublicKey;
      status: IssuerStatus["status"];
      since: Date;
    }[]
  >`select k.authority, k.authority_name as name, s.document_type as "documentType", t.title,
      t.fields, k.public_key as key, s.status, s.since
    from credentials.issuer_status s
    join credentials.issuer_key k using (kid)
    join credentials.document_type t on t.jurisdiction = k.jurisdiction
      and t.authority = k.authority and t.document_type = s.document_type
    where k.jurisdiction = ${jurisdiction}
    order by k.authority, s.document_type, k.kid, s.since, s.id`;
  const groups = Map.groupBy(rows, (row) => `${row.key.kid} ${row.documentType}`);
  return [...groups.values()].flatMap(([head, ...more]) => {
    if (!head) return [];
    const { authority, name, documentType, title, fields, key } = head;
    const statuses = [head, ...more].map(({ status, since }) => ({ status, since }));
    return [{ authority: { id: authority, name }, documentType, title, fields, key, statuses }];
  });
}

/** The key was stolen: nothing that it signed counts, but what was really issued. */
export async function compromiseKey(sql: Sql, kid: string, since: Date): Promise<number> {
  const rows = await sql`
    insert into credentials.issuer_status (kid, document_type, status, since)
    select distinct kid, document_type, 'compromised', ${since}::timestamptz
    from credentials.issuer_status as before where kid = ${kid}
      and not exists (select from credentials.issuer_status
        where kid = ${kid} and document_type = before.document_type and status = 'compromised')
    returning id`;
  return rows.length;
}
