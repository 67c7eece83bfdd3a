import type { FastifyRequest } from "fastify";
import { callerOf, stateOf } from "./request.ts";

const mebibyte = 1024 * 1024;

/** Bytes of forms that may be arriving at once: in this process, and from one caller. */
export const arrivingLimits = { all: 512 * mebibyte, caller: 64 * mebibyte };

/**
 * How slowly a form may come: a 2G network carries ten times as much. A line that is dead is not
 * waited for.
 */
export interface Pace {
  /** Nothing is asked of the first moments. */
  readonly graceMs: number;
  readonly bytesPerSecond: number;
  readonly lookEveryMs: number;
}

export const lowestPace: Pace = { graceMs: 60_000, bytesPerSecond: 1024, lookEveryMs: 10_000 };

export const isTooSlow = ({ graceMs, bytesPerSecond }: Pace, bytes: number, ms: number): boolean =>
  ms > graceMs && bytes < ((ms - graceMs) / 1000) * bytesPerSecond;

let all = 0;
const byCaller = new Map<string, number>();

const refused = (message: string, statusCode: number) =>
  Object.assign(new Error(message), { statusCode });

/** One form while it arrives. */
export interface Arriving {
  /**
   * Says how many bytes this form has by now; throws 503 or 429 where that is more than may arrive.
   */
  add(bytes: number): number;
  release(): void;
}

/** Counts a form that begins to arrive, and cuts it off where it comes too slowly to be one. */
export function arrivingForm(request: FastifyRequest): Arriving {
  const caller = callerOf(request);
  const pace = stateOf(request).settings.options.uploadPace ?? lowestPace;
  const began = performance.now();
  let mine = 0;
  const timer = setInterval(() => {
    if (isTooSlow(pace, mine, performance.now() - began))
      request.raw.destroy(refused("too slow", 408));
  }, pace.lookEveryMs).unref();
  const count = (bytes: number) => {
    mine += bytes;
    all += bytes;
    const held = (byCaller.get(caller) ?? 0) + bytes;
    if (held > 0) byCaller.set(caller, held);
    else byCaller.delete(caller);
    return held;
  };
  return {
    add(bytes) {
      const held = count(bytes);
      if (held > arrivingLimits.caller) throw refused("too much at once from one caller", 429);
      if (all > arrivingLimits.all) throw refused("too many files at once", 503);
      return mine;
    },
    release() {
      clearInterval(timer);
      count(-mine);
    },
  };
}
