import { randomBytes } from "node:crypto";
import { isUuid } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import type { MultipartForm } from "../http/index.ts";
import { hashOf, keyOfCookie, seal, unseal } from "./sealed.ts";

/** A form that came when its session had ended, as it will be sent again. */
export interface KeptPost {
  readonly id: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The page that it was sent from. */
  readonly from: string;
  readonly at: Date;
  /** Its files were too large to be kept: only what was typed is there. */
  readonly withoutFiles: boolean;
  /** Its sender was signed in, and had to prove once more that it is they. */
  readonly proof?: boolean;
}

export const keptLimits = {
  /** A form with a few photographs; what is larger is kept without its files. */
  bytes: 8 * 1024 * 1024,
  minutes: 60,
  /** For each account: the oldest makes room. */
  posts: 5,
} as const;

interface Coming {
  /** `person:<id>` or `officer:<id>`: nobody else gets it back. */
  readonly account: string;
  readonly url: string;
  readonly from: string;
  readonly form: MultipartForm;
  readonly proof: boolean;
}

interface Facts {
  readonly newId: () => string;
  readonly now: Date;
  /** The cookie of a post that this browser has kept before. */
  readonly cookie: string | undefined;
}

/**
 * Keeps a form until its sender has signed in again, sealed by a key that only the browser has.
 * @returns the browser's cookie
 */
export async function keepPost(sql: Sql, coming: Coming, facts: Facts): Promise<string> {
  const { newId, now } = facts;
  const { account, url, from, form, proof } = coming;
  const cookie = isCookie(facts.cookie) ? facts.cookie : randomBytes(32).toString("base64url");
  const size = form.files.reduce((sum, { body }) => sum + body.length, 0);
  const withoutFiles = form.files.length > 0 && size > keptLimits.bytes;
  const { contentType, body } = await encoded(withoutFiles ? { ...form, files: [] } : form);
  const head = Buffer.from(JSON.stringify({ url, from, contentType, withoutFiles, proof }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const sealed = seal(keyOf(cookie), Buffer.concat([length, head, body]));
  await sql`
    delete from auth.kept_post where open_until <= ${now} or account = ${account} and id not in (
      select id from auth.kept_post where account = ${account}
      order by kept_at desc, id desc limit ${keptLimits.posts - 1})`;
  await sql`
    insert into auth.kept_post ${sql({
      ...{ id: newId(), browser_hash: hashOf(cookie), account, sealed, kept_at: now },
      open_until: new Date(now.getTime() + keptLimits.minutes * 60_000),
    })}`;
  return cookie;
}

const isCookie = (text: string | undefined): text is string => text?.length === 43;
const keyOf = (cookie: string): Uint8Array => keyOfCookie(cookie, "kept-post");

/** The form as a browser would send it, without the token of the page that it came from. */
async function encoded({ fields, files }: MultipartForm) {
  const data = files.length > 0 ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (name === "_csrf") continue;
    for (const each of Array.isArray(value) ? value : [value]) data.append(name, each);
  }
  if (data instanceof FormData)
    for (const { field, name, claimedType, body } of files)
      data.append(field, new File([Uint8Array.from(body)], name, { type: claimedType }));
  const request = new Request("http://own.invalid", { method: "POST", body: data });
  return {
    contentType: request.headers.get("content-type") ?? "",
    body: new Uint8Array(await request.arrayBuffer()),
  };
}

interface Row {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly kept_at: Date;
}

/** What this browser has waiting for this account, the oldest first. */
export async function keptPosts(
  sql: Sql,
  { cookie, account, now }: { cookie: string | undefined; account: string; now: Date },
): Promise<readonly KeptPost[]> {
  if (!isCookie(cookie)) return [];
  const rows = await sql<Row[]>`
    select id, sealed, kept_at from auth.kept_post
     where browser_hash = ${hashOf(cookie)} and account = ${account} and open_until > ${now}
     order by kept_at, id`;
  return rows.flatMap((row) => opened(row, cookie) ?? []);
}

/** Does anything wait? Opens none of it. */
export async function isPostKept(
  sql: Sql,
  { cookie, account, now }: { cookie: string | undefined; account: string; now: Date },
): Promise<boolean> {
  if (!isCookie(cookie)) return false;
  const rows = await sql`
    select 1 from auth.kept_post
     where browser_hash = ${hashOf(cookie)} and account = ${account} and open_until > ${now}
     limit 1`;
  return rows.length > 0;
}

/** Takes one of them out, once: of two presses one gets it. */
export async function takeKeptPost(
  sql: Sql,
  id: string,
  { cookie, account, now }: { cookie: string | undefined; account: string; now: Date },
): Promise<KeptPost | undefined> {
  if (!isCookie(cookie) || !isUuid(id)) return undefined;
  const [row] = await sql<Row[]>`
    delete from auth.kept_post
     where id = ${id} and browser_hash = ${hashOf(cookie)} and account = ${account}
       and open_until > ${now}
    returning id, sealed, kept_at`;
  return row && opened(row, cookie);
}

function opened({ id, sealed, kept_at }: Row, cookie: string): KeptPost | undefined {
  const bytes = unseal(keyOf(cookie), sealed);
  if (!bytes) return undefined;
  const end = 4 + bytes.readUInt32BE(0);
  const head = JSON.parse(bytes.subarray(4, end).toString());
  return { ...head, id, at: kept_at, body: bytes.subarray(end) };
}

/** Forgets what an account left waiting: it signs out. */
export const forgetKeptPosts = async (sql: Sql, account: string): Promise<void> => {
  await sql`delete from auth.kept_post where account = ${account}`;
};

/** Clears away what nobody came back for; a nightly job. */
export const sweepKeptPosts = async (sql: Sql, now: Date): Promise<void> => {
  await sql`delete from auth.kept_post where open_until <= ${now}`;
};
