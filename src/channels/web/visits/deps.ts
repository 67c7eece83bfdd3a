import type { Centre, Topic } from "../../../centres/index.ts";
import { notFound } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";

export type VisitDeps = Pick<
  WebDeps,
  | "catalogue"
  | "centres"
  | "appointments"
  | "callOuts"
  | "i18n"
  | "clock"
  | "baseUrl"
  | "calendar"
  | "demonstration"
>;

/** The centre that the address names; answers 404 if there is none. */
export function centreIn({ centres }: Pick<VisitDeps, "centres">, id: string): Centre {
  const centre = centres.find(id);
  if (!centre) throw notFound("centre.not-found");
  return centre;
}

export function topicIn({ topics }: Centre, id: string): Topic {
  const topic = topics.find((each) => each.id === id);
  if (!topic) throw notFound("centre.topic-unknown");
  return topic;
}

/** One value of the address after the question mark; `""` where it is not there. */
export function asked(query: unknown, name: string): string {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : "";
}

/** A day of the calendar `YYYY-MM-DD`; anything else is none. */
export const dayIn = (text: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
