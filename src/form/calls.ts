import type { Call, Definition } from "../catalogue/index.ts";

/** Whether applications are taken: always, now, not yet, or no more (`call`: the open, next or last one). */
export type CallNow =
  | { readonly state: "always" }
  | { readonly state: "open" | "before" | "closed"; readonly call: Call };

/** How it stands with the calls of a service on the local date `today`. */
export function callOf({ calls = [] }: Definition, today: string): CallNow {
  const next = calls.find(({ closes }) => closes >= today);
  if (next) return { state: next.opens <= today ? "open" : "before", call: next };
  const last = calls.at(-1);
  return last ? { state: "closed", call: last } : { state: "always" };
}
