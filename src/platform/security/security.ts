import type { Pool } from "../db/index.ts";
import type { SecurityEvent } from "./model.ts";
import { recordSecurity } from "./store.ts";

export interface Security {
  /** Writes an event down now. */
  record(event: SecurityEvent): Promise<void>;
  /** Writes it down soon: the same within a moment is one row with a count. */
  note(event: SecurityEvent): void;
  /** Sends a copy of each from now on: to the log. */
  tellTo(tell: Tell): void;
  /** Writes down what was noted. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

type Tell = (event: SecurityEvent & { readonly times: number }) => void;

export interface SecurityNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly everyMs?: number;
}

interface Noted {
  readonly event: SecurityEvent;
  times: number;
}

/** Different events that wait to be written; what comes on top of them is counted as one. */
const mostWaiting = 500;

export function makeSecurity({ sql, clock, everyMs = 5_000 }: SecurityNeeds): Security {
  let tell: Tell = () => undefined;
  let waiting = new Map<string, Noted>();
  const record = async (event: SecurityEvent, times = 1) => {
    tell({ ...event, times });
    await recordSecurity(sql, clock(), event, times);
  };
  async function flush(): Promise<void> {
    const noted = [...waiting.values()];
    waiting = new Map();
    for (const { event, times } of noted) await record(event, times);
  }
  // Where the database is away, the copy in the log is what remains.
  const timer = setInterval(() => void flush().catch(() => undefined), everyMs).unref();
  return {
    record: (event) => record(event),
    tellTo: (next) => {
      tell = next;
    },
    note(event) {
      const full = waiting.size >= mostWaiting;
      const recorded = full
        ? { kind: event.kind, facts: { code: "too-many-to-tell-apart" } }
        : event;
      const key = JSON.stringify(recorded);
      const before = waiting.get(key);
      if (before) before.times += 1;
      else waiting.set(key, { event: recorded, times: 1 });
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
