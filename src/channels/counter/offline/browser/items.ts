// What the device takes: tickets and applications.
import type { TicketStatus } from "../../../../centres/index.ts";
import type { Answers } from "../../../../form/index.ts";
import type { Money, RefusalCode } from "../../../../kernel/index.ts";
import type { Lang } from "../../../../platform/i18n/index.ts";

/**
 * `ready` to be delivered, in `conflict` until somebody at the counter settles it; then `done`, or
 * `dropped` where they discarded it.
 */
export type ItemState = "open" | "ready" | "conflict" | "done" | "dropped";

/** Nothing is left to do about it here. */
export const isOver = ({ state }: Pick<Delivery, "state">): boolean =>
  state === "done" || state === "dropped";

interface Delivery {
  readonly id: string;
  readonly state: ItemState;
  /** Who took it, of those who work with this device. */
  readonly takenBy?: string;
  /** Who was signed in when it was sent. */
  readonly sentBy?: Colleague;
  /** Who began it, where they said who they are. */
  readonly startedBy?: Colleague;
  /** When it was begun; ISO 8601, like every time here. */
  readonly startedAt: string;
  /** Code of the refusal that put it in conflict, or that changed its reference. */
  readonly reason?: RefusalCode;
}

export interface Ticket extends Delivery {
  readonly kind: "ticket";
  /** Of the device's own range: `K7M-001`. */
  readonly number: string;
  /** `YYYY-MM-DD` at the centre. */
  readonly day: string;
  readonly queue: "waiting" | "called" | "served";
  /** Who called it here last. */
  readonly calledBy?: string;
  readonly takenAt: string;
  readonly servedAt?: string;
  /** It ended because nobody came. */
  readonly isAbsent?: boolean;
  /** How often who has it was called here and did not come; the second time it is over. */
  readonly missed?: number;
  /** What became of it in the queue of the hall, and when that was heard. */
  readonly hall?: TicketStatus;
  readonly heardAt?: string;
  /** What it is for; programs of before did not keep that of a delivered one. */
  readonly topic?: string;
  readonly group?: string;
  readonly party?: number;
  readonly lang?: Lang;
}

/** The person in front of the operator, as they said it themselves. */
export interface Client {
  readonly name: string;
  readonly nationalId: string;
  readonly birthDate: string;
  readonly phone?: string;
}

/** What is to be paid once it counts, and once it is approved. */
export type Owed = readonly [submit: readonly Money[], grant: readonly Money[]];

/** What the device knows of an application; without `filled` once it was delivered. */
export interface Application extends Delivery {
  readonly kind: "application";
  readonly draft: string;
  readonly service: string;
  /** Version of the service. */
  readonly definition: number;
  readonly lang: Lang;
  /** When the person confirmed; from then on it has a reference. */
  readonly takenAt?: string;
  readonly reference?: string;
  /** Number of the ticket whose holder applies. */
  readonly ticket?: string;
  /** When the receipt was given that the one of a correction replaces. */
  readonly replaces?: string;
  /** What stood on the receipt, also where its answers are here no more. */
  readonly owed?: Owed;
  /** By when it is decided, once it is with the office. */
  readonly dueAt?: string;
  /** It is not sent any more: why, and who did it. */
  readonly withdrawn?: { readonly reason: string; readonly by?: string };
  /** It may have arrived: an answer was lost. Then it is settled with the server. */
  readonly isSending?: boolean;
  /** Why an officer of the hall discarded it. */
  readonly dropReason?: string;
  /** The reference that the person took home, where the server had to give another one. */
  readonly given?: string;
  readonly person?: Client;
  readonly answers?: Answers;
  readonly visited?: readonly string[];
}

/** An application with its content: everything until it was delivered. */
export type FilledApplication = Application &
  Required<Pick<Application, "person" | "answers" | "visited">>;

export type Item = Ticket | Application;

/** Called here without a network, and meanwhile at a counter of the hall. */
export const isTwice = (item: Item): item is Ticket => item.reason === "offline.called-twice";

/** Nothing is told of it any more. */
export const putAway = ({ reason: _told, ...ticket }: Ticket): Ticket => ticket;

/** Here and not yet with the office or in the hall. */
export const isUnsent = ({ state }: Pick<Delivery, "state">): boolean =>
  state === "open" || state === "ready";

/** Taken, and certainly still here alone: it can be corrected or withdrawn. */
export const isHere = (item: Item): item is FilledApplication =>
  item.kind === "application" &&
  item.reference !== undefined &&
  ["open", "ready"].includes(item.state) &&
  !item.isSending &&
  !item.withdrawn &&
  isFilled(item);

export const isFilled = (item: Application): item is FilledApplication =>
  item.person !== undefined && item.answers !== undefined && item.visited !== undefined;

/** Public facts of the device that is set up here. */
export interface DeviceInfo {
  readonly id: string;
  readonly code: string;
  readonly centre: string;
  readonly name: string;
}

/** A PIN as its owner chose it online: PBKDF2-HMAC-SHA-256, base64. */
export interface OwnPin {
  readonly salt: string;
  readonly hash: string;
  readonly rounds: number;
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** Somebody of the hall who can say on this device who they are. */
export interface ColleagueWithPin extends Colleague {
  readonly pin: OwnPin;
}

/** Who works with the device now, and since when. */
export interface AtDevice extends Colleague {
  readonly since: string;
}

/** Whether it can be delivered: a ticket that is being served here must not be called elsewhere. */
export const isReady = (item: Item): boolean =>
  item.state === "ready" && !(item.kind === "ticket" && item.queue === "called");

/** Without what is about the person. */
export const emptied = ({
  person: _person,
  answers: _answers,
  visited: _visited,
  ...item
}: Application): Application => item;
