import { isConflict, PostgresError, type Sql, type Statement } from "../db/index.ts";

export interface NewEvent {
  readonly type: string;
  /** JSON; ids and codes only, never personal data. */
  readonly data: object;
}

export interface EventMeta {
  /** Key of the intended act (Idempotency-Key). */
  readonly command: string;
  /** `person:<id>`, `officer:<id>` or `system`. */
  readonly actor: string;
  readonly at: Date;
}

export interface Recorded {
  readonly version: number;
  readonly type: string;
  readonly data: unknown;
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
}

/**
 * Adds events after `expectedVersion` (0: the stream is new). Violates the primary key when
 * somebody else was quicker (see `isChanged`).
 */
export function append(
  tx: Sql,
  stream: string,
  expectedVersion: number,
  events: readonly NewEvent[],
  { command, actor, at }: EventMeta,
) {
  const list = events.map(({ type, data }) => ({ type, data }));
  return tx`
    insert into events.event (stream, version, type, data, at, actor, command)
    select ${stream}, ${expectedVersion}::int + n, e ->> 'type', e -> 'data', ${at}, ${actor},
      ${command}
    from jsonb_array_elements(${tx.json(list)}::jsonb) with ordinality as t(e, n)`;
}

/**
 * A condition for a statement of an act: true, or the act is refused with VersionConflict, since
 * what it rests on has changed since it was read.
 */
export const unlessChanged = (tx: Sql, condition: Statement) =>
  tx`events.unless_changed(${condition})`;

/** True for what PostgreSQL says where somebody else was quicker. */
export const isChanged = (error: unknown): boolean =>
  isConflict(error, "event_pk") || (error instanceof PostgresError && error.code === "HW409");

export interface BasisEvent extends Pick<Recorded, "version" | "type" | "data" | "at" | "command"> {
  readonly stream: string;
}

/**
 * Of these streams what a signer may see: the events that papers follow from, oldest first. Needs
 * no right to read `events.event`.
 */
export const loadBasis = (sql: Sql, streams: readonly string[]): Promise<readonly BasisEvent[]> =>
  sql<BasisEvent[]>`
    select stream, version, type, data, at, command
    from events.paper_basis where stream = any(${[...streams]}) order by stream, version`;

export interface AdministrativeEvent extends Recorded {
  readonly stream: string;
}

/** The latest events of the administration, newest first: 100 of them, before an instant. */
export const latestOfAdministration = (
  sql: Sql,
  subject: "staff" | "settings",
  before?: Date,
): Promise<readonly AdministrativeEvent[]> => sql<AdministrativeEvent[]>`
  select stream, version, type, data, at, actor, command from events.event
  where stream ~ '^(staff|settings)-' and stream like ${`${subject}-%`}
    ${before ? sql`and at < ${before}` : sql``}
  order by at desc, stream, version desc limit 100`;

/** The latest acts of operations staff, newest first, 50 of them. */
export const latestOfOperations = (sql: Sql): Promise<readonly AdministrativeEvent[]> =>
  sql<AdministrativeEvent[]>`
    select stream, version, type, data, at, actor, command from events.event
    where stream ~ '^operations-' order by at desc, stream, version desc limit 50`;

/** The whole histories of these streams, each oldest first. */
export const loadEach = (
  sql: Sql,
  streams: readonly string[],
): Promise<readonly AdministrativeEvent[]> =>
  sql<AdministrativeEvent[]>`
    select stream, version, type, data, at, actor, command
    from events.event where stream = any(${[...streams]}) order by stream, version`;

/** Which of these streams have begun. */
export async function begunStreams(
  sql: Sql,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ stream: string }[]>`
    select stream from events.event where stream = any(${[...streams]}) and version = 1`;
  return new Set(rows.map(({ stream }) => stream));
}

/** What happened in each of these streams after a version of it, each oldest first. */
export const loadAfter = (
  sql: Sql,
  versions: ReadonlyMap<string, number>,
): Promise<readonly AdministrativeEvent[]> =>
  sql<AdministrativeEvent[]>`
    select event.stream, version, type, data, at, actor, command
    from unnest(${[...versions.keys()]}::text[], ${[...versions.values()]}::int[])
        as asked (stream, after)
      join events.event on event.stream = asked.stream and version > asked.after
    order by event.stream, version`;

export interface OfTask {
  readonly stream: string;
  readonly task: string;
}

/** Of tasks in streams the latest event of some types that names each, with its command. */
export const latestOfTasks = (
  sql: Sql,
  tasks: readonly OfTask[],
  types: readonly string[],
): Promise<readonly (OfTask & Pick<Recorded, "command">)[]> =>
  sql<(OfTask & Pick<Recorded, "command">)[]>`
    select asked.stream, asked.task, latest.command
    from unnest(${tasks.map(({ stream }) => stream)}::text[],
        ${tasks.map(({ task }) => task)}::text[]) as asked (stream, task),
      lateral (select command from events.event
        where event.stream = asked.stream and type = any(${[...types]})
          and data ->> 'task' = asked.task
        order by version desc limit 1) as latest`;

/** The whole history of a stream, oldest first; empty when there is none. */
export const load = (sql: Sql, stream: string): Promise<readonly Recorded[]> =>
  sql<Recorded[]>`
    select version, type, data, at, actor, command
    from events.event where stream = ${stream} order by version`;
