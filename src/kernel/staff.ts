import type { AuthorityId, OfficerId } from "./id.ts";

/**
 * Who asked for something, who gave it, and who ended it: `officer:<id>`, `client:<id>`, `command`.
 */
interface Given {
  readonly status: "asked" | "held" | "ended";
  readonly askedBy: string;
  /** Instants are ISO 8601. */
  readonly askedAt: string;
  readonly givenBy?: string | null;
  readonly givenAt?: string | null;
  readonly endedBy?: string | null;
  readonly endedAt?: string | null;
}

/** A role of a member of staff, with its dates and who gave it. */
export interface StaffRole extends Given {
  readonly id: string;
  readonly role: string;
  /** Offices and services; empty for all of them. */
  readonly offices: readonly string[];
  readonly services: readonly string[];
  /** Null: from the beginning, without end. */
  readonly fromAt: string | null;
  readonly untilAt: string | null;
}

/** Leave, and who has the roles meanwhile. */
export interface Absence extends Given {
  readonly id: string;
  readonly deputy: OfficerId | null;
  readonly fromAt: string;
  readonly untilAt: string;
}

/** That somebody lost what they sign in with, as one administrator said and another confirms. */
export interface Recovery extends Given {
  readonly id: string;
}

/** What is personal about a member of staff, and so never in an event. */
export interface StaffDetails {
  readonly name: string;
  readonly email: string | null;
  /** Who they are as a person, so that they never decide their own case. */
  readonly nationalId: string | null;
  readonly networks: readonly string[];
}

/** `invited` until they have joined. */
export type Standing = "invited" | "active" | "left";

/** A member of staff, as the database has them. */
export interface StaffMember extends StaffDetails {
  readonly id: OfficerId;
  readonly authority: AuthorityId;
  readonly standing: Standing;
  /** Roles and leave that have not ended. */
  readonly roles: readonly StaffRole[];
  readonly absences: readonly Absence[];
  /** Recoveries that wait for a second administrator. */
  readonly recoveries: readonly Recovery[];
}
