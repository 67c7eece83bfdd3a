import type { NewFile } from "../cases/index.ts";
import type { SignedSheet, Visit } from "../counter/index.ts";
import { type CaseId, ok, type PersonId, type Result, refuse } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "cases" | "counter">;

/** An application of whoever stands at the counter. */
interface OfClient {
  readonly visit: Pick<Visit, "operator">;
  readonly person: { readonly id: PersonId };
  readonly caseId: CaseId;
}

/** The summary that was signed before this was sent; undefined where a code was given. */
export async function sheetOfCase(
  { cases, counter }: Deps,
  { person, caseId }: Pick<OfClient, "person" | "caseId">,
): Promise<SignedSheet | undefined> {
  const draft = await cases.draftOfCase(caseId, person.id);
  return draft && counter.sheetOf(draft.id);
}

/**
 * Attaches a scan of the signed summary to the file; another one takes the place of the first. The
 * caller has checked type, size and viruses. Refuses counter.sheet-elsewhere for anybody but
 * whoever has the paper, and case.not-found.
 */
export async function attachScan(deps: Deps, at: OfClient, file: NewFile): Promise<Result<string>> {
  const sheet = await sheetOfCase(deps, at);
  if (sheet?.by !== at.visit.operator) return refuse("not-allowed", "counter.sheet-elsewhere");
  const id = await deps.cases.attachScan({ caseId: at.caseId, officer: sheet.by }, file);
  return id === undefined ? refuse("not-found", "case.not-found") : ok(id);
}
