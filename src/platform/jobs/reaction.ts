import type { Job, JobName } from "./enqueue.ts";

/** A job of a kind, without its name. */
export type Planned<Name extends JobName> = Omit<Job<Name>, "task">;

/** The jobs of one kind that follow from an event. */
export interface Reaction<Event, Context, Name extends JobName> {
  readonly task: Name;
  /** Which of its kind, for docs/generated/events.md: the template of a message. */
  readonly about: string | undefined;
  readonly plan: (event: Event, context: Context) => Planned<Name> | readonly Planned<Name>[];
}
type AnyReaction<Event, Context> = {
  [Name in JobName]: Reaction<Event, Context, Name>;
}[JobName];

/**
 * When this happens, do that. Each entry names the jobs that follow from an event; they are written
 * in the event's own transaction and run by the tasks of their name. A misspelt event or job, or a
 * payload that its task does not take, does not compile.
 */
export type Reactions<Event extends { readonly type: string }, Context> = {
  readonly [Type in Event["type"]]?: readonly AnyReaction<
    Extract<Event, { readonly type: Type }>,
    Context
  >[];
};

/** One such entry: the job, how it is planned, and which of its kind it is. */
export const job = <Name extends JobName, Event, Context>(
  task: Name,
  plan: Reaction<Event, Context, Name>["plan"],
  about?: string,
): Reaction<Event, Context, Name> => ({ task, about, plan });
