import { type CommandId, ok, type PlainRefusal, type Result, refuse } from "../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../platform/db/index.ts";
import { type EventLog, load, VersionConflict } from "../platform/events/index.ts";
import type { Happened } from "./model.ts";

/** A device as it stands in the list of all devices. */
export interface RegisteredDevice {
  readonly id: string;
  readonly kind: "kiosk" | "board" | "tablet";
  readonly centre: string;
  readonly name: string;
}

/** An organisation's program as it stands in events: its keys by their ids. */
export interface RegisteredClient {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly keys?: readonly string[];
  readonly authority?: string;
  readonly stages?: readonly string[];
}

/** The badge of an agent as it stands in events; instants are ISO 8601. */
export interface RegisteredBadge {
  readonly officer: string;
  readonly badge: string;
  readonly fromAt: string | null;
  readonly untilAt: string | null;
}

/** What is changed of lists that other parts keep as rows. */
export type RegisterEvent =
  | Happened<"DeviceWithdrawn", { readonly before: RegisteredDevice }>
  | Happened<
      "ClientAsked" | "ClientRegistered",
      { readonly before?: RegisteredClient; readonly after: RegisteredClient }
    >
  | Happened<"ClientDeclined" | "ClientSuspended", { readonly before: RegisteredClient }>
  | Happened<
      "BadgeIssued" | "BadgeChanged",
      { readonly before?: RegisteredBadge; readonly after: RegisteredBadge }
    >
  | Happened<"BadgeWithdrawn", { readonly before: RegisteredBadge }>;

export const registerEvents = [
  "DeviceWithdrawn",
  "ClientAsked",
  "ClientRegistered",
  "ClientDeclined",
  "ClientSuspended",
  "BadgeIssued",
  "BadgeChanged",
  "BadgeWithdrawn",
] as const satisfies readonly RegisterEvent["type"][];

/** A change of such a list, with the rows that it writes. */
export interface Registering {
  /** What it is about, within the stream: `device-<id>`. */
  readonly about: string;
  readonly event: RegisterEvent;
  /** Writes the rows in the transaction of the event; false where there is nothing to change. */
  readonly rows: (tx: Sql) => Promise<boolean>;
  /** Why it is refused then. */
  readonly missing: PlainRefusal<"not-found">;
}

interface Needs {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly log: EventLog;
}

/** Writes rows and event in one transaction; the same act again changes nothing. */
export async function register(
  { sql, clock, log }: Needs,
  { about, event, rows, missing }: Registering,
  { key, actor }: { readonly key: CommandId; readonly actor: string },
): Promise<Result<unknown>> {
  const stream = `settings-${about}`;
  try {
    return await transaction(sql, async (tx): Promise<Result<unknown>> => {
      const history = await load(tx, stream);
      if (history.some(({ command }) => command === key)) return ok(undefined);
      if (!(await rows(tx))) return refuse("not-found", missing);
      const meta = { command: key, actor, at: clock() };
      await log.record(tx, { stream, after: history.length, events: [event], meta });
      return ok(undefined);
    });
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    return refuse("conflict", "settings.conflict");
  }
}
