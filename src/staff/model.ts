import type {
  Absence,
  AuthorityId,
  OfficerId,
  Recovery,
  StaffDetails,
  StaffMember,
  StaffRole,
  Standing,
} from "../kernel/index.ts";

/** The role of those who administer; nobody has it as a deputy. */
export const administrator = "administrator";

/** A role as it is asked for. */
export type NewRole = Pick<
  StaffRole,
  "id" | "role" | "offices" | "services" | "fromAt" | "untilAt"
>;

export type NewAbsence = Pick<Absence, "id" | "deputy" | "fromAt" | "untilAt">;

/** A member of staff without what is personal: that stands in no event. */
export type StaffState = {
  readonly member?: Omit<StaffMember, keyof StaffDetails>;
};

/**
 * Without a deputy a supervisor ends leave too, and takes back what they asked for; and whoever is
 * on leave ends it.
 */
export interface EndOfLeave {
  readonly type: "decline-leave" | "end-leave";
  readonly id: string;
  readonly bySupervisor?: boolean;
}

export type StaffCommand =
  | {
      readonly type: "invite";
      readonly id: OfficerId;
      readonly authority: AuthorityId;
      readonly details: StaffDetails;
      readonly roles: readonly NewRole[];
    }
  | { readonly type: "change-details"; readonly details: StaffDetails }
  | { readonly type: "give-role"; readonly role: NewRole }
  | { readonly type: "confirm-role"; readonly id: string }
  | { readonly type: "decline-role"; readonly id: string }
  | { readonly type: "end-role"; readonly id: string }
  /** Where a supervisor plans it, an administrator confirms any deputy. */
  | {
      readonly type: "plan-leave";
      readonly absence: NewAbsence;
      /** What they have in hand is the deputy's from its beginning to its end. */
      readonly handsOver?: boolean;
      readonly bySupervisor?: boolean;
    }
  | { readonly type: "confirm-leave"; readonly id: string }
  | EndOfLeave
  /** Another end of leave that is on, planned or asked for. */
  | {
      readonly type: "change-leave";
      readonly id: string;
      readonly untilAt: string;
      readonly bySupervisor?: boolean;
    }
  | { readonly type: "ask-recovery"; readonly id: string }
  | { readonly type: "confirm-recovery"; readonly id: string }
  | { readonly type: "decline-recovery"; readonly id: string }
  | {
      readonly type: "leave";
      /** A program deleted them: it does not see them any more. */
      readonly deleted?: true;
    };

interface Happened<Type extends string, Data = Readonly<Record<never, never>>> {
  readonly type: Type;
  readonly data: Data;
}

/** Every event names what it changed as it was before and after; who did it is its actor. */
export type StaffEvent =
  | Happened<"StaffInvited", { readonly id: OfficerId; readonly authority: AuthorityId }>
  | Happened<"StaffJoined", { readonly by: "issuer" | "passkey" }>
  | Happened<"StaffDetailsChanged", { readonly fields: readonly (keyof StaffDetails)[] }>
  | Happened<"RoleAsked" | "RoleGiven", { readonly after: StaffRole }>
  | Happened<
      "RoleConfirmed" | "RoleDeclined" | "RoleEnded",
      { readonly before: StaffRole; readonly after: StaffRole }
    >
  | Happened<
      "LeaveAsked" | "LeavePlanned",
      /** With `handsOver`: what they have in hand is the deputy's meanwhile. */
      { readonly after: Absence; readonly handsOver?: true }
    >
  | Happened<
      "LeaveConfirmed" | "LeaveDeclined" | "LeaveChanged" | "LeaveEnded",
      { readonly before: Absence; readonly after: Absence }
    >
  | Happened<"RecoveryAsked", { readonly after: Recovery }>
  | Happened<
      "RecoveryConfirmed" | "RecoveryDeclined",
      { readonly before: Recovery; readonly after: Recovery }
    >
  | Happened<"StaffLeft", { readonly before: Standing; readonly deleted?: true }>;

/** What a decision about a member of staff has to know. */
export interface StaffFacts {
  readonly at: Date;
  /** `officer:<id>`, `client:<id>` of the personnel office's program, `command` of the owner. */
  readonly actor: string;
  /** Whether a role decides about people, so that two administrators give it. */
  readonly decides: (authority: string, role: string) => boolean;
  /** Others who administer now. */
  readonly administrators: number;
  /** The deputy that the command names, as they are. */
  readonly deputy?: Pick<StaffMember, "authority" | "standing" | "absences"> | undefined;
  readonly details?: StaffDetails | undefined;
}
