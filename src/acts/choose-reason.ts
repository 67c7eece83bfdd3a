import { type Actor, type Application, type CaseCommand, votesToTell } from "../cases/index.ts";
import type { ActDeps } from "./deps.ts";

/** The reason of a member, in the words of the file. */
export interface ReasonToTell {
  /** Id of the member. */
  readonly by: string;
  readonly code: string | undefined;
  readonly text: string;
}

/**
 * Whose reason the applicant could be told, where a vote decides and those who voted the same give
 * different reasons: the member chooses. The last is told if they do not. Nothing to choose where
 * all say the same, the vote decides nothing or would be refused.
 */
export async function reasonsToChoose(
  { cases }: Pick<ActDeps, "cases">,
  {
    application,
    command,
    actor,
  }: {
    readonly application: Application;
    readonly command: CaseCommand;
    readonly actor: Actor;
  },
): Promise<readonly ReasonToTell[]> {
  if (command.type !== "complete" || actor.kind !== "officer") return [];
  const { task, outcome, code, statement } = command;
  const reason = { ...(code && { code }), ...(statement && { text: statement.id }) };
  const explained = Object.keys(reason).length > 0 && { reason };
  const votes = votesToTell(application, { task, outcome, by: actor.id, ...explained }, actor);
  const statements = new Map(application.statements);
  if (statement) statements.set(statement.id, statement.text);
  const reasons = new Map<string, ReasonToTell>();
  for (const vote of votes) {
    const { code, text } = vote.reason ?? {};
    const words = text === undefined ? "" : (statements.get(text) ?? "");
    reasons.set(`${code}\n${words}`, { by: vote.by, code, text: words });
  }
  if (reasons.size < 2) return [];
  const foreseen = await cases.foresee({ application, command, actor });
  return foreseen.ok ? [...reasons.values()] : [];
}
