import {
  type Applicants,
  applicants,
  countApplicants,
  programId,
  unknownReferences,
} from "../cases/index.ts";
import {
  addDays,
  type Calendar,
  instantOf,
  type OfficerId,
  ok,
  type PersonId,
  type Result,
} from "../kernel/index.ts";
import type { Message } from "../messages/index.ts";
import type { NewNotification } from "../notifications/index.ts";
import { everybodyWith, personById, staffMembers } from "../platform/auth/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import {
  type BreachNotice,
  type BreachPeople,
  confirmNotice,
  endNotice,
  lockNotice,
  type NewBreach,
  type NewNotice,
  type NoticeConfirmed,
  noticeOf,
  privacyRole,
  recordBreach,
  recordTold,
  writeNotice,
} from "../privacy/index.ts";
import { listClients } from "../programs/index.ts";
import type { ActDeps } from "./deps.ts";
import { addressesOf } from "./tell.ts";
import { recordNotifications } from "./tell-officers.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "calendar" | "messages" | "i18n">;

/** The breach whose people are told. */
export interface OfBreach {
  readonly breach: string;
}

/** People of one transaction: small enough that a server that ends loses a second of work. */
const usualLot = 200;

const minuteMs = 60_000;

function applicantsOf(people: BreachPeople, { timeZone }: Calendar): Applicants {
  switch (people.kind) {
    case "applied":
      return {
        ...{ kind: "applied", service: people.service },
        from: instantOf(people.sentFrom, 0, timeZone),
        before: instantOf(addDays(people.sentUntil, 1), 0, timeZone),
      };
    case "listed":
      return people;
    default: {
      const { until, ...seen } = people;
      return { ...seen, before: new Date(until.getTime() + minuteMs) };
    }
  }
}

/** Who may have read files: an officer, also one who has left, or a program. */
export interface Reader {
  readonly id: string;
  readonly name: string;
}

const mostReaders = 5;

/**
 * Officers with this name or e-mail address, and programs with this name or id; without an exact
 * one those of which it is a part, a few of them.
 */
export async function readersNamed(
  { sql }: Pick<Deps, "sql">,
  text: string,
): Promise<readonly Reader[]> {
  const isExact = (words: string | null) => words?.toLowerCase() === text.toLowerCase();
  const officers = await staffMembers(sql, { text, size: mostReaders });
  const programs = (await listClients(sql)).filter(({ id, name }) => isExact(id) || isExact(name));
  const exact = officers.filter(({ name, email }) => isExact(name) || isExact(email));
  return [
    ...(exact.length > 0 ? exact : officers).map(({ id, name }) => ({ id, name })),
    ...programs.map(({ id, name }) => ({ id: programId(id), name })),
  ];
}

/** Those of these numbers that no application has. */
export const unknownAmong = (
  { sql }: Pick<Deps, "sql">,
  references: readonly string[],
): Promise<readonly string[]> => unknownReferences(sql, references);

/** How many people a notice is for. */
export const countBreachPeople = (
  { sql, calendar }: Pick<Deps, "sql" | "calendar">,
  people: BreachPeople,
): Promise<number> => countApplicants(sql, applicantsOf(people, calendar()));

type TellOthers = Pick<ActDeps, "sql" | "clock" | "notifications">;

/** The other data protection officers: those here, or all where everybody is away. */
async function tellOthers(
  deps: Parameters<typeof recordNotifications>[0],
  by: OfficerId,
  notification: Pick<NewNotification, "id" | "kind">,
): Promise<void> {
  const all = await everybodyWith(deps.sql, privacyRole, deps.clock());
  const others = all.filter(({ id }) => id !== by);
  const here = others.filter(({ away }) => !away);
  await recordNotifications(
    deps,
    (here.length > 0 ? here : others).map(({ id: officer }) => ({ ...notification, officer, by })),
  );
}

/** Records a breach; the others of that role are told at once, because its hours run. */
export const recordNewBreach = (
  { sql, clock, notifications }: TellOthers,
  breach: NewBreach,
): Promise<string> =>
  transaction(sql, async (tx) => {
    const id = await recordBreach(tx, clock(), breach);
    const notification = { id: `breach:${id}`, kind: "breach-recorded" } as const;
    await tellOthers({ sql: tx, clock, notifications }, breach.by, notification);
    return id;
  });

/**
 * The first officer writes a notice, or writes it anew; the others of that role are told that it
 * waits for one of them. Refuses as `writeNotice` in src/privacy does.
 */
export const writeBreachNotice = (
  { sql, clock, notifications }: TellOthers,
  written: NewNotice,
): Promise<Result<undefined>> =>
  transaction(sql, async (tx) => {
    const result = await writeNotice(tx, clock(), written);
    if (!result.ok) return result;
    const { breach, by } = written;
    const notice = await noticeOf(tx, breach);
    const id = `breach:${breach}:${notice?.revision}`;
    await tellOthers({ sql: tx, clock, notifications }, by, { id, kind: "breach-notice" });
    return ok(undefined);
  });

/**
 * The second officer confirms a notice, and its job begins. Refuses as `confirmNotice` in
 * src/privacy does.
 */
export const confirmBreachNotice = (
  { sql, clock }: Pick<Deps, "sql" | "clock">,
  confirmed: NoticeConfirmed,
): Promise<Result<undefined>> =>
  transaction(sql, async (tx) => {
    const result = await confirmNotice(tx, clock(), confirmed);
    if (!result.ok) return result;
    const { breach } = confirmed;
    await enqueue(tx, [{ task: "privacy.tell-breach", payload: { breach } }]);
    return ok(undefined);
  });

/**
 * Job: tells everybody whom a confirmed notice is for, lot by lot, each in their own language. The
 * messages of a lot and how far the notice has gone are written in one transaction: run again after
 * a server ended at any moment, it tells nobody twice and leaves nobody out.
 */
export async function tellBreach(
  deps: Deps,
  { breach }: OfBreach,
  lotSize = usualLot,
): Promise<void> {
  const lot = (tx: Sql) => tellLot(deps, tx, breach, lotSize);
  while (await transaction(deps.sql, lot)) deps.messages.nudge();
}

/** @returns whether there is more to do */
async function tellLot(deps: Deps, tx: Sql, breach: string, lotSize: number): Promise<boolean> {
  const notice = await lockNotice(tx, breach);
  if (!notice) return false;
  const people = await applicants(tx, applicantsOf(notice.people, deps.calendar()), {
    ...{ after: notice.lastPerson, most: lotSize },
  });
  if (people.length === 0) {
    await endNotice(tx, deps.clock(), notice);
    return false;
  }
  const messages = new Map<PersonId, readonly Message[]>();
  for (const person of people) messages.set(person, await messagesTo(deps, tx, notice, person));
  await deps.messages.add(tx, [...messages.values()].flat());
  const lot = people.map((person) => ({
    ...{ person, reached: (messages.get(person) ?? []).length > 0 },
  }));
  await recordTold(tx, deps.clock(), breach, lot);
  return true;
}

async function messagesTo(
  { messages, i18n, calendar }: Deps,
  tx: Sql,
  { breach, words, confirmedAt }: BreachNotice,
  personId: PersonId,
): Promise<readonly Message[]> {
  const account = await personById(tx, personId);
  if (!account) return [];
  const at = confirmedAt?.toISOString() ?? "";
  return messages.compose({
    id: `breach:${breach}:${personId}`,
    personId,
    to: addressesOf(account),
    lang: langOf(i18n, account.toldIn ?? account.language ?? ""),
    template: "data-breach",
    facts: { what: { words }, date: { at, timeZone: calendar().timeZone } },
  });
}
