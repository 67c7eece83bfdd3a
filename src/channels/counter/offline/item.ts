import type { ApplicationItem, Item, TicketItem, WithdrawnItem } from "../../../acts/index.ts";
import { reasonLength } from "../../../counter/index.ts";
import type { Answers } from "../../../form/index.ts";
import {
  type DraftId,
  isReference,
  isUuid,
  type OfficerId,
  plainIdentityNumber,
} from "../../../kernel/index.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown, most = 200): string | undefined =>
  typeof value === "string" && value.length <= most ? value.replaceAll("\0", "") : undefined;

/** A time as a device wrote it. */
export const instant = (value: unknown): Date | undefined => {
  const at = new Date(text(value, 40) ?? "");
  return Number.isNaN(at.getTime()) ? undefined : at;
};

/** The clock here, what the device's own said when it sent, and until when it has delivered all. */
export interface Clocks {
  readonly now: Date;
  readonly there: Date | undefined;
  readonly since: Date;
}

const mostOffMillis = 2 * 60_000;

/**
 * The item by the clock of the server: where the device's is wrong, all its times are wrong by as
 * much. Nothing was taken later than now, nor before all that was taken earlier had arrived: a
 * ticket does not choose its place in the queue. Where that puts a time right, what the device said
 * stands beside it.
 */
export function inTime<T extends Item | WithdrawnItem>(item: T, { now, there, since }: Clocks): T {
  const off = there ? now.getTime() - there.getTime() : 0;
  const shift = Math.abs(off) > mostOffMillis ? off : 0;
  const least = since.getTime() - mostOffMillis;
  const right = (at: Date) =>
    new Date(Math.min(now.getTime(), Math.max(least, at.getTime() + shift)));
  const takenAt = right(item.takenAt);
  const isMoved = Math.abs(takenAt.getTime() - item.takenAt.getTime()) > mostOffMillis;
  const timed = { ...item, takenAt, ...(isMoved && { saidAt: item.takenAt }) };
  return timed.kind === "ticket" && timed.servedAt
    ? { ...timed, servedAt: right(timed.servedAt) }
    : timed;
}

const officerIn = (value: unknown): OfficerId | undefined =>
  typeof value === "string" && isUuid(value) ? (value as OfficerId) : undefined;

function baseOf(value: unknown): Base | undefined {
  if (!isFields(value)) return undefined;
  const id = text(value.id);
  const takenAt = instant(value.takenAt);
  const lang = text(value.lang, 8);
  const takenBy = officerIn(value.takenBy);
  if (!id || !isUuid(id) || !takenAt || !lang) return undefined;
  return { id, takenAt, lang, ...(takenBy && { takenBy }) };
}

/** One item of a batch as the device wrote it; undefined where it is none. */
export function itemOf(value: unknown): Item | undefined {
  const base = baseOf(value);
  if (!base || !isFields(value)) return undefined;
  if (value.kind === "ticket") return ticketOf(base, value);
  return value.kind === "application" ? applicationOf(base, value) : undefined;
}

type Base = Pick<Item, "id" | "takenAt" | "lang" | "takenBy">;

/** An application that was withdrawn on its device; undefined where it is none. */
export function withdrawnOf(value: unknown): WithdrawnItem | undefined {
  const withdrawn = isFields(value) && value.withdrawn;
  const base = baseOf(value);
  if (!base || !isFields(value) || !isFields(withdrawn)) return undefined;
  const reference = text(value.reference, 20);
  const reason = text(withdrawn.reason, reasonLength.most);
  const by = officerIn(withdrawn.by);
  if (!reference || !isReference(reference) || !reason) return undefined;
  const why = { reason, ...(by && { by }) };
  return { kind: "application", ...base, reference, withdrawn: why };
}

function ticketOf(base: Base, value: Fields): TicketItem | undefined {
  const number = text(value.number, 12);
  const topic = text(value.topic);
  const party = Number(value.party ?? 1);
  if (!number || !topic || !Number.isInteger(party)) return undefined;
  const more = { group: text(value.group) ?? null, servedAt: instant(value.servedAt) ?? null };
  const isAbsent = value.isAbsent === true;
  const calledBy = officerIn(value.calledBy);
  const called = calledBy && { calledBy };
  return { kind: "ticket", ...base, number, topic, party, ...more, isAbsent, ...called };
}

function applicationOf(base: Base, value: Fields): ApplicationItem | undefined {
  const { draft, reference, person, answers, visited } = value;
  const service = text(value.service);
  const definition = Number(value.definition);
  const drawn = text(reference, 20);
  if (typeof draft !== "string" || !isUuid(draft) || !drawn || !isReference(drawn))
    return undefined;
  if (!service || !Number.isInteger(definition) || !isFields(person) || !isFields(answers))
    return undefined;
  const name = text(person.name);
  const nationalId = text(person.nationalId, 40);
  // A program of before does not say it: then nobody fits, and somebody puts it right from the
  // receipt.
  const birthDate = text(person.birthDate, 10) ?? "";
  if (!name || !nationalId) return undefined;
  const phone = text(person.phone, 20);
  return {
    ...{ kind: "application" as const, ...base, service, definition },
    draft: draft as DraftId,
    reference: drawn,
    person: {
      ...{ name, nationalId: plainIdentityNumber(nationalId), birthDate },
      ...(phone && { phone }),
    },
    // Judged against the definition before anything follows from them.
    answers: answers as Answers,
    visited: Array.isArray(visited) ? visited.filter((page) => typeof page === "string") : [],
  };
}
