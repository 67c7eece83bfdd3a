import type { PublicKey } from "../../certificate-code/index.ts";
import type { Side } from "../instruments/model.ts";

/** One thing that a side states about a subject, as it travels. */
export interface Statement {
  /** Counts the statements of the sender from 1; gaps are allowed, repetition is not. */
  readonly number: number;
  /** Stream of the subject: `instrument-air_services_2025`. */
  readonly subject: string;
  /** What of the subject it is about; two statements of one slot are compared. */
  readonly slot: string;
  /** Type of the event that states it, or `Declined`. */
  readonly type: string;
  readonly data: object;
  /** ISO instant. */
  readonly at: string;
}

/** A bundle, as a number in the chain and the SHA-256 (hex) of its text. */
export interface Link {
  readonly sequence: number;
  readonly hash: string;
}

export const bundleFormat = "hamwe-partnership/1";

/** What a bundle says; its text is the compact JWS over the canonical JSON of this. */
export interface Bundle {
  readonly format: typeof bundleFormat;
  readonly from: Side;
  readonly to: Side;
  readonly sequence: number;
  /** Hash of the bundle before; null for the first. */
  readonly previous: string | null;
  /** ISO instant. */
  readonly madeAt: string;
  /** The last bundle of the other side that was taken in. */
  readonly received: Link | null;
  readonly statements: readonly Statement[];
}

/** How a government introduces its register: signed with the key that it names. */
export interface Introduction {
  readonly format: typeof bundleFormat;
  readonly side: Side;
  readonly name: Readonly<Record<string, string>>;
  readonly key: PublicKey;
  /** Where its register is reached, without a slash at the end. */
  readonly address: string;
  readonly madeAt: string;
}

/** The other government's register as this one trusts it. */
export interface Partner {
  readonly side: Side;
  readonly name: Readonly<Record<string, string>>;
  /** Every key that was trusted, the newest last: older bundles stay readable. */
  readonly keys: readonly PublicKey[];
  /** Where bundles are sent by themselves; without it they travel as files. */
  readonly address?: string;
}

export interface ExchangeState {
  readonly partner?: Partner;
  readonly sent?: Link;
  readonly received?: Link;
  /** The last of our bundles that the other side says it has. */
  readonly acknowledged?: number;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type ExchangeEvent =
  | Happened<
      "PartnerTrusted",
      { readonly side: Side; readonly name: Partner["name"]; readonly key: PublicKey }
    >
  | Happened<"PartnerLinked", { readonly address: string }>
  | Happened<"PartnerUnlinked", Readonly<Record<string, never>>>
  | Happened<"BundleMade", Link & { readonly statements: number }>
  | Happened<"BundleReceived", Link & { readonly statements: number }>
  | Happened<"BundlesAcknowledged", { readonly sequence: number }>
  | Happened<
      "StatementDeclined",
      {
        readonly subject: string;
        readonly slot: string;
        readonly digest: string | null;
        readonly reason: string;
      }
    >;

export type ExchangeCommand =
  | { readonly type: "trust"; readonly introduction: Introduction }
  | { readonly type: "link"; readonly address: string }
  | { readonly type: "unlink" }
  | { readonly type: "make"; readonly bundle: Bundle; readonly hash: string }
  | { readonly type: "receive"; readonly bundle: Bundle; readonly hash: string }
  | { readonly type: "acknowledge"; readonly sequence: number }
  | {
      readonly type: "decline";
      readonly subject: string;
      readonly slot: string;
      readonly digest: string | null;
      readonly reason: string;
    };
