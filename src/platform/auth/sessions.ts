import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { OfficerId, PersonId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import { clearCookie, cookieOf, forgetForms } from "../http/index.ts";
import type { Actor, Level, Officer } from "./model.ts";
import { heldAt } from "./officers.ts";
import type { AuthOptions } from "./options.ts";
import { type PersonRow, personColumns, personFrom } from "./people.ts";
import { hashOf, keyOfCookie, seal, unseal } from "./sealed.ts";
import { SeenOfficers } from "./seen-officers.ts";
import { endingSessions, endSessionsWhere, noteSignedIn } from "./signed-out.ts";

const minute = 60_000;

/** How long a session lives: without a sign of life, and in all (documented for ASVS 7.1.1). */
export const sessionLimits = {
  person: { idle: 20 * minute, whole: 12 * 60 * minute },
  officer: { idle: 15 * minute, whole: 10 * 60 * minute },
  sharedIdle: 5 * minute,
  /** A page writes at most this often, so that reading costs one SELECT. */
  touchEvery: minute,
  /**
   * Whose session it was is known this long after its end: over a weekend, a form may still come.
   */
  rememberedAfter: 72 * 60 * minute,
} as const;

export interface NewSession {
  readonly of:
    | { readonly person: PersonId; readonly level: Level }
    | { readonly officer: OfficerId };
  readonly shared: boolean;
  /** Where it began, so that it can end there too. */
  readonly at?: AtIssuer;
  /** See `deviceName`. */
  readonly device?: string | undefined;
  /** When an officer proved a moment ago that it is they. */
  readonly provedAt?: Date | undefined;
}

/** A session as its issuer knows it. */
export interface AtIssuer {
  /** Our short name of the issuer. */
  readonly issuer: string;
  /** The issuer's name for its own session, where it has one (`sid`). */
  readonly sid: string | undefined;
  readonly idToken: string;
}

const idleOf = (officer: boolean, shared: boolean): number =>
  shared ? sessionLimits.sharedIdle : sessionLimits[officer ? "officer" : "person"].idle;

/** Opens a session; the answer is the id for the cookie (256 random bits), which we do not keep. */
export async function openSession(sql: Sql, session: NewSession, now: Date): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  const officer = "officer" in session.of ? session.of.officer : null;
  const person = "person" in session.of ? session.of.person : null;
  const level = "person" in session.of ? session.of.level : null;
  const whole = sessionLimits[officer ? "officer" : "person"].whole;
  await sql`
    insert into auth.session ${sql({
      id_hash: hashOf(id),
      person,
      officer,
      level,
      shared: session.shared,
      device: session.device ?? null,
      proved_at: session.provedAt ?? null,
      started_at: now,
      touched_at: now,
      idle_until: later(now, idleOf(officer !== null, session.shared)),
      ends_at: later(now, whole),
      issuer: session.at?.issuer ?? null,
      sid: session.at?.sid ?? null,
      id_token: session.at ? seal(tokenKey(id), Buffer.from(session.at.idToken)) : null,
    })}`;
  if (officer) await noteSignedIn(sql, officer);
  return id;
}

const tokenKey = (id: string): Uint8Array => keyOfCookie(id, "id-token");

const later = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds);

/** A session with the columns of its person, which are null for an officer's. */
interface SessionRow extends PersonRow {
  readonly session_level: Level | null;
  readonly shared: boolean;
  readonly touched_at: Date;
  readonly idle_until: Date;
  readonly ends_at: Date;
  readonly started_at: Date;
  readonly proved_at: Date | null;
  /** As JSON. */
  readonly officer: string | null;
  readonly unread: number | null;
}

export interface OpenSession {
  readonly actor: Exclude<Actor, { kind: "guest" }>;
  readonly shared: boolean;
  /** When it ends unless something is done before. */
  readonly endsAt: Date;
  /** Nothing that is done makes it longer. */
  readonly final: boolean;
  /** When an officer last proved that it is they. */
  readonly provedAt?: Date | undefined;
  readonly startedAt: Date;
  /** What waits unread for an officer. */
  readonly unread?: number | undefined;
}

/** A session that has run out, whose form may still come. */
export interface EndedSession {
  readonly endedOf: OpenSession["actor"];
}

interface ReadingSession extends Pick<AuthOptions, "unreadFor"> {
  /** No sign of life. */
  readonly quiet?: boolean;
  /** Whose sessions were read before. */
  readonly seen?: SeenOfficers;
}

/**
 * The session behind a cookie with the one it belongs to, in one SELECT; undefined when it was
 * ended, ran out days ago, or its officer has left. Roles are read anew each time (ASVS 8.3.2).
 * Reading is a sign of life, except where it is `quiet`.
 */
export async function readSession(
  sql: Sql,
  id: string,
  now: Date,
  { quiet = false, unreadFor, seen = new SeenOfficers() }: ReadingSession = {},
): Promise<OpenSession | EndedSession | undefined> {
  if (id.length !== 43) return undefined;
  const [row] = await sql<SessionRow[]>`
    select s.level as session_level, s.shared, s.touched_at, s.started_at, s.idle_until, s.ends_at,
           s.proved_at,
           ${personColumns(sql)},
           case when o.id is not null then json_build_object(
             'id', o.id, 'name', o.name, 'authority', o.authority, 'networks', o.networks,
             'held', ${heldAt(sql, now)}, 'leave', (
               select json_build_object('id', id, 'untilAt', until_at, 'deputy', deputy)
               from auth.absence where officer = o.id and status = 'held'
                 and from_at <= ${now} and until_at > ${now} limit 1), 'persons', array(
               select own.id from auth.person own where own.national_id = o.national_id))::text
           end as officer,
           ${unreadFor?.(sql`o.id`) ?? sql`null::int`} as unread
      from auth.session s
      left join auth.person p on p.id = s.person
      left join auth.officer o on o.id = s.officer and o.active
     where s.id_hash = ${hashOf(id)}`;
  const actor = row && actorFrom(row, (officer) => seen.now(id, officer));
  if (!actor) return undefined;
  if (row.idle_until <= now || row.ends_at <= now) return { endedOf: actor };
  const { shared, ends_at } = row;
  const idle = idleOf(actor.kind === "officer", shared);
  const due = !quiet && now.getTime() - row.touched_at.getTime() >= sessionLimits.touchEvery;
  if (due) await touch(sql, id, now, idle);
  const idleUntil = due ? later(now, idle) : row.idle_until;
  const final = ends_at <= idleUntil;
  const provedAt = row.proved_at ?? undefined;
  const more = { provedAt, startedAt: row.started_at, unread: row.unread ?? undefined };
  return { actor, shared, endsAt: final ? ends_at : idleUntil, final, ...more };
}

function actorFrom(
  row: SessionRow,
  officerFrom: (text: string) => Officer,
): OpenSession["actor"] | undefined {
  const { id, officer, session_level } = row;
  if (officer !== null) return { kind: "officer", officer: officerFrom(officer) };
  if (id === null) return undefined;
  return { kind: "person", person: { ...personFrom(row), level: session_level ?? 1 } };
}

const touch = (sql: Sql, id: string, now: Date, idle: number) => sql`
  update auth.session set touched_at = ${now}, idle_until = ${later(now, idle)}
   where id_hash = ${hashOf(id)}`;

/** Ends one session: sign-out, or a new sign-in in the same browser. */
export const endSession = (sql: Sql, id: string, now: Date): Promise<number> =>
  endSessionsWhere(sql, sql`id_hash = ${hashOf(id)}`, now);

/**
 * Signs out whoever makes this request, in the browser and on the server.
 * @returns the session as its issuer knows it, where it still does
 */
export async function endOwnSession(
  sql: Sql,
  request: FastifyRequest,
  reply: FastifyReply,
  now: Date,
): Promise<AtIssuer | undefined> {
  const id = cookieOf(request, "session");
  clearCookie(reply, "session");
  forgetForms(request, reply);
  if (!id) return undefined;
  const [row] = await sql<
    { issuer: string | null; sid: string | null; id_token: Uint8Array | null }[]
  >`${endingSessions(sql, sql`id_hash = ${hashOf(id)}`, now)}
    select issuer, sid, id_token from ended`;
  const idToken = row?.id_token && unseal(tokenKey(id), row.id_token)?.toString();
  return row?.issuer && idToken
    ? { issuer: row.issuer, sid: row.sid ?? undefined, idToken }
    : undefined;
}

/** Whose session an issuer says has ended: the one of this name there, or all of an account. */
export interface EndedAtIssuer {
  readonly issuer: string;
  readonly account: { readonly iss: string; readonly sub: string | undefined };
  readonly sid: string | undefined;
}

/** Ends what the issuer has ended. A form that is open there may still come. @returns how many */
export async function endAsIssuerSays(
  sql: Sql,
  { issuer, account, sid }: EndedAtIssuer,
  now: Date,
): Promise<number> {
  const { iss, sub = null } = account;
  const ended = sid
    ? await sql`
        update auth.session set ends_at = ${now}
         where sid = ${sid} and issuer = ${issuer} and ends_at > ${now}`
    : await sql`
        update auth.session set ends_at = ${now} where ends_at > ${now} and (
          person in (select id from auth.person where iss = ${iss} and sub = ${sub})
          or officer in (select id from auth.officer where iss = ${iss} and sub = ${sub}))`;
  return ended.count;
}

/**
 * Ends every session of a person or an officer, on every device (ASVS 7.4.2, 7.4.5).
 * @returns how many
 */
export const endSessionsOf = (sql: Sql, id: PersonId | OfficerId, now: Date): Promise<number> =>
  endSessionsWhere(sql, sql`person = ${id} or officer = ${id}`, now);

/** Clears away what ran out days ago; a nightly job. Answers how many. */
export function sweepSessions(sql: Sql, now: Date): Promise<number> {
  const before = later(now, -sessionLimits.rememberedAfter);
  return endSessionsWhere(sql, sql`idle_until <= ${before} or ends_at <= ${before}`, now);
}
