import type { JobName, Jobs } from "./enqueue.ts";

/**
 * What each task does with its payload. A thrown error means "again later"; a refusal that will
 * not change by waiting should be recorded and not thrown. Payloads are what `enqueue` was given,
 * after a way through JSON: dates are text.
 */
export type Tasks = { readonly [Name in JobName]: (payload: Jobs[Name]) => Promise<void> };

/** The tasks of one part. */
export type TasksOf<Name extends JobName> = Pick<Tasks, Name>;

/** What a worker runs: tasks by name, whatever their payloads are. */
export type AnyTasks = Readonly<Record<string, (payload: never) => Promise<void>>>;

/** The part of a pino logger that the worker speaks to. */
export interface JobLogger {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
  info(details: object, message: string): void;
}

/**
 * The task of this name, for the payload that its row holds: `enqueue` has checked it against the
 * task when it was written. Throws where no task is called so.
 */
export function taskCalled(tasks: AnyTasks, name: string): (payload: unknown) => Promise<void> {
  const run = tasks[name];
  if (!run) throw new Error(`no task is called ${name}`);
  return run as (payload: unknown) => Promise<void>;
}
