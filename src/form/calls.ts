import type { Call, Definition } from "../catalogue/index.ts";

/**
 * Whether applications are accepted: always, now, not yet, or no longer (`call`: the open, next or
 * last one).
 */
export type CallNow =
  | { readonly state: "always" }
  | { readonly state: "open" | "before" | "closed"; readonly call: Call };

/** The state of a service's calls on the local date `today`. */
export function callOf({ calls = [] }: Definition, today: string): CallNow {
  const next = calls.find(({ closes }) => closes >= today);
  if (next) return { state: next.opens <= today ? "open" : "before", call: next };
  const last = calls.at(-1);
  return last ? { state: "closed", call: last } : { state: "always" };
}
