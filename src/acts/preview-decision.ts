import type { Actor, Application, CaseCommand } from "../cases/index.ts";
import { ok, type Result } from "../kernel/index.ts";
import type { Message } from "../messages/index.ts";
import { personById } from "../platform/auth/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { consequencesOfCase } from "../reactions.ts";
import type { ActDeps } from "./deps.ts";
import { messageFor } from "./tell.ts";
import { toldInOf } from "./told-in.ts";

/** What the applicant would get of a decision. */
export interface DecisionPreview {
  /** The file as it would be: a letter is drawn from it where it is decided. */
  readonly application: Application;
  readonly isDecided: boolean;
  readonly messages: readonly Message[];
  /** The applicant's, in which all of it is written. */
  readonly lang: Lang;
}

type Deps = Pick<ActDeps, "sql" | "cases" | "messages" | "calendar" | "i18n">;

/**
 * The messages that a decision would send, word by word, and the file that its letter would be
 * drawn from. Nothing is recorded and nothing sent. Refuses as giving the command does.
 */
export async function previewDecision(
  deps: Deps,
  asked: {
    readonly application: Application;
    readonly command: CaseCommand;
    readonly actor: Actor;
  },
): Promise<Result<DecisionPreview>> {
  const foreseen = await deps.cases.foresee(asked);
  if (!foreseen.ok) return foreseen;
  const { application, events } = foreseen.value;
  const { submitted } = application.state;
  const account = submitted && (await personById(deps.sql, submitted.person));
  const jobs = consequencesOfCase(events, application.state);
  const messages = jobs.flatMap((job) => {
    if (job.task !== "notify" || job.runAt) return [];
    const message = messageFor(deps, application, account, job.payload);
    return message ? deps.messages.compose(message) : [];
  });
  const happens = (wanted: string) => events.some(({ type }) => type === wanted);
  const goesOn = (application.state.stage ?? application.state.awaits) !== undefined;
  return ok({
    ...{ application, messages },
    // An appeal that sends the file back is decided, though the application is not.
    isDecided: happens("AppealDecided") || (happens("CaseDecided") && !goesOn),
    lang: toldInOf(deps.i18n, application, account),
  });
}
