import type { FastifyRequest } from "fastify";
import type { Application, Status } from "../../../cases/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { type Level, type Person, requirePerson } from "../../../platform/auth/index.ts";
import { notFound } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { WebDeps } from "../deps.ts";

export interface OfCase {
  readonly caseId: string;
}

/**
 * The level of assurance that an application, its documents and all acts on it need: its service's.
 */
export const levelOf = ({ level }: { readonly level: number } = { level: 2 }): Level =>
  Math.max(1, level) as Level;

/**
 * The caller's own application, at the level of its service; answers 404 for another person's and
 * for an unknown one.
 */
export async function openOwn(
  request: FastifyRequest,
  { cases }: WebDeps,
): Promise<{ readonly app: Application; readonly person: Person }> {
  const person = requirePerson(request);
  const { caseId } = request.params as OfCase;
  const app = isUuid(caseId) ? await cases.open(caseId) : undefined;
  if (!app || app.state.submitted?.person !== person.id) throw notFound();
  return { app, person: requirePerson(request, levelOf(app.definition)) };
}

/** What was submitted; an application without it does not exist. */
export function submittedOf({ state }: Pick<Application, "state">) {
  if (!state.submitted) throw new Error("an application that was never submitted");
  return state.submitted;
}

/** The language of a letter or receipt: chosen for the application, else that of the page. */
export const paperLang = (app: Pick<Application, "state">, { lang }: Translate): string =>
  submittedOf(app).toldIn ?? lang;

export function statusOf({ state }: Pick<Application, "state">): Status {
  if (state.status === "none") throw new Error("an application without a beginning");
  return state.status;
}
