/**
 * Things to be done later, or again, or after a transaction: written in that transaction, run by a
 * worker in this process. It decides nothing: what follows from what stands in src/reactions.ts.
 */
export {
  enqueue,
  type Job,
  type JobName,
  type JobRow,
  type JobSpec,
  type Jobs,
  type NightlyName,
  type NoPayload,
} from "./enqueue.ts";
export { jobLinks } from "./links.ts";
export {
  type FailedItem,
  type LinkId,
  type LinkState,
  linkIds,
  type OutsideLink,
  plainReason,
  type ReturnedItem,
  type Returns,
  type WaitingItem,
} from "./outside-link.ts";
export type { Watched } from "./queue.ts";
export { job, type Planned, type Reaction, type Reactions } from "./reaction.ts";
export { type DueOptions, runDue } from "./run-due.ts";
export type { AnyTasks, JobLogger, Tasks, TasksOf } from "./tasks.ts";
export { startWorker, type Worker, type WorkerOptions, type WorkerState } from "./worker.ts";
