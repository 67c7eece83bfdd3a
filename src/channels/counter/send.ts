import { send, throughServing, verifyInPerson } from "../../acts/index.ts";
import type { SubmissionReceipt } from "../../cases/index.ts";
import type { Visit } from "../../counter/index.ts";
import type { Result } from "../../kernel/index.ts";
import type { Opened } from "../questions/index.ts";
import type { CounterDeps } from "./deps.ts";
import { langIn } from "./visit-desk.ts";

type YesGiven = Parameters<typeof verifyInPerson>[3];

export interface Said extends YesGiven {
  readonly visit: Visit;
  readonly opened: Opened;
}

/**
 * The person has said yes: the application is sent, in their name, with the operator named as the
 * one who stood between. Refuses as `verifyInPerson` and `cases.submit` do.
 */
export async function sendFor(
  deps: CounterDeps,
  { visit, opened, ...given }: Said,
): Promise<Result<SubmissionReceipt>> {
  const { draft, person, def } = opened;
  const documents = await deps.cases.draftDocuments(draft.id);
  const at = { visit, person, level: def.level };
  const yes = await verifyInPerson(deps, at, { kind: "draft", draft, documents }, given);
  if (!yes.ok) return yes;
  return send(deps, {
    ...{ draftId: draft.id, draft, exact: true, person },
    lang: langIn(deps, visit.lang),
    through: throughServing(visit, person, yes.value.signed),
  });
}
