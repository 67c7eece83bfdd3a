/** Who acts on a case, with what the rules must know of them. */
import type { AuthorityId, PersonId } from "../kernel/index.ts";

/**
 * The channel by which a person acts, if it is not their own browser: the operator, and proof of
 * the person's consent.
 */
export type Through =
  | {
      readonly door: "counter" | "agent";
      readonly operator: string;
      /**
       * The person has no telephone: they gave a signature instead of a code, which is weaker
       * evidence.
       */
      readonly signed?: true;
      /** Their identity rests on a card that officers checked at a counter, on no sign-in. */
      readonly card?: true;
    }
  | { readonly door: "api"; readonly client: string }
  | { readonly door: "ussd" | "sms" };

export interface HeldRole {
  readonly role: string;
  readonly offices: readonly string[];
  readonly services: readonly string[];
  readonly deputyFor?: string | null;
}

export interface OfficerActor {
  readonly kind: "officer";
  readonly id: string;
  readonly authority: AuthorityId;
  readonly roles: readonly string[];
  /** The offices to which the officer belongs; absent or empty for all of the authority. */
  readonly offices?: readonly string[];
  /**
   * Each role with its offices and services, empty for all of them, and the colleague on leave
   * whose role it is. Absent: `roles` in `offices`, for every service.
   */
  readonly held?: readonly HeldRole[];
  /** The officer's own accounts as a person, so that they never decide their own case. */
  readonly persons?: readonly PersonId[];
  /** On leave now: they take no work in hand. */
  readonly away?: boolean;
}

/** A stage of a service that a program of an authority was let into. */
export interface StageOfService {
  readonly service: string;
  readonly stage: string;
}

/** An authority's own system at work on its tasks. It is one signature of two at the most. */
export interface ProgramActor {
  readonly kind: "program";
  /** `program:<client>`, as tasks and signatures name it: no officer has such an id. */
  readonly id: ProgramId;
  readonly authority: AuthorityId;
  readonly stages: readonly StageOfService[];
  /** Applications that it sent itself, on which it never works. */
  readonly brought: readonly string[];
}

export type ProgramId = `program:${string}`;

export type Actor =
  | { readonly kind: "person"; readonly id: PersonId; readonly through?: Through }
  | OfficerActor
  | ProgramActor
  | { readonly kind: "system" };
