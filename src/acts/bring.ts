import type { Draft } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import { type CentreDevice, type Synced, worthOf } from "../counter/index.ts";
import type { Answers } from "../form/index.ts";
import {
  type CommandId,
  type DraftId,
  type OfficerId,
  ok,
  type Reference,
  type Refusal,
  type Result,
  refuse,
} from "../kernel/index.ts";
import { type Person, personByNationalId } from "../platform/auth/index.ts";
import { send as sendDraft } from "./apply.ts";
import { bind, isSame } from "./consent.ts";
import type { ActDeps } from "./deps.ts";
import { sameName } from "./same-name.ts";
import { langOf } from "./wording.ts";

/** A ticket that was taken without network. */
export interface TicketItem {
  readonly kind: "ticket";
  readonly id: string;
  readonly takenAt: Date;
  /** Of the device's own range: `K7M-001`. */
  readonly number: string;
  readonly topic: string;
  readonly group: string | null;
  readonly party: number;
  readonly lang: string;
  /** When it was served there; null where it still waits. */
  readonly servedAt: Date | null;
}

/** An application that was taken without network, and said yes to by a signature on its receipt. */
export interface ApplicationItem {
  readonly kind: "application";
  readonly id: string;
  readonly takenAt: Date;
  readonly draft: DraftId;
  /** What the person took home. */
  readonly reference: Reference;
  readonly service: string;
  readonly definition: number;
  readonly lang: string;
  readonly person: { readonly name: string; readonly nationalId: string };
  readonly answers: Answers;
  readonly visited: readonly string[];
}

export type Item = TicketItem | ApplicationItem;

/**
 * What can be taken without network: where no paper is always wanted, and a signature on the receipt
 * is enough (docs/decisions/0009, 0012).
 */
export const takenOffline = ({ level, process, documents }: Definition): boolean =>
  process !== undefined &&
  level >= 1 &&
  level <= 2 &&
  documents.every(({ required, when }) => !required || when !== undefined);

/** An item that has arrived, from which device, and who brought it. */
export interface Arrived {
  readonly item: Item;
  readonly device: CentreDevice;
  readonly by: OfficerId;
  /** Somebody has looked at it and wants it sent although there is another like it. */
  readonly anyway?: boolean;
}

type BringDeps = Pick<ActDeps, "sql" | "clock" | "catalogue" | "cases" | "counter" | "i18n"> & {
  readonly centres: Pick<ActDeps["centres"], "takeTicket">;
};

/**
 * Takes in one item and says what became of it: done, or a conflict with its reason. The same item
 * again, and again at the same moment, is one application or one ticket (the draft and the ticket's key
 * are the item's own), and a conflict is tried anew. Faults are thrown: the item then stays where it is.
 */
export async function takeIn(deps: BringDeps, arrived: Arrived): Promise<Synced> {
  const before = await deps.counter.syncedOf(arrived.item.id);
  if (before && before.state !== "conflict") return before;
  const became =
    arrived.item.kind === "ticket"
      ? await takeTicket(deps, arrived, arrived.item)
      : await takeApplication(deps, arrived, arrived.item);
  const row = before ? { ...became, receivedAt: before.receivedAt } : became;
  if (before && arrived.anyway !== undefined) await deps.counter.settleSynced(row, arrived.by);
  else await deps.counter.recordSynced(row);
  return (await deps.counter.syncedOf(arrived.item.id)) ?? row;
}

const rowOf = (
  { clock }: BringDeps,
  { item, device, by }: Arrived,
  became: Partial<Synced>,
): Synced => ({
  ...{ item: item.id, device: device.id, kind: item.kind, takenAt: item.takenAt },
  ...{ receivedAt: clock(), deliveredBy: by, state: "done" as const, reason: null },
  reference: item.kind === "application" ? item.reference : null,
  ...{ caseId: null, draft: null, person: null, held: null },
  ...became,
});

const conflict = (
  deps: BringDeps,
  arrived: Arrived,
  { code }: Refusal,
  more: Partial<Synced> = {},
): Synced => rowOf(deps, arrived, { ...more, state: "conflict", reason: code, held: arrived.item });

/** Who still waits joins the queue of the hall; who was served there is only counted here. */
async function takeTicket(deps: BringDeps, arrived: Arrived, item: TicketItem): Promise<Synced> {
  const { device } = arrived;
  if (!item.number.startsWith(`${device.code}-`))
    return conflict(deps, arrived, { kind: "invalid", code: "offline.number-foreign" });
  if (item.servedAt) return rowOf(deps, arrived, {});
  const taken = await deps.centres.takeTicket({
    ...{ centre: device.centre, topic: item.topic, party: item.party, lang: item.lang },
    ...(item.group !== null && { group: item.group }),
    key: `offline:${item.id}` as CommandId,
    offline: { takenAt: item.takenAt, number: item.number },
  });
  return taken.ok ? rowOf(deps, arrived, {}) : conflict(deps, arrived, taken.refusal);
}

async function takeApplication(
  deps: BringDeps,
  arrived: Arrived,
  item: ApplicationItem,
): Promise<Synced> {
  const found = await whoIs(deps, arrived, item);
  if (!found.ok) return conflict(deps, arrived, found.refusal, { draft: item.draft });
  const person = found.value;
  const { draft, service, definition, answers, visited } = item;
  const more = { draft, person: person.id };
  const begun = await deps.cases.findDraft(draft, person.id);
  if (!begun) {
    // With its answers at once: were we to end here, the next try finds what was signed.
    await deps.cases.startDraft({ id: draft, person: person.id, service, definition, answers });
    await deps.cases.saveDraft({ id: draft, person: person.id, answers, visited });
  } else if (!begun.caseId && !(await isAsSigned(deps, begun, item)))
    return conflict(deps, arrived, { kind: "conflict", code: "offline.draft-changed" }, more);
  const stop = begun?.caseId ? undefined : await inTheWay(deps, arrived, item, person);
  if (stop) return conflict(deps, arrived, stop, more);
  const sent = await send(deps, arrived, item, person);
  if (!sent.ok) return conflict(deps, arrived, sent.refusal, more);
  const { caseId, reference } = sent.value;
  const reason = reference === item.reference ? null : "offline.reference-changed";
  return rowOf(deps, arrived, { ...more, caseId, reference, reason });
}

/**
 * Is this still what the person signed without network? A draft that was changed since, or that is not
 * the item's own at all, is sent only with a yes of its own, on the pages of the counter.
 */
async function isAsSigned(
  { cases }: BringDeps,
  begun: Draft,
  item: ApplicationItem,
): Promise<boolean> {
  if (begun.journey) return false;
  const { id: draft, person, renews } = begun;
  const signed = { ...item, id: draft, person, renews: null };
  const documents = await cases.draftDocuments(draft);
  return isSame(
    bind({ kind: "draft", draft: { ...begun, renews }, documents }),
    bind({ kind: "draft", draft: signed, documents: {} }),
  );
}

/**
 * The person with this number, if the recorded identity matches, and the service if it may be taken
 * offline.
 */
async function whoIs(
  deps: BringDeps,
  { device }: Arrived,
  { service, definition, reference, person }: ApplicationItem,
): Promise<Result<Person>> {
  const def = await deps.catalogue.findVersion(service, definition);
  if (!def || !takenOffline(def)) return refuse("conflict", "offline.service-changed");
  if (!(await deps.counter.isOfBlock(device, reference)))
    return refuse("invalid", "offline.reference-foreign");
  const known = await personByNationalId(deps.sql, person.nationalId);
  // One answer for a number that nobody has and for another's: it tells nobody which of the two it is.
  return known && sameName(person.name, known.name)
    ? ok(known)
    : refuse("conflict", "offline.name-differs");
}

/**
 * Why it is not sent although the person is known: their level is too low, or they applied already.
 */
async function inTheWay(
  deps: BringDeps,
  { anyway }: Arrived,
  item: ApplicationItem,
  person: Person,
): Promise<Refusal | undefined> {
  const level = (await deps.catalogue.findVersion(item.service, item.definition))?.level ?? 0;
  if (worthOf("signature", "counter", person.level) < level)
    return { kind: "not-allowed", code: "counter.signature-too-weak" };
  return anyway ? undefined : twin(deps, item, person);
}

const dayMillis = 86_400_000;

/**
 * The same person applied for the same at about the same time: on another device, or on their own.
 */
async function twin(
  { cases, clock }: BringDeps,
  item: ApplicationItem,
  person: Person,
): Promise<Refusal | undefined> {
  // The clock of a device may be ahead.
  const since = Math.min(item.takenAt.getTime(), clock().getTime()) - dayMillis;
  const others = await cases.applicationsOf(person.id);
  const same = others.find(
    ({ service, submittedAt, status, reference }) =>
      service === item.service &&
      reference !== item.reference &&
      status !== "withdrawn" &&
      new Date(submittedAt).getTime() > since,
  );
  return same && { kind: "conflict", code: "offline.applied-twice" };
}

/** Sends in the person's name, under a new reference if theirs was taken in the meantime. */
async function send(
  deps: BringDeps,
  { by }: Arrived,
  { draft, reference, lang }: ApplicationItem,
  person: Person,
) {
  const sending = {
    ...{ draftId: draft, person, lang: langOf(deps.i18n, lang) },
    through: { door: "counter" as const, operator: by, signed: true as const },
  };
  const sent = await sendDraft(deps, { ...sending, reference });
  if (sent.ok || sent.refusal.code !== "case.reference-taken") return sent;
  return sendDraft(deps, sending);
}
