import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { OfficerId, PersonId } from "../../kernel/index.ts";
import type { Sql } from "../db/index.ts";
import { clearCookie, cookieOf } from "../http/index.ts";
import type { Actor, Level, Officer, Person } from "./model.ts";
import { type PersonRow, personFrom } from "./people.ts";

const minute = 60_000;

/** How long a session lives: without a sign of life, and in all (documented for ASVS 7.1.1). */
export const sessionLimits = {
  person: { idle: 20 * minute, whole: 12 * 60 * minute },
  officer: { idle: 15 * minute, whole: 10 * 60 * minute },
  sharedIdle: 5 * minute,
  /** A page writes at most this often, so that reading costs one SELECT. */
  touchEvery: minute,
} as const;

export interface NewSession {
  readonly of:
    | { readonly person: PersonId; readonly level: Level }
    | { readonly officer: OfficerId };
  readonly shared: boolean;
}

const hashOf = (id: string): Buffer => createHash("sha256").update(id).digest();

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
      started_at: now,
      touched_at: now,
      idle_until: later(now, idleOf(officer !== null, session.shared)),
      ends_at: later(now, whole),
    })}`;
  return id;
}

const later = (time: Date, milliseconds: number): Date => new Date(time.getTime() + milliseconds);

interface SessionRow {
  readonly session_level: Level | null;
  readonly shared: boolean;
  readonly touched_at: Date;
  readonly person: PersonRow | null;
  readonly officer: Officer | null;
}

export interface OpenSession {
  readonly actor: Exclude<Actor, { kind: "guest" }>;
  readonly shared: boolean;
}

/**
 * The session behind a cookie with the one it belongs to, in one SELECT; undefined when it has run
 * out, was ended, or its officer has left. Roles are read anew each time (ASVS 8.3.2).
 */
export async function readSession(
  sql: Sql,
  id: string,
  now: Date,
): Promise<OpenSession | undefined> {
  if (id.length !== 43) return undefined;
  const [row] = await sql<SessionRow[]>`
    select s.level as session_level, s.shared, s.touched_at,
           case when p.id is not null then to_jsonb(p) end as person,
           case when o.id is not null then jsonb_build_object(
             'id', o.id, 'name', o.name, 'authority', o.authority, 'roles', o.roles,
             'offices', o.offices, 'persons', array(
               select own.id from auth.person own where own.national_id = o.national_id))
           end as officer
      from auth.session s
      left join auth.person p on p.id = s.person
      left join auth.officer o on o.id = s.officer and o.active
     where s.id_hash = ${hashOf(id)} and s.idle_until > ${now} and s.ends_at > ${now}`;
  if (!row) return undefined;
  const actor = actorFrom(row);
  if (!actor) return undefined;
  const idle = now.getTime() - row.touched_at.getTime();
  if (idle >= sessionLimits.touchEvery)
    await touch(sql, id, now, idleOf(actor.kind === "officer", row.shared));
  return { actor, shared: row.shared };
}

function actorFrom({
  person,
  officer,
  session_level,
}: SessionRow): OpenSession["actor"] | undefined {
  if (officer) return { kind: "officer", officer };
  if (!person) return undefined;
  const known: Person = personFrom(person);
  return { kind: "person", person: { ...known, level: session_level ?? 1 } };
}

const touch = (sql: Sql, id: string, now: Date, idle: number) => sql`
  update auth.session set touched_at = ${now}, idle_until = ${later(now, idle)}
   where id_hash = ${hashOf(id)}`;

/** Ends one session: sign-out, or a new sign-in in the same browser. */
export const endSession = async (sql: Sql, id: string): Promise<void> => {
  await sql`delete from auth.session where id_hash = ${hashOf(id)}`;
};

/** Signs out whoever makes this request, in the browser and on the server. */
export async function endOwnSession(
  sql: Sql,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const session = cookieOf(request, "session");
  if (session) await endSession(sql, session);
  clearCookie(reply, "session");
}

/** One of somebody's open sessions, as they see it. */
export interface SessionShown {
  /** Names it to `endOtherSessions`; the cookie cannot be made from it. */
  readonly handle: string;
  readonly startedAt: Date;
  readonly touchedAt: Date;
  readonly shared: boolean;
  /** The one in which this is asked. */
  readonly own: boolean;
}

/** The open sessions of a person or an officer, the one used last first (ASVS 7.5.2). */
export async function sessionsOf(
  sql: Sql,
  id: PersonId | OfficerId,
  { now, cookie }: { readonly now: Date; readonly cookie: string | undefined },
): Promise<readonly SessionShown[]> {
  return sql<SessionShown[]>`
    select encode(id_hash, 'hex') as handle, started_at as "startedAt", touched_at as "touchedAt",
      shared, id_hash = ${hashOf(cookie ?? "")} as own
    from auth.session where (person = ${id} or officer = ${id})
      and idle_until > ${now} and ends_at > ${now}
    order by touched_at desc, id_hash`;
}

/** Ends one session of theirs, or all but the one of this cookie. @returns how many */
export async function endOtherSessions(
  sql: Sql,
  id: PersonId | OfficerId,
  which: { readonly handle: string } | { readonly butOf: string | undefined },
): Promise<number> {
  const ended =
    "handle" in which
      ? await sql`
          delete from auth.session where (person = ${id} or officer = ${id})
            and encode(id_hash, 'hex') = ${which.handle}`
      : await sql`
          delete from auth.session where (person = ${id} or officer = ${id})
            and id_hash <> ${hashOf(which.butOf ?? "")}`;
  return ended.count;
}

/** Ends every session of a person or an officer, on every device (ASVS 7.4.2, 7.4.3). */
export const endSessionsOf = async (sql: Sql, id: PersonId | OfficerId): Promise<void> => {
  await sql`delete from auth.session where person = ${id} or officer = ${id}`;
};

/** Clears away what has run out; a nightly job. Answers how many. */
export async function sweepSessions(sql: Sql, now: Date): Promise<number> {
  const swept = await sql`delete from auth.session where idle_until <= ${now} or ends_at <= ${now}`;
  return swept.count;
}
