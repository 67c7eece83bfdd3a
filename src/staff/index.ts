/**
 * Who works here: members of staff, their roles, leave and deputies. State is kept as rows by
 * platform/auth, which every request reads, so a change is in force on all servers at once; each
 * change is an event with who did it and what was before and after, in the same transaction. What
 * is personal (name, e-mail) stands in no event.
 */
import { randomBytes } from "node:crypto";
import {
  type CommandId,
  type OfficerId,
  ok,
  type Result,
  refuse,
  type StaffDetails,
  type StaffMember,
} from "../kernel/index.ts";
import {
  changeAbsence,
  endAbsence,
  endSessionsOf,
  invitedBy,
  inviteStaff,
  joinStaff,
  keepRecoveries,
  keepStaff,
  otherAdministrators,
  planAbsence,
  type StaffAsked,
  staffMember,
  staffMembers,
} from "../platform/auth/index.ts";
import { newId, type Pool, type Sql, transaction } from "../platform/db/index.ts";
import {
  type EventLog,
  handle,
  latestOfAdministration,
  load,
  type Recorded,
} from "../platform/events/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import { recordSecurity } from "../platform/security/index.ts";
import { staffDecider } from "./decide.ts";
import { joinJobs, leaveJobs, roleJobs } from "./leave-jobs.ts";
import type { StaffCommand, StaffEvent, StaffFacts, StaffState } from "./model.ts";

export { staffEvolution, supervisorMayEnd } from "./decide.ts";
export type { LeaveTold, OfLeave, RolesChanged, RolesEnded } from "./leave-jobs.ts";
export {
  administrator,
  type NewAbsence,
  type NewRole,
  type StaffCommand,
  type StaffEvent,
  type StaffState,
} from "./model.ts";

/** How long an invitation opens something. */
export const invitationHours = 72;

/** Who does it, and the key of the intended act: the same key again is the same act. */
export interface StaffOccasion {
  readonly key: CommandId;
  readonly actor: string;
}

/** An account of somebody who joins. */
export interface StaffAccount {
  readonly iss: string;
  readonly sub: string;
  readonly by: "issuer" | "passkey";
}

/** What is done in the transaction by which somebody joins, at the same instant. */
export type AlsoJoined = (
  tx: Sql,
  joined: { readonly id: OfficerId; readonly now: Date },
) => Promise<Result<unknown>>;

/** A recorded change with the id of whom it is about. */
export type StaffChange = Recorded & { readonly about: string };

/** Commands that can be tried before they are given. */
type Checked = Extract<StaffCommand, { readonly type: "invite" | "give-role" }>;

export interface Staff {
  member(id: string): Promise<StaffMember | undefined>;
  /** By name; one more than `size` where there are more. */
  members(asked: StaffAsked): Promise<readonly StaffMember[]>;
  /** Gives a command. Refuses staff.*. Whoever leaves or gets a new link is signed out with it. */
  give(id: string, command: StaffCommand, occasion: StaffOccasion): Promise<Result<StaffState>>;
  /**
   * What would come of commands that are given one after the other, of which nothing is recorded;
   * whatever is refused changes nothing for the next. Refuses staff.*.
   */
  check(
    id: string,
    commands: readonly Checked[],
    actor: string,
  ): Promise<readonly Result<readonly StaffEvent[]>[]>;
  /**
   * A new link for somebody who has not joined: the token of its address, which is kept nowhere.
   * Whoever works here gets one where `recovers` says that two administrators have agreed, which
   * the database checks. Refuses staff.unknown, staff.has-joined, staff.has-left.
   */
  invitation(id: string, actor: string, recovers?: boolean): Promise<Result<string>>;
  /** Whom a link invites; undefined where it opens nothing any more. */
  invited(token: string): Promise<StaffMember | undefined>;
  /**
   * Uses a link, once, and does `also` in the same transaction; its refusal leaves the link as it
   * was. Refuses staff.invitation-over, staff.account-taken.
   */
  join(token: string, account: StaffAccount, also?: AlsoJoined): Promise<Result<OfficerId>>;
  /** Everything that was recorded of one, oldest first. */
  history(id: string): Promise<readonly Recorded[]>;
  /** The latest changes of all, newest first: 100 of them, before an instant. */
  changes(asked: { readonly before?: Date }): Promise<readonly StaffChange[]>;
}

export interface StaffNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly log: EventLog;
  /** Whether a role decides about people, so that two administrators give it. */
  readonly decides: StaffFacts["decides"];
}

const streamOf = (id: string): string => `staff-${id}`;

const noDetails: StaffDetails = { name: "", email: null, nationalId: null, networks: [] };

interface Read {
  readonly details: StaffDetails;
}

async function loadMember(sql: Sql, id: string) {
  const [row, history] = await Promise.all([staffMember(sql, id), load(sql, streamOf(id))]);
  const { name, email, nationalId, networks, ...member } = row ?? noMember;
  const state: StaffState = member.id ? { member } : {};
  const commands: ReadonlySet<string> = new Set(history.map(({ command }) => command));
  return {
    state,
    version: history.length,
    commands,
    details: { name, email, nationalId, networks },
  };
}

const noMember = { ...noDetails, id: undefined } as unknown as StaffMember;

/** Personal details come with the command, or stay as they are. */
const detailsAfter = (command: StaffCommand, { details }: Read): StaffDetails =>
  "details" in command ? command.details : details;

const securityKind = (command: StaffCommand) =>
  command.type === "invite"
    ? "officer-added"
    : command.type === "leave"
      ? "officer-left"
      : "officer-changed";

/** Whoever has what somebody lost must not stay signed in with it. */
const endsSessions: ReadonlySet<StaffCommand["type"]> = new Set(["leave", "confirm-recovery"]);

async function give(
  { sql, clock, log, decides }: StaffNeeds,
  id: string,
  command: StaffCommand,
  { key, actor }: StaffOccasion,
): Promise<Result<StaffState>> {
  return handle<StaffState, StaffCommand, StaffEvent, StaffFacts, Read>(log, {
    ...{ sql, stream: streamOf(id), decider: staffDecider, command, key, actor, clock },
    load: async (from) => ok(await loadMember(from, id)),
    facts: async ({ details }, at) => ({
      ...{ at, actor, decides, details },
      administrators: await otherAdministrators(sql, id, at),
      ...(command.type === "plan-leave" &&
        command.absence.deputy && { deputy: await staffMember(sql, command.absence.deputy) }),
    }),
    project: (tx, { after: { member }, at }, read) => {
      if (!member) return [];
      const details = detailsAfter(command, read);
      const about = `officer:${id}`;
      const { id: planned } =
        command.type === "plan-leave"
          ? command.absence
          : command.type === "change-leave"
            ? command
            : {};
      const absence = member.absences.find((each) => each.id === planned);
      const write = command.type === "plan-leave" ? planAbsence : changeAbsence;
      const written = absence
        ? [write(tx, actor, at, { officer: id, absence })]
        : command.type === "end-leave" || command.type === "decline-leave"
          ? [endAbsence(tx, actor, at, { officer: id, absence: command.id })]
          : [
              keepStaff(tx, actor, at, { ...member, ...details }),
              member.recoveries.length > 0 && keepRecoveries(tx, actor, at, member),
            ];
      return [
        ...written,
        recordSecurity(tx, at, { kind: securityKind(command), actor, about }),
        endsSessions.has(command.type) && endSessionsOf(tx, member.id, at),
      ];
    },
    follow: ({ after, events }) =>
      [leaveJobs, roleJobs].flatMap((jobs) => jobs(after, events, { actor, occasion: key })),
    conflict: "staff.conflict",
  });
}

async function check(
  { sql, clock, decides }: StaffNeeds,
  id: string,
  commands: readonly Checked[],
  actor: string,
) {
  const { state, details } = await loadMember(sql, id);
  const at = clock();
  const administrators = await otherAdministrators(sql, id, at);
  const facts: StaffFacts = { at, actor, decides, details, administrators };
  let after = state;
  return commands.map((command) => {
    const decided = staffDecider.decide(after, command, facts);
    if (decided.ok) after = decided.value.reduce(staffDecider.evolve, after);
    return decided;
  });
}

const standingRefusal = (member: StaffMember | undefined) =>
  !member
    ? refuse("not-found", "staff.unknown")
    : member.standing === "left"
      ? refuse("conflict", "staff.has-left")
      : member.standing === "active"
        ? refuse("conflict", "staff.has-joined")
        : undefined;

/** A transaction of which nothing stays where it comes to a refusal. */
async function undone<Value>(
  sql: Pool,
  work: (tx: Sql) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let result: Result<Value> | undefined;
  const rollBack = new Error("refused");
  await transaction(sql, async (tx) => {
    result = await work(tx);
    if (!result.ok) throw rollBack;
  }).catch((error: unknown) => {
    if (error !== rollBack) throw error;
  });
  if (!result) throw new Error("a transaction without a result");
  return result;
}

/** The staff over one database. */
export function makeStaff(needs: StaffNeeds): Staff {
  const { sql, clock, log } = needs;
  return {
    member: (id) => staffMember(sql, id),
    members: (asked) => staffMembers(sql, asked),
    give: (id, command, occasion) => give(needs, id, command, occasion),
    check: (id, commands, actor) => check(needs, id, commands, actor),
    async invitation(id, actor, recovers = false) {
      const member = await staffMember(sql, id);
      const refusal = standingRefusal(member);
      if (refusal && !(recovers && member?.standing === "active")) return refusal;
      const now = clock();
      const until = new Date(now.getTime() + invitationHours * 3_600_000);
      const token = randomBytes(32).toString("base64url");
      await inviteStaff(sql, { by: actor, id, token }, { now, until });
      return ok(token);
    },
    async invited(token) {
      const id = await invitedBy(sql, token, clock());
      const member = id && (await staffMember(sql, id));
      return member && member.standing !== "left" ? member : undefined;
    },
    async join(token, { by, ...account }, also) {
      const now = clock();
      const invited = await invitedBy(sql, token, now);
      if (!invited) return refuse("conflict", "staff.invitation-over");
      return undone(sql, async (tx) => {
        const id = await joinStaff(tx, token, account, now);
        if (!id) return refuse("conflict", "staff.account-taken");
        const done = await also?.(tx, { id, now });
        if (done && !done.ok) return done;
        const { length: after } = await load(tx, streamOf(id));
        const actor = `officer:${id}`;
        await log.record(tx, {
          ...{ stream: streamOf(id), after, events: [{ type: "StaffJoined", data: { by } }] },
          meta: { command: newId(), actor, at: now },
        });
        await recordSecurity(tx, now, { kind: "officer-changed", actor, about: actor });
        await enqueue(tx, joinJobs(await staffMember(tx, id)));
        return ok(id);
      });
    },
    history: (id) => load(sql, streamOf(id)),
    async changes({ before }) {
      const events = await latestOfAdministration(sql, "staff", before);
      return events.map(({ stream, ...event }) => ({
        ...event,
        about: stream.slice(streamOf("").length),
      }));
    },
  };
}
