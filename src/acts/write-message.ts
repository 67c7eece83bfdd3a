import type { CaseMessage, NewMessage, OfficerActor } from "../cases/index.ts";
import type { CaseId, PersonId, Result } from "../kernel/index.ts";
import { enqueue } from "../platform/jobs/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "cases">;
type Written = Pick<NewMessage, "id" | "text"> & { readonly caseId: CaseId };

/**
 * An officer writes to the applicant, who is told by the channel that they chose, in the same
 * transaction; the words themselves stay on the file. Refuses as `cases.writeMessage` does.
 */
export function writeToApplicant(
  { cases }: Deps,
  { id, caseId, text }: Written,
  author: OfficerActor,
): Promise<Result<void>> {
  const payload = { caseId, template: "office-wrote" as const, of: id };
  return cases.writeMessage({ id, caseId, text, author }, (tx) =>
    enqueue(tx, [{ task: "notify", payload, key: `office-wrote:${id}` }]),
  );
}

/**
 * The applicant answers: whoever wrote last and whoever has the file in hand is told. Refuses as
 * `cases.writeMessage` does.
 */
export function writeToOffice(
  { cases }: Deps,
  { id, caseId, text }: Written,
  person: PersonId,
): Promise<Result<void>> {
  const author = { kind: "person" as const, id: person };
  return cases.writeMessage({ id, caseId, text, author }, (tx, thread, { state }) => {
    const inHand = state.tasks.flatMap(({ done, cancelled, claimedBy }) =>
      !done && !cancelled && claimedBy ? [claimedBy] : [],
    );
    const to = [...new Set([...lastWriter(thread), ...inHand])];
    const payload = { caseId, kind: "applicant-wrote" as const, occasion: id, to };
    return enqueue(tx, [{ task: "tell-officers", payload, key: `applicant-wrote:${id}` }]);
  });
}

const lastWriter = (thread: readonly CaseMessage[]): readonly string[] =>
  thread
    .filter(({ side }) => side === "office")
    .map(({ author }) => author)
    .slice(-1);
