import { isDeepStrictEqual } from "node:util";
import { type Answers, type AnswerValue, problemsOf, pruned } from "../form/index.ts";
import { type CommandId, ok, type Result, refuse } from "../kernel/index.ts";
import { recordAnswers } from "./answer.ts";
import { formFactsOf } from "./findings.ts";
import type { CaseState } from "./model.ts";
import { type Application, openApplication } from "./read.ts";
import type { SubmitNeeds } from "./submit.ts";

/** An answer that is corrected on the request of its person. */
export interface Correction {
  readonly caseId: string;
  readonly field: string;
  readonly value: AnswerValue;
  /** The request in `privacy`, and the officers who granted it. */
  readonly request: string;
  readonly by: readonly string[];
  readonly key: CommandId;
}

/** By the rules of the day of sending: what was right then is not wrong because time went by. */
const factsOf = (app: Application) => formFactsOf(app, app.state.submitted?.asOf ?? "");

/**
 * The answers with one of them corrected. Refuses case.nothing-changed, and case.answers-missing
 * with all that would be wrong then.
 */
export function corrected(
  { codeLists }: Pick<SubmitNeeds, "codeLists">,
  app: Application,
  field: string,
  value: AnswerValue,
): Result<Answers> {
  const facts = factsOf(app);
  const merged = pruned(app.definition, { ...app.answers, [field]: value }, facts);
  if (isDeepStrictEqual(merged, app.answers)) return refuse("invalid", "case.nothing-changed");
  const problems = problemsOf(app.definition, merged, app.documents, facts, codeLists);
  return problems.length > 0 ? refuse("invalid", "case.answers-missing", { problems }) : ok(merged);
}

/**
 * Corrects an answer: a new revision of the answers is stored, as when the person answers a
 * request; the one before stays beside it until the file is erased. Fees are not computed anew.
 * The same key again changes nothing. Refuses case.not-found, case.conflict, case.decision-signed,
 * and as `corrected` does.
 */
export async function correctAnswer(
  needs: SubmitNeeds,
  { caseId, field, value, request, by, key }: Correction,
): Promise<Result<CaseState>> {
  const application = await openApplication(needs, caseId);
  if (!application) return refuse("not-found", "case.not-found");
  if (application.state.commands.has(key)) return ok(application.state);
  const merged = corrected(needs, application, field, value);
  if (!merged.ok) return merged;
  return recordAnswers(needs, {
    ...{ application, merged: merged.value, facts: factsOf(application), at: needs.clock(), key },
    actor: { kind: "system" },
    command: { type: "correct", field, request, by },
  });
}
