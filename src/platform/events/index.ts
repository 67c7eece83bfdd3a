/**
 * The event store: streams of facts in order, appended inside the caller's transaction. It knows
 * no event by name; the unique key (stream, version) is the only lock.
 */
export { append, type EventMeta, load, type NewEvent, type Recorded } from "./store.ts";
