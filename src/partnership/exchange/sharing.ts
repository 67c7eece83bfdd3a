import type { TSchema } from "typebox";
import { Check } from "typebox/schema";
import { canonical, type Result } from "../../kernel/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import type { ObservedEvents, Recorded } from "../../platform/events/index.ts";
import type { Side, Words } from "../instruments/model.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { hashOf } from "./seal.ts";

/**
 * How an event is shared with the other government:
 * `joint` facts need the word of both, so what the other side states waits for our answer;
 * `own` facts are the word of one side, taken over as it comes; `private` ones never leave.
 */
export type Sharing<Data> =
  | "private"
  | {
      readonly share: "joint";
      readonly slot: (data: Data, by: Side) => string;
      readonly schema: TSchema;
      /** It takes back what the slot stated before. */
      readonly takesBack?: true;
      /** What of it is compared, where that is not all that it says. */
      readonly compared?: (data: Data) => object;
    }
  | {
      readonly share: "own";
      /** Whose word it is; without this, of the side that states it. */
      readonly side?: (data: Data) => Side;
      readonly slot: (data: Data, by: Side) => string;
      readonly schema: TSchema;
      readonly takesBack?: true;
      readonly compared?: (data: Data) => object;
    };

/** How each event of a part is shared: one that is missing here does not compile. */
export type SharingTable<Event extends { readonly type: string; readonly data: object }> = {
  readonly [Type in Event["type"]]: Sharing<Extract<Event, { readonly type: Type }>["data"]>;
};

/** A part of the register that is exchanged. Whoever adds one adds it to `parts.ts`. */
export interface SharedPart {
  /** Its streams begin with this and a hyphen: `instrument`. */
  readonly prefix: string;
  readonly sharing: Readonly<Record<string, Sharing<never>>>;
  /**
   * What a side says hangs on what was said before: own facts wait while an earlier one of the
   * subject waits for our answer.
   */
  readonly inOrder?: true;
  /** Everything of this part that stands in the register, but for these subjects. */
  readonly histories: (sql: Sql, but: ReadonlySet<string>) => Promise<readonly SubjectHistory[]>;
  /** Governments that it concerns; undefined: the register has no such subject. */
  readonly partiesOf: (sql: Sql, id: string) => Promise<readonly Side[] | undefined>;
  /** The same as an event says it that makes the subject or changes whom it concerns. */
  readonly partiesSaid: (
    sql: Sql,
    event: { readonly type: string; readonly data: object },
  ) => Promise<readonly Side[] | undefined>;
  readonly titleOf: (sql: Sql, id: string) => Promise<Words | undefined>;
  /** Gives the register what an event of the other side says. Refuses as the part does. */
  readonly apply: (
    deps: Omit<PartnershipDeps, "sql"> & { readonly sql: Sql },
    id: string,
    event: {
      readonly type: string;
      readonly data: object;
      /** The side that states it. */
      readonly from: Side;
      /** The bundle in which it signed it. */
      readonly bundle?: number;
    },
    occasion: Occasion,
  ) => Promise<Result<unknown>>;
}

export interface SubjectHistory {
  readonly subject: string;
  readonly events: readonly Recorded[];
}

/** One event as the exchange sees it. */
export interface Shared {
  readonly share: "joint" | "own";
  readonly slot: string;
  /** Whose word it is, of an own fact. */
  readonly side?: Side;
  /** Of what it says; null where it takes back. Where each side found it does not count. */
  readonly digest: string | null;
}

/** Provenance differs by side: each has its own source for the same fact. */
const withoutProvenance = (data: object): object => {
  const {
    source: _source,
    checkedOn: _on,
    illustrative: _mark,
    statedBy: _by,
    ...rest
  } = data as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? withoutProvenance(value)
        : value,
    ]),
  );
};

/** The digest by which two statements of one slot are compared. */
export const digestOf = (type: string, data: object): string =>
  hashOf(canonical({ type, data: withoutProvenance(data) }));

/**
 * How an event is shared; undefined where it is private or unknown. Its data must be of its schema.
 *
 * @param by the side that states it
 */
export function sharedOf(
  part: SharedPart,
  { type, data }: { readonly type: string; readonly data: object },
  by: Side,
): Shared | undefined {
  const sharing = part.sharing[type] as Sharing<object> | undefined;
  if (!sharing || sharing === "private" || !Check(sharing.schema, data)) return undefined;
  const compared = sharing.compared?.(data) ?? data;
  return {
    share: sharing.share,
    slot: sharing.slot(data, by),
    ...(sharing.share === "own" && { side: sharing.side?.(data) ?? by }),
    digest: sharing.takesBack ? null : digestOf(type, compared),
  };
}

/** The part that a stream belongs to, and the id of its subject. */
export function subjectOf(
  parts: readonly SharedPart[],
  stream: string,
): { readonly part: SharedPart; readonly id: string } | undefined {
  const part = parts.find(({ prefix }) => stream.startsWith(`${prefix}-`));
  return part && { part, id: stream.slice(part.prefix.length + 1) };
}

export const partnerActor = (side: Side): string => `government:${side}`;

/**
 * What came from the other government is its word and does not go back to it; what follows from
 * agreed minutes each register writes for itself.
 */
export const isStatedBy = (actor: string | undefined): boolean =>
  !/^(government|minutes):/.test(actor ?? "");

/** The events of an act that state something of ours. */
export const ownEvents = (
  { about, events, kept }: ObservedEvents,
  parts: readonly SharedPart[],
  by: Side,
) => {
  const subject = kept && isStatedBy(kept.actor) ? subjectOf(parts, about) : undefined;
  if (!subject) return [];
  return events.flatMap((event) => {
    const shared = sharedOf(subject.part, event, by);
    return shared ? [{ event, shared }] : [];
  });
};
