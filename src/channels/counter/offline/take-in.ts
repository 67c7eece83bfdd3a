import type { Draft } from "../../../cases/index.ts";
import { type CentreDevice, type Synced, worthOf } from "../../../counter/index.ts";
import { applicantOf } from "../../../form/index.ts";
import {
  type CommandId,
  canonical,
  type OfficerId,
  ok,
  type Refusal,
  type Result,
  refuse,
} from "../../../kernel/index.ts";
import { type Person, personByNationalId } from "../../../platform/auth/index.ts";

import type { CounterDeps } from "../deps.ts";
import { langIn } from "../visit-desk.ts";
import type { ApplicationItem, Item, TicketItem } from "./item.ts";
import { takenOffline } from "./offer.ts";
import { sameName } from "./same-name.ts";

/** An item that has arrived, from which device, and who brought it. */
export interface Arrived {
  readonly item: Item;
  readonly device: CentreDevice;
  readonly by: OfficerId;
  /** Somebody has looked at it and wants it sent although there is another like it. */
  readonly anyway?: boolean;
}

/**
 * Takes in one item and says what became of it: done, or a conflict with its reason. The same item
 * again, and again at the same moment, is one application or one ticket (the draft and the ticket's key
 * are the item's own), and a conflict is tried anew. Faults are thrown: the item then stays where it is.
 */
export async function takeIn(deps: CounterDeps, arrived: Arrived): Promise<Synced> {
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
  { clock }: CounterDeps,
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
  deps: CounterDeps,
  arrived: Arrived,
  { code }: Refusal,
  more: Partial<Synced> = {},
): Synced => rowOf(deps, arrived, { ...more, state: "conflict", reason: code, held: arrived.item });

/** Who still waits joins the queue of the hall; who was served there is only counted here. */
async function takeTicket(deps: CounterDeps, arrived: Arrived, item: TicketItem): Promise<Synced> {
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
  deps: CounterDeps,
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
  { cases }: CounterDeps,
  { id, service, definition, journey, answers }: Draft,
  item: ApplicationItem,
): Promise<boolean> {
  if (service !== item.service || definition !== item.definition || journey) return false;
  const papers = await cases.draftDocuments(id);
  return Object.keys(papers).length === 0 && canonical(answers) === canonical(item.answers);
}

/** The person with this number, if he is who was written down, and the service if it may be taken so. */
async function whoIs(
  deps: CounterDeps,
  { device }: Arrived,
  { service, definition, reference, person }: ApplicationItem,
): Promise<Result<Person>> {
  const def = await deps.catalogue.findVersion(service, definition);
  if (!def || !takenOffline(def)) return refuse("conflict", "offline.service-changed");
  if (!(await deps.counter.isOfBlock(device, reference)))
    return refuse("invalid", "offline.reference-foreign");
  const known = await personByNationalId(deps.sql, person.nationalId);
  if (!known) return refuse("not-found", "offline.person-unknown");
  if (!sameName(person.name, known.name)) return refuse("conflict", "offline.name-differs");
  return ok(known);
}

/** Why it is not sent although we know whose it is: his account is worth too little, or he has one like it. */
async function inTheWay(
  deps: CounterDeps,
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

/** The same person asked for the same at about the same time: on another device, or by himself. */
async function twin(
  { cases, clock }: CounterDeps,
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

/** In the person's name; where his reference was another's meanwhile, under a new one. */
async function send(
  deps: CounterDeps,
  { device }: Arrived,
  { draft, reference, lang }: ApplicationItem,
  person: Person,
) {
  const wanted = {
    ...{ draftId: draft, person: person.id, applicant: applicantOf(person) },
    lang: langIn(deps, lang),
    key: `submit:${draft}` as CommandId,
    through: { door: "counter" as const, operator: device.enrolledBy, signed: true as const },
  };
  const sent = await deps.cases.submit({ ...wanted, reference });
  if (sent.ok || sent.refusal.code !== "case.reference-taken") return sent;
  return deps.cases.submit(wanted);
}
