/**
 * The event store: streams of facts in order, appended inside the caller's transaction, and the one
 * shell that gives commands to deciders. It knows no event by name; the unique key (stream,
 * version) is the only lock. Every event of every part passes through an event log and its
 * observers.
 */
export { countEventsOn, historyChain } from "./chain.ts";
export { type AtOnce, type Consequences, withConsequences } from "./consequences.ts";
export {
  type EventLog,
  makeEventLog,
  type ObservedEvents,
  type Observer,
  VersionConflict,
} from "./event-log.ts";
export { decided, handle, type Loaded, type Step } from "./handle.ts";
export {
  type AdministrativeEvent,
  type BasisEvent,
  begunStreams,
  type EventMeta,
  latestOfAdministration,
  latestOfOperations,
  latestOfTasks,
  load,
  loadAfter,
  loadBasis,
  loadEach,
  type NewEvent,
  type Recorded,
  unlessChanged,
} from "./store.ts";
