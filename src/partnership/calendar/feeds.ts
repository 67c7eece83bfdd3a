import { createHash, randomBytes } from "node:crypto";
import { newId } from "../../platform/db/index.ts";
import type { Side } from "../instruments/model.ts";
import type { PartnershipDeps } from "../shell.ts";

/** Whose list it is: of a side, of a working group or of a post. */
export interface Scope {
  readonly side?: Side;
  readonly group?: string;
  readonly post?: string;
}

/** A secret address of a calendar, as its owner sees it. */
export interface Feed {
  readonly id: string;
  readonly scope: Scope;
  readonly lang: string;
  readonly createdAt: Date;
}

/** Secret addresses of calendars. Only a hash of the secret is kept: it is shown once. */
export interface Feeds {
  /** @returns the secret, the last part of the address */
  open(officer: string, scope: Scope, lang: string): Promise<string>;
  /** What the address gives; undefined where it is unknown or revoked. */
  bySecret(secret: string): Promise<Feed | undefined>;
  ofOfficer(officer: string): Promise<readonly Feed[]>;
  /** Only the officer who opened it may revoke it. */
  revoke(officer: string, id: string): Promise<void>;
}

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

interface Row {
  readonly id: string;
  readonly side: string | null;
  readonly group_id: string | null;
  readonly post: string | null;
  readonly lang: string;
  readonly created_at: Date;
}

const feedOf = ({ id, side, group_id: group, post, lang, created_at: createdAt }: Row): Feed => ({
  ...{ id, lang, createdAt },
  scope: { ...(side && { side }), ...(group && { group }), ...(post && { post }) },
});

export function makeFeeds({ sql, clock }: Pick<PartnershipDeps, "sql" | "clock">): Feeds {
  return {
    async open(officer, { side, group, post }, lang) {
      const secret = randomBytes(24).toString("base64url");
      await sql`
        insert into partnership.calendar_feed (id, secret, officer, side, group_id, post, lang,
          created_at)
        values (${newId()}, ${hashOf(secret)}, ${officer}, ${side ?? null}, ${group ?? null},
          ${post ?? null}, ${lang}, ${clock()})`;
      return secret;
    },
    async bySecret(secret) {
      const [row] = await sql<Row[]>`
        select id, side, group_id, post, lang, created_at from partnership.calendar_feed
        where secret = ${hashOf(secret)} and revoked_at is null`;
      return row && feedOf(row);
    },
    async ofOfficer(officer) {
      const rows = await sql<Row[]>`
        select id, side, group_id, post, lang, created_at from partnership.calendar_feed
        where officer = ${officer} and revoked_at is null order by created_at`;
      return rows.map(feedOf);
    },
    async revoke(officer, id) {
      await sql`
        update partnership.calendar_feed set revoked_at = ${clock()}
        where id = ${id} and officer = ${officer} and revoked_at is null`;
    },
  };
}
