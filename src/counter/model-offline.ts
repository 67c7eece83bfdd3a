import type {
  CaseId,
  DraftId,
  OfficerId,
  PersonId,
  Reference,
  RefusalCode,
} from "../kernel/index.ts";

/** References in reserve on a device: enough for a long day offline. */
export const heldReferences = 40;
/** Applications per device in 24 hours; limits the damage of a stolen key. */
export const deliveredADay = 80;
/** 8,000 ranges of ticket numbers for each centre. */
export const codeLength = 3;

/** The public half of a device's signing key, as JSON Web Key (RFC 7517). */
export interface DeviceKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
}

/** A device on which an operator may work offline. */
export interface CentreDevice {
  readonly id: string;
  readonly centre: string;
  /** Its range of ticket numbers: `K7M` gives `K7M-001`. */
  readonly code: string;
  readonly name: string;
  readonly publicKey: DeviceKey;
  /** The floor manager who set it up; who works with it is who delivers. */
  readonly enrolledBy: OfficerId;
  readonly enrolledAt: Date;
  readonly revokedAt: Date | null;
  /** All that was taken on it before this has arrived. */
  readonly deliveredUntil: Date | null;
}

export type NewDevice = Pick<CentreDevice, "centre" | "name" | "publicKey" | "enrolledBy">;

/** Who asks for what waits to be settled, and the halls where they sit or manage the floor. */
export interface Among {
  readonly officer: OfficerId;
  readonly centres: readonly string[];
}

/** What a device delivered, and the result. */
export interface Synced {
  readonly item: string;
  readonly device: string;
  readonly kind: "ticket" | "application";
  readonly takenAt: Date;
  /** What the device said of that, where it was put right. */
  readonly saidAt: Date | null;
  readonly receivedAt: Date;
  readonly deliveredBy: OfficerId;
  /** Who took it, as the device says; null where it says nobody who works in the hall. */
  readonly takenBy: OfficerId | null;
  /** Whether they have said so themselves, signed in; null while it is the device's claim. */
  readonly takenConfirmed?: boolean | null;
  readonly state: "done" | "conflict" | "dropped";
  /** When a floor manager let it go on although they say that they did not; who, and why. */
  readonly letGoAt?: Date | null;
  readonly letGoBy?: OfficerId | null;
  readonly letGoReason?: string | null;
  /** Why it was discarded, where nobody else is told of that. */
  readonly dropReason?: string | null;
  /** Why an officer sends it although there is another like it. */
  readonly bothReason?: string | null;
  /** Of a ticket called on its device after it had joined the queue: only there, or here too. */
  readonly served?: "here" | "both" | null;
  /** Code of a refusal. For a delivered item: what differs from the person's receipt. */
  readonly reason: RefusalCode | null;
  readonly reference: Reference | null;
  readonly caseId: CaseId | null;
  readonly draft: string | null;
  readonly person: PersonId | null;
  /** The item as taken, while it is in conflict. */
  readonly held: unknown;
}

/** Whether another like it is there: which of the two stays is settled for a reason. */
export const isTwin = ({ reason }: Pick<Synced, "reason">): boolean =>
  reason === "offline.applied-twice" || reason === "offline.taken-twice";

/** Whoever took it, as the device says, says that it was not they: a floor manager settles it. */
export const isHeld = ({
  takenConfirmed,
  letGoAt = null,
}: Pick<Synced, "takenConfirmed" | "letGoAt">): boolean =>
  takenConfirmed === false && letGoAt === null;

/** Of a ticket and of somebody without an account nobody is told: who discards it says why. */
export const asksDropReason = (row: Synced): boolean =>
  row.person === null || isTwin(row) || isHeld(row);

/** What became of what a device took under a number of its own. */
export interface TakenUnder {
  readonly centre: string;
  /** Null where nothing has arrived under it. */
  readonly state: Synced["state"] | null;
  readonly reason: RefusalCode | null;
  readonly takenAt: Date | null;
  readonly draft: DraftId | null;
  readonly person: PersonId | null;
  /** Whether it waits for a floor manager. */
  readonly isHeld: boolean;
  /** What was applied for; null once nothing of it is held any more. */
  readonly offered: { readonly service: string; readonly definition: number } | null;
}

/** A draft that a device took of somebody, and that waits. */
export interface TakenDraft {
  readonly item: string;
  readonly draft: DraftId;
  readonly reference: Reference | null;
  readonly centre: string;
  /** Name of the device. */
  readonly device: string;
  readonly takenAt: Date;
  /** Who took it or, where that is not said, who brought it. */
  readonly takenBy: OfficerId;
  /** Whether it only needs their yes. */
  readonly waitsForYes: boolean;
  /** Whether it waits for a floor manager. */
  readonly isHeld: boolean;
}

/** An application that waits, and what was answered in it. */
export interface Waiting {
  readonly draft: DraftId;
  readonly reference: Reference;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A ticket that was called on a device and in the hall. */
export interface CalledTwice {
  readonly number: string;
  /** Name of the device. */
  readonly device: string;
  /** Who called it there or, where that is not said, who brought it. */
  readonly officer: OfficerId;
  /** When the hall heard of it. */
  readonly toldAt: Date;
}

/** An application that an officer discarded, for a reason. */
export interface Discarded {
  readonly reference: Reference;
  readonly at: Date;
  readonly by: OfficerId;
  readonly reason: string;
}
