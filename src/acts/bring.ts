import { centresOffice, worksIn } from "../centres/index.ts";
import type { CentreDevice, CounterDesk, Synced } from "../counter/index.ts";
import {
  type CommandId,
  type OfficerId,
  ok,
  type Refusal,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { hasHeld, officersWith } from "../platform/auth/index.ts";
import {
  type ApplicationItem,
  type Became,
  type BringDeps,
  mayApprove,
  type SecondYes,
  type Settler,
  takeApplication,
} from "./bring-application.ts";
import { fitCard } from "./check-card.ts";

/** A ticket that was taken offline. */
export interface TicketItem {
  readonly kind: "ticket";
  readonly id: string;
  readonly takenAt: Date;
  /** What the device said of that, where it was put right. */
  readonly saidAt?: Date;
  /** Who took it, as the device says. */
  readonly takenBy?: OfficerId;
  /** Of the device's own range: `K7M-001`. */
  readonly number: string;
  readonly topic: string;
  readonly group: string | null;
  readonly party: number;
  readonly lang: string;
  /** When it was served there; null where it is still waiting. */
  readonly servedAt: Date | null;
  /** Whoever had it was called there and did not come. */
  readonly isAbsent?: boolean;
  /** Who called it there, as the device says. */
  readonly calledBy?: OfficerId;
}

export type Item = TicketItem | ApplicationItem;

/** An application that was withdrawn on its device before it was sent: nothing of it is told. */
export interface WithdrawnItem
  extends Pick<ApplicationItem, "kind" | "id" | "takenAt" | "saidAt" | "takenBy" | "reference"> {
  readonly withdrawn: {
    readonly reason: string;
    /** Who did it, as the device says. */
    readonly by?: OfficerId;
  };
}

/** Who put right what was typed of a person, when, and what stood there before. */
export interface Correction {
  readonly by: OfficerId;
  readonly at: string;
  readonly was: ApplicationItem["person"];
}

/** An item that has arrived, from which device, and who brings or settles it. */
export interface Arrived {
  readonly item: Item;
  readonly device: CentreDevice;
  readonly by: OfficerId;
  /** An officer settles it. */
  readonly isSettled?: boolean;
  /** Why the officer, who has compared it with one like it, wants both sent. */
  readonly bothReason?: string;
  /** What an officer has just put right of it. */
  readonly correction?: Correction;
}

/**
 * Takes in one item and says what became of it: done, or a conflict with its reason; an application
 * waits for the person's yes. The same item again, and again at the same moment, is one application
 * or one ticket (the draft and the ticket's key are the item's own), and a conflict is tried anew.
 * Faults are thrown: the item then stays where it is.
 */
export async function takeIn(deps: BringDeps, arrived: Arrived): Promise<Synced> {
  const before = await deps.counter.syncedOf(arrived.item.id);
  if (before?.state === "done") return endServed(deps, arrived, before);
  if (before && before.state !== "conflict") return before;
  return settled(deps, arrived, before, false);
}

/**
 * Sends what somebody signed where there was no network and a code cannot or need not come, by a
 * second officer, for a reason that the person sees; some are drawn for another to look into.
 * Refuses as `mayApprove`
 * does.
 */
export async function approve(
  deps: BringDeps,
  { item, device }: Pick<Arrived, "item" | "device">,
  before: Synced,
  second: { readonly officer: Settler; readonly yes: SecondYes },
): Promise<Result<Synced>> {
  const may = await mayApprove(deps, before, second);
  if (!may.ok) return may;
  const officer = second.officer.id;
  const { person, reason } = may.value;
  // Only one officer saw the card of an account that a counter made: a third looks into every one.
  const draw = (await fitCard(deps, person)) ? 0 : Math.random();
  // Before it is sent: were we to end in between, nothing is sent without its reason.
  await deps.counter.recordApproval({
    ...{ item: item.id, officer, person: person.id, centre: device.centre, reason, draw },
  });
  const arrived = { item, device, by: officer, isSettled: true };
  return ok(await settled(deps, arrived, before, true));
}

/**
 * Records that an application was withdrawn before it was sent, so that whoever has its number is
 * told. What has arrived already stays as it is. Refuses offline.reference-foreign.
 */
export async function takeWithdrawn(
  deps: BringDeps,
  item: WithdrawnItem,
  { device, by }: Pick<Arrived, "device" | "by">,
): Promise<Result<Synced>> {
  const before = await deps.counter.syncedOf(item.id);
  if (before) return ok(before);
  if (!(await deps.counter.isOfBlock(device, item.reference)))
    return refuse("invalid", "offline.reference-foreign");
  const takenBy = await takerOf(deps, { item, device });
  const withdrawnBy = await takerOf(deps, { item: { takenBy: item.withdrawn.by }, device });
  const row: Synced = {
    ...rowOf(deps, { item, device, by }, { state: "dropped", reason: "offline.withdrawn" }, null),
    ...{ takenBy, takenConfirmed: takenBy === by ? true : null },
    dropReason: item.withdrawn.reason,
  };
  await deps.counter.settleSynced(row, withdrawnBy ?? by);
  return ok((await deps.counter.syncedOf(item.id)) ?? row);
}

async function settled(
  deps: BringDeps,
  arrived: Arrived,
  before: Synced | undefined,
  isApproved: boolean,
): Promise<Synced> {
  const { item, device, by, isSettled } = arrived;
  const bothReason = arrived.bothReason ?? before?.bothReason ?? null;
  const wantsBoth = bothReason !== null || isWantedTwice(before?.held);
  const application = { device, by: before?.deliveredBy ?? by, anyway: wantsBoth, isApproved };
  const calledBy =
    item.kind === "ticket" && item.servedAt ? await callerOf(deps, { item, device }) : null;
  const became =
    item.kind === "ticket"
      ? await takeTicket(deps, { item, device }, calledBy ?? by)
      : await takeApplication(deps, { ...application, item });
  const corrected = [
    ...corrections(before?.held),
    ...(arrived.correction ? [arrived.correction] : []),
  ];
  const held = {
    ...item,
    ...(wantsBoth && { wantedTwice: true }),
    ...(corrected.length > 0 && { corrected }),
  };
  const takenBy = before ? before.takenBy : await takerOf(deps, arrived);
  // Whoever brings what they took has said so, signed in.
  const takenConfirmed = before?.takenConfirmed ?? (takenBy === by ? true : null);
  const row = { ...rowOf(deps, arrived, became, held), takenBy, takenConfirmed, bothReason };
  if (before && isSettled)
    await deps.counter.settleSynced({ ...row, receivedAt: before.receivedAt }, by);
  else await deps.counter.recordSynced(row);
  if (item.kind === "ticket" && item.servedAt && row.state === "done")
    await deps.counter.recordServed(row, {
      ...{ number: item.number, served: "here" as const },
      calledBy: item.isAbsent ? null : calledBy,
    });
  return (await deps.counter.syncedOf(item.id)) ?? row;
}

const serving = ["operator", "floor-manager"];

/** Who serves people in a hall, or runs its floor. */
async function staffOf({ sql, clock }: Pick<BringDeps, "sql" | "clock">, centre: string) {
  const staff = await Promise.all(
    serving.map((role) => officersWith(sql, centresOffice, role, clock())),
  );
  const all = new Map(staff.flat().map((officer) => [officer.id, officer]));
  return [...all.values()].filter((officer) => worksIn(officer, centre));
}

/** Who took it, if that is somebody who serves people in the hall of the device, or did. */
async function takerOf(
  deps: BringDeps,
  {
    item: { takenBy },
    device,
  }: Pick<Arrived, "device"> & { item: { takenBy?: OfficerId | undefined } },
): Promise<OfficerId | null> {
  if (!takenBy) return null;
  const { centre: office } = device;
  if (await hasHeld(deps.sql, takenBy, { authority: centresOffice, office, roles: serving }))
    return takenBy;
  const staff = await staffOf(deps, office);
  return staff.some(({ id }) => id === takenBy) ? takenBy : null;
}

/** Who of a hall can say on its devices who they are: those with a PIN of their own, by name. */
export async function colleaguesAt(
  deps: Pick<BringDeps, "sql" | "clock"> & { readonly counter: Pick<CounterDesk, "ownPins"> },
  centre: string,
) {
  const staff = await staffOf(deps, centre);
  const pins = new Map(
    (await deps.counter.ownPins(staff.map(({ id }) => id))).map(({ officer, ...pin }) => [
      officer,
      pin,
    ]),
  );
  return staff
    .flatMap(({ id, name }) => {
      const pin = pins.get(id);
      return pin ? [{ id, name, pin }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** As servers of before kept that somebody wanted both. A device cannot say it. */
const isWantedTwice = (held: unknown): boolean =>
  typeof held === "object" && held !== null && "wantedTwice" in held;

/** What officers have put right of an item that is held. A device cannot say it either. */
export const corrections = (held: unknown): readonly Correction[] =>
  typeof held === "object" && held !== null && "corrected" in held
    ? (held.corrected as readonly Correction[])
    : [];

const rowOf = (
  { clock }: BringDeps,
  { item, device, by }: Pick<Arrived, "device" | "by"> & { item: Item | WithdrawnItem },
  became: Became,
  held: unknown,
): Omit<Synced, "takenBy"> => ({
  ...{ item: item.id, device: device.id, kind: item.kind, takenAt: item.takenAt },
  ...{ saidAt: item.saidAt ?? null, receivedAt: clock(), deliveredBy: by, state: "done" as const },
  ...{ reason: null, reference: item.kind === "application" ? item.reference : null },
  ...{ caseId: null, draft: null, person: null, held: null },
  ...("stop" in became
    ? { ...became.more, state: "conflict" as const, reason: became.stop.code, held }
    : became),
});

const stopped = (stop: Refusal): Became => ({ stop, more: {} });

const keyOf = ({ id }: TicketItem) => `offline:${id}` as CommandId;

/**
 * A ticket of the hall was called at its device after all; one that a counter serves or has served
 * stays there. That it was called on both sides is told on both.
 */
async function endServed(deps: BringDeps, arrived: Arrived, before: Synced): Promise<Synced> {
  const { item } = arrived;
  if (item.kind !== "ticket" || !item.servedAt || before.served) return before;
  const { servedAt: at, isAbsent = false, number } = item;
  const calledBy = await callerOf(deps, { item, device: arrived.device });
  const officer = calledBy ?? arrived.by;
  const ended = await deps.centres.endServed({ key: keyOf(item), at, isAbsent, officer });
  if (!ended.ok && !elsewhere.has(ended.refusal.code)) return before;
  const served = ended.ok && ended.value.counter === null ? "here" : "both";
  await deps.counter.recordServed(before, {
    ...{ number, served },
    calledBy: isAbsent && served === "here" ? null : calledBy,
  });
  return { ...before, served };
}

interface TicketThere extends Pick<Arrived, "device"> {
  readonly item: TicketItem;
}

/** Who called a ticket on its device; where that is not said, who gave it out there. */
async function callerOf(
  deps: BringDeps,
  { item: { calledBy, takenBy }, device }: TicketThere,
): Promise<OfficerId | null> {
  return takerOf(deps, { item: { takenBy: calledBy ?? takenBy }, device });
}

const elsewhere: ReadonlySet<string> = new Set(["centre.being-served", "centre.over"]);

/** A waiting ticket joins the hall's queue; one already served is over there at once. */
async function takeTicket(
  deps: BringDeps,
  { item, device }: TicketThere,
  officer: OfficerId,
): Promise<Became> {
  if (!item.number.startsWith(`${device.code}-`))
    return stopped({ kind: "invalid", code: "offline.number-foreign" });
  const { servedAt: at, isAbsent = false } = item;
  const ticket = await deps.centres.takeTicket({
    ...{ centre: device.centre, topic: item.topic, party: item.party, lang: item.lang },
    ...(item.group !== null && { group: item.group }),
    key: keyOf(item),
    offline: {
      ...{ takenAt: item.takenAt, number: item.number },
      ...(at && { served: { at, isAbsent, officer } }),
    },
  });
  // On a day without hours there is no queue in which it could have been: it is over all the same.
  if (ticket.ok || at) return {};
  // Of what stops an item its code is kept; when tickets are to be had again is soon untrue.
  const isClosed = closedThen.has(ticket.refusal.code);
  return stopped(isClosed ? { kind: "conflict", code: "offline.hall-closed" } : ticket.refusal);
}

const closedThen: ReadonlySet<string> = new Set(["centre.closed", "centre.closed-for-long"]);

const waits: ReadonlySet<string | null> = new Set([
  "offline.waits-for-yes",
  "offline.waits-for-officer",
]);

/**
 * What has become of a conflict elsewhere: sent with the person's yes at any door, or deleted by
 * them. Answers it as it stands now.
 */
export async function lookAgain(
  { cases, counter }: Pick<BringDeps, "cases" | "counter">,
  row: Synced,
  by: OfficerId,
): Promise<Synced> {
  if (row.state !== "conflict" || !row.draft || !row.person) return row;
  const draft = await cases.findDraft(row.draft, row.person);
  const submitted = draft?.caseId ? await cases.open(draft.caseId) : undefined;
  const reference = submitted?.state.submitted?.reference;
  const settle = async (became: Partial<Synced>) => {
    const now = { ...row, ...became, held: null };
    await counter.settleSynced(now, by);
    return now;
  };
  if (submitted && reference) {
    const reason = reference === row.reference ? null : ("offline.reference-changed" as const);
    return settle({ state: "done", reason, reference, caseId: submitted.id });
  }
  return !draft && waits.has(row.reason) ? settle({ state: "dropped" }) : row;
}
