import type { PublicKey } from "../../certificate-code/index.ts";
import type { Day, Side } from "../instruments/model.ts";

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

/** Another government's register as this one trusts it, and the two chains of bundles with it. */
export interface Partner {
  readonly side: Side;
  readonly name: Readonly<Record<string, string>>;
  /** Every key that was trusted, the newest last: older bundles stay readable. */
  readonly keys: readonly PublicKey[];
  /** When its introduction was made and when it was trusted; not kept of the first ones. */
  readonly introducedAt?: string;
  readonly trustedOn?: Day;
  /** Where bundles are sent by themselves; without it they travel as files. */
  readonly address?: string;
  /** Nothing is taken from it or sent to it until it is trusted anew. */
  readonly withdrawn?: { readonly on: Day; readonly reason: string };
  readonly sent?: Link;
  readonly received?: Link;
  /** The last of our bundles that the other side says it has. */
  readonly acknowledged?: number;
}

/** Partners by side, in the order in which they were trusted. */
export interface ExchangeState {
  readonly partners: Readonly<Record<Side, Partner>>;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

/** Which partner an event is about; the first one where events from before do not say it. */
interface OfPartner {
  readonly partner?: Side;
}

export type ExchangeEvent =
  | Happened<
      "PartnerTrusted",
      {
        readonly side: Side;
        readonly name: Partner["name"];
        readonly key: PublicKey;
        readonly introducedAt?: string;
        readonly on?: Day;
      }
    >
  | Happened<"PartnerLinked", OfPartner & { readonly address: string }>
  | Happened<"PartnerUnlinked", OfPartner>
  | Happened<
      "PartnerWithdrawn",
      { readonly partner: Side; readonly on: Day; readonly reason: string }
    >
  | Happened<"BundleMade", OfPartner & Link & { readonly statements: number }>
  | Happened<"BundleReceived", OfPartner & Link & { readonly statements: number }>
  | Happened<"BundlesAcknowledged", OfPartner & { readonly sequence: number }>
  | Happened<
      "StatementDeclined",
      OfPartner & {
        readonly subject: string;
        readonly slot: string;
        readonly digest: string | null;
        readonly reason: string;
      }
    >;

export type ExchangeCommand =
  | { readonly type: "trust"; readonly introduction: Introduction }
  | { readonly type: "link"; readonly partner: Side; readonly address: string }
  | { readonly type: "unlink"; readonly partner: Side }
  | { readonly type: "withdraw"; readonly partner: Side; readonly reason: string }
  | { readonly type: "make"; readonly bundle: Bundle; readonly hash: string }
  | { readonly type: "receive"; readonly bundle: Bundle; readonly hash: string }
  | { readonly type: "acknowledge"; readonly partner: Side; readonly sequence: number }
  | {
      readonly type: "decline";
      readonly partner: Side;
      readonly subject: string;
      readonly slot: string;
      readonly digest: string | null;
      readonly reason: string;
    };
