/**
 * What officers are told about their work: a list with read and unread, the count on the bell, and
 * whether they also want e-mail. It knows no application and sends nothing: acts say what happened,
 * and to whom.
 */
import { isUuid } from "../kernel/index.ts";
import { json, type Pool, type Sql } from "../platform/db/index.ts";
import type { NoPayload, TasksOf } from "../platform/jobs/index.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** At night. */
    readonly "notifications.sweep": NoPayload;
  }
}

type SqlPart = ReturnType<Sql["unsafe"]>;

/** What an officer can be told; the words are `notifications.kinds.<kind>`. */
export const notificationKinds = [
  "assigned",
  "taken-away",
  "taken-over",
  "released",
  "sent-back",
  "review-anew",
  "escalated",
  "escalated-further",
  "answered",
  "second-signature",
  "vote-opened",
  "substitute-named",
  "substitute-withdrawn",
  "vote-decided",
  "opinion-asked",
  "opinion-given",
  "opinion-after-vote",
  "opinion-missing",
  "named",
  "applicant-wrote",
  "operator-missing",
  "client-left",
  "counter-opened",
  "counter-closed",
  "card-check",
  "card-refused",
  "client-paid",
  "not-them",
  "not-taken",
  "breach-recorded",
  "breach-notice",
  "setting-changed",
  "leave-asked",
  "leave-entered",
  "leave-declined",
  "leave-changed",
  "leave-ended",
  "leave-deputy",
  "colleague-back",
  "leave-to-confirm",
  "colleague-leave-confirmed",
  "colleague-leave-declined",
  "leave-files",
  "leave-files-back",
  "work-of-nobody",
  "committee-short",
  "members-missing",
  "morning",
] as const;

export type NotificationKind = (typeof notificationKinds)[number];

/** What waits for an officer in the morning. */
export interface MorningCounts {
  /** The day promised to the applicant is over. */
  readonly late: number;
  readonly dueToday: number;
  /** Since the morning before. */
  readonly takenOver: number;
  readonly escalated: number;
  /** Appeals on which the opinion arrived; lists of before have none. */
  readonly opinions?: number;
  /** Appeals on which none was given in time; lists of before have none. */
  readonly opinionsMissing?: number;
  /** What waits for an administrator; absent for anybody else. */
  readonly toConfirm?: number;
  /** Of all their authority, for whoever supervises it. */
  readonly team?: TeamCounts;
}

/** What is late of the work of an office, and what was escalated. */
export interface LateCounts {
  readonly overdue: number;
  readonly stepOverdue: number;
  readonly escalated: number;
}

export interface TeamCounts extends LateCounts {
  readonly takenOver: number;
  /** Colleagues on leave who have files in hand, and how many files. */
  readonly away: number;
  readonly awayFiles: number;
  /** Files on which committees vote, and of them without the opinion asked for. */
  readonly votes?: number;
  readonly opinionsMissing?: number;
  /** The offices with most that is late. */
  readonly offices: readonly (LateCounts & { readonly office: string })[];
}

/** A file that was taken from an officer. */
export type TakenFrom = Pick<Notification, "caseId" | "reference" | "kind" | "by" | "at"> & {
  readonly officer: string;
};

/** A step and what came of it, if anything did: ids of the definition. */
export interface DecidedTask {
  readonly stage: string;
  readonly task: string;
  readonly outcome?: string;
}

/** Leave that somebody is told of. Instants are ISO 8601. */
export interface ToldLeave {
  /** Id of whose it is; absent where it was told before that was said. */
  readonly officer?: string;
  readonly fromAt: string;
  readonly untilAt: string;
  /** Id of the deputy; null: nobody is. */
  readonly deputy: string | null;
  /** How many files changed hands by it and how many could not; done by the deputy meanwhile. */
  readonly files?: { readonly moved: number; readonly stayed: number; readonly done?: number };
}

/** Open work of an authority that nobody at work has the role for. */
export interface ToldWork {
  readonly authority: string;
  readonly rows: readonly {
    readonly role: string;
    /** Null: any office's. */
    readonly office: string | null;
    readonly files: number;
  }[];
}

export interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly caseId: string | null;
  readonly reference: string | null;
  /** Id of the service. */
  readonly service: string | null;
  /** Id of the officer who did it. */
  readonly by: string | null;
  readonly counts: MorningCounts | null;
  /** What was decided; null where it tells of no decision. */
  readonly decided: DecidedTask | null;
  readonly leave: ToldLeave | null;
  /** What is nobody's; null where it tells of no such work. */
  readonly work: ToldWork | null;
  readonly at: Date;
  readonly readAt: Date | null;
}

/** What is to be told to one officer; the same `id` again tells nothing. */
export type NewNotification = Pick<Notification, "id" | "kind"> &
  Partial<Omit<Notification, "id" | "kind" | "at" | "readAt">> & { readonly officer: string };

/** Whether an officer also gets e-mail, and in which language. */
export interface NotificationPreference {
  readonly email: boolean;
  readonly lang: string;
}

type Since = "takenOver" | "escalated" | "opinions" | "opinionsMissing";
export interface SinceMorning extends Pick<MorningCounts, Since> {
  readonly officer: string;
}

/** Days that a notification can be read. */
export const keptDays = 90;

/** Days without a morning list that the next one looks back: the longest row of holidays. */
const longestPause = 7;
const dayMs = 24 * 3_600_000;

/** Notifications on one page. */
export const notificationsOnPage = 50;

export interface Notifications {
  /** Writes what is new in the caller's transaction. @returns the officers who have a new one */
  add(tx: Sql, all: readonly NewNotification[]): Promise<readonly string[]>;
  /** How many entries of their list an officer has not read. */
  unreadOf(officer: string): Promise<number>;
  /** The same as a part of a query, which says whose. */
  unreadFor(officer: SqlPart): SqlPart;
  /** The latest first; one more than a page where there are more. */
  of(officer: string, before?: Date): Promise<readonly Notification[]>;
  find(officer: string, id: string): Promise<Notification | undefined>;
  /** What each officer was told of their files since their last morning list. */
  sinceMorning(): Promise<readonly SinceMorning[]>;
  /** Files taken from these officers since then, the latest first; at most a page. */
  takenFrom(officers: readonly string[], since: Date): Promise<readonly TakenFrom[]>;
  /** Marks one as read, or all. */
  read(officer: string, id?: string): Promise<void>;
  /** What these were about is done: read for everybody who was told. */
  settle(tx: Sql | Pool, ids: readonly string[]): Promise<void>;
  preferenceOf(officer: string): Promise<NotificationPreference | undefined>;
  prefer(officer: string, preference: NotificationPreference): Promise<void>;
  /** Those of these officers who want e-mail. */
  byEmail(officers: readonly string[]): Promise<readonly string[]>;
  readonly tasks: TasksOf<"notifications.sweep">;
}

const columns = (sql: Sql) => sql`
  id, kind, case_id as "caseId", reference, service, by, counts, decided, leave, work, at,
  read_at as "readAt"`;

/** So many at one time about files are one entry: a supervisor with thirty late steps has one. */
const fewest = 4;

/** Minutes between two that are told together. */
const togetherWithin = 10;

const isTogether = (one: Notification, other: Notification): boolean =>
  one.caseId !== null &&
  other.caseId !== null &&
  one.kind === other.kind &&
  one.by === other.by &&
  (one.readAt === null) === (other.readAt === null) &&
  Math.abs(one.at.getTime() - other.at.getTime()) < togetherWithin * 60_000;

/**
 * The entries of a list, the latest first: files of the same kind and by the same officer, each
 * within minutes of the one before, are one. `unreadFor` counts them by the same rule.
 */
export function groupsOf(rows: readonly Notification[]): readonly (readonly Notification[])[] {
  const groups: Notification[][] = [];
  for (const row of rows) {
    const group = groups.find((each) => each.slice(-1).some((last) => isTogether(last, row)));
    if (group) group.push(row);
    else groups.push([row]);
  }
  const place = new Map(rows.map((row, at) => [row, at]));
  const placeOf = ([first]: readonly Notification[]) => (first && place.get(first)) ?? 0;
  return groups
    .flatMap((group) => (group.length < fewest ? group.map((row) => [row]) : [group]))
    .sort((one, other) => placeOf(one) - placeOf(other));
}

/** The unread entries of the list: `begins` is where the next of one kind begins. */
const unreadFor = (sql: Sql, officer: SqlPart) => sql`
  (select coalesce(sum(case when files < ${fewest} then files else 1 end), 0)::int
   from (
     select count(*) as files
     from (
       select kind, by, case_id is null as bare,
         count(*) filter (where begins) over (
           partition by kind, by, case_id is null order by at desc, id) as entry
       from (
         select kind, by, case_id, at, id, case_id is null or (
           lag(at) over (partition by kind, by, case_id is null order by at desc, id)
             - at < make_interval(mins => ${togetherWithin})) is not true as begins
         from notifications.notification
         where officer = ${officer} and read_at is null) as told) as numbered
     group by kind, by, bare, entry) as entries)`;

async function add(tx: Sql, all: readonly NewNotification[], at: Date) {
  if (all.length === 0) return [];
  const rows = await tx<{ officer: string }[]>`
    insert into notifications.notification
      (id, officer, kind, case_id, reference, service, by, counts, decided, leave, work, at)
    select id, officer, kind, "caseId", reference, service, by, counts, decided, leave, work,
      ${at}
    from jsonb_to_recordset(${json(tx, all)}) as n(id text, officer uuid, kind text,
      "caseId" uuid, reference text, service text, by text, counts jsonb,
      decided jsonb, leave jsonb, work jsonb)
    on conflict on constraint notification_pkey do nothing
    returning officer`;
  return [...new Set(rows.map(({ officer }) => officer))];
}

/** The notifications over one database. */
export function makeNotifications({
  sql,
  clock,
}: {
  readonly sql: Sql;
  readonly clock: () => Date;
}): Notifications {
  return {
    add: (tx, all) => add(tx, all, clock()),
    async unreadOf(officer) {
      const [row] = await sql<{ count: number }[]>`
        select ${unreadFor(sql, sql`${officer}`)} as count`;
      return row?.count ?? 0;
    },
    unreadFor: (officer) => unreadFor(sql, officer),
    of: (officer, before) => sql<Notification[]>`
      select ${columns(sql)} from notifications.notification
      where officer = ${officer} ${before ? sql`and at < ${before}` : sql``}
      order by at desc, id limit ${notificationsOnPage + 1}`,
    async find(officer, id) {
      const [row] = await sql<Notification[]>`
        select ${columns(sql)} from notifications.notification
        where officer = ${officer} and id = ${id}`;
      return row;
    },
    sinceMorning: () => sql<SinceMorning[]>`
      select officer, count(*) filter (where kind in ('taken-over', 'taken-away'))::int
          as "takenOver",
        count(distinct case_id) filter (where kind in ('escalated', 'escalated-further'))::int
          as escalated,
        count(*) filter (where kind in ('opinion-given', 'opinion-after-vote'))::int as opinions,
        count(*) filter (where kind = 'opinion-missing')::int as "opinionsMissing"
      from notifications.notification n
      where kind in ('taken-over', 'taken-away', 'escalated', 'escalated-further',
          'opinion-given', 'opinion-after-vote', 'opinion-missing')
        and at > ${new Date(clock().getTime() - longestPause * dayMs)}
        and at > coalesce((select max(m.at) from notifications.notification m
          where m.officer = n.officer and m.kind = 'morning'), '-infinity')
      group by officer`,
    takenFrom: (officers, since) => sql<TakenFrom[]>`
      select officer, case_id as "caseId", reference, kind, by, at
      from notifications.notification
      where officer = any(${[...officers]}::uuid[]) and at > ${since}
        and kind in ('taken-over', 'taken-away')
      order by at desc, id limit ${notificationsOnPage}`,
    async read(officer, id) {
      await sql`
        update notifications.notification set read_at = ${clock()}
        where officer = ${officer} and read_at is null
          ${id === undefined ? sql`` : sql`and id = ${id}`}`;
    },
    async settle(tx, ids) {
      await tx`
        update notifications.notification set read_at = ${clock()}
        where id = any(${[...ids]}) and read_at is null`;
    },
    async preferenceOf(officer) {
      const [row] = await sql<NotificationPreference[]>`
        select email, lang from notifications.preference where officer = ${officer}`;
      return row;
    },
    async prefer(officer, { email, lang }) {
      await sql`
        insert into notifications.preference (officer, email, lang, at)
        values (${officer}, ${email}, ${lang}, ${clock()})
        on conflict (officer) do update
          set email = excluded.email, lang = excluded.lang, at = excluded.at`;
    },
    async byEmail(officers) {
      const rows = await sql<{ officer: string }[]>`
        select officer from notifications.preference
        where email and officer = any (${officers.filter(isUuid)}::uuid[])`;
      return rows.map(({ officer }) => officer);
    },
    tasks: {
      "notifications.sweep": async () => {
        const before = new Date(clock().getTime() - keptDays * dayMs);
        await sql`delete from notifications.notification where at < ${before}`;
      },
    },
  };
}
