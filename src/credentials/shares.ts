import { createHash, createHmac, type KeyObject } from "node:crypto";
import {
  type CredentialId,
  isUuid,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { KeyRing } from "../platform/http/index.ts";
import { type Credential, standingOf } from "./paper.ts";
import { findById } from "./store.ts";

/** For how many days a link may show a paper. */
export const shareDays = [1, 7, 30] as const;
export type ShareDays = (typeof shareDays)[number];

/** So many links of one paper are open at a time. */
const mostOpen = 20;

/** Ended links and who opened them stay visible to their owner this long. */
const shownForMs = 90 * 86_400_000;

/** The paper on a page, or as a PDF. */
export type ShareUse = "page" | "pdf";

export interface ShareOpening {
  readonly at: Date;
  readonly what: ShareUse;
  /** See `deviceName` in `platform/auth`; undefined where it is not recognised. */
  readonly device?: string;
}

export interface Share {
  readonly id: string;
  readonly createdAt: Date;
  readonly endsAt: Date;
  /** The owner has ended it before. */
  readonly endedAt?: Date;
  /** The last part of its address; undefined where it is over. */
  readonly token?: string;
  /** Newest first, a hundred at most. */
  readonly openings: readonly ShareOpening[];
}

/** A new link. `id` is the caller's: the same one again is the same link. */
export interface NewShare {
  readonly id: string;
  readonly credential: string;
  readonly person: PersonId;
  readonly days: ShareDays;
}

export interface Shares {
  /**
   * A link that shows this person's paper. Refuses `credentials.not-found`, `credentials.not-valid`
   * (only what is valid is shared) and `credentials.too-many-shares` (facts: most).
   */
  share(wish: NewShare): Promise<Result<void>>;
  /** The links of a paper of this person, newest first, without those that ended long ago. */
  sharesOf(credential: string, person: PersonId): Promise<readonly Share[]>;
  /** Ends a link of this person's; one that is over stays so. */
  end(id: string, person: PersonId): Promise<void>;
  /** The paper behind an open link; nothing is recorded. Refuses `credentials.share-over`. */
  look(token: string): Promise<Result<SharedPaper>>;
  /** The same, recorded for the owner. */
  open(
    token: string,
    use: { readonly what: ShareUse; readonly device?: string | undefined },
  ): Promise<Result<SharedPaper>>;
  /** Erases links whose end is long past, with their openings. */
  sweep(): Promise<void>;
}

export interface SharedPaper {
  readonly paper: Credential;
  readonly endsAt: Date;
}

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** 256 bits that only the server can make of the row, so that its owner can be shown them again. */
const tokenBy = (key: KeyObject, id: string): string =>
  createHmac("sha256", key).update(id).digest("base64url");

interface ShareRow {
  readonly id: string;
  readonly token_hash: Buffer;
  readonly created_at: Date;
  readonly ends_at: Date;
  readonly ended_at: Date | null;
  readonly openings: readonly { at: string; what: ShareUse; device: string | null }[];
}

export function makeShares(needs: {
  readonly sql: Sql;
  readonly clock: () => Date;
  readonly keys: KeyRing;
}): Shares {
  const { sql, clock, keys } = needs;
  const [key] = keys;
  const look = async (token: string) => {
    const [row] =
      token.length === 43
        ? await sql<{ id: string; credential: CredentialId; ends_at: Date }[]>`
            select id, credential_id as credential, ends_at from credentials.share
            where token_hash = ${hashOf(token)} and ended_at is null and ends_at > ${clock()}`
        : [];
    const paper = row && (await findById(sql, row.credential));
    if (!row || !paper) return refuse("not-found", "credentials.share-over");
    return ok({ id: row.id, paper, endsAt: row.ends_at });
  };
  return {
    async share({ id, credential, person, days }) {
      const now = clock();
      const paper = isUuid(credential) ? await findById(sql, credential) : undefined;
      if (paper?.personId !== person) return refuse("not-found", "credentials.not-found");
      if (standingOf(paper, now) !== "valid") return refuse("conflict", "credentials.not-valid");
      const [open] = await sql<{ count: number }[]>`
        select count(*)::int as count from credentials.share
        where credential_id = ${credential} and ended_at is null and ends_at > ${now}
          and id <> ${id}`;
      if ((open?.count ?? 0) >= mostOpen)
        return refuse("conflict", "credentials.too-many-shares", { facts: { most: mostOpen } });
      const ends = new Date(now.getTime() + days * 86_400_000);
      await sql`
        insert into credentials.share (id, credential_id, person_id, token_hash, created_at,
          ends_at)
        values (${id}, ${credential}, ${person}, ${hashOf(tokenBy(key, id))}, ${now}, ${ends})
        on conflict do nothing`;
      return ok(undefined);
    },
    async sharesOf(credential, person) {
      const now = clock();
      const rows = await sql<ShareRow[]>`
        select id, token_hash, created_at, ends_at, ended_at,
          (select coalesce(jsonb_agg(jsonb_build_object('at', at, 'what', what, 'device', device)
             order by at desc), '[]')
           from (select * from credentials.share_opening o where o.share_id = s.id
                 order by at desc limit 100) newest) as openings
        from credentials.share s
        where credential_id = ${credential} and person_id = ${person}
          and least(ends_at, ended_at) > ${new Date(now.getTime() - shownForMs)}
        order by created_at desc, id desc limit 50`;
      return rows.map((row) => shareOf(row, keys, now));
    },
    async end(id, person) {
      if (!isUuid(id)) return;
      await sql`
        update credentials.share set ended_at = ${clock()}
        where id = ${id} and person_id = ${person} and ended_at is null`;
    },
    look,
    async open(token, { what, device }) {
      const link = await look(token);
      if (!link.ok) return link;
      await sql`
        insert into credentials.share_opening (share_id, at, what, device)
        values (${link.value.id}, ${clock()}, ${what}, ${device ?? null})`;
      return link;
    },
    async sweep() {
      const before = new Date(clock().getTime() - shownForMs);
      await sql`
        with over as (
          delete from credentials.share where least(ends_at, ended_at) < ${before} returning id)
        delete from credentials.share_opening where share_id in (select id from over)`;
    },
  };
}

/** Its address is shown again while it is open, also where the secret has changed since. */
function shareOf(row: ShareRow, keys: KeyRing, now: Date): Share {
  const { id, token_hash, created_at, ends_at, ended_at, openings } = row;
  const isOpen = ended_at === null && ends_at > now;
  const token = isOpen
    ? keys.map((key) => tokenBy(key, id)).find((each) => hashOf(each).equals(token_hash))
    : undefined;
  return {
    ...{ id, createdAt: created_at, endsAt: ends_at },
    ...(ended_at && { endedAt: ended_at }),
    ...(token && { token }),
    openings: openings.map(({ at, what, device }) => ({
      at: new Date(at),
      what,
      ...(device && { device }),
    })),
  };
}
