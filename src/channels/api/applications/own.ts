import type { Application } from "../../../cases/index.ts";
import { isUuid, ok, type Result, refuse } from "../../../kernel/index.ts";
import { hasBrought } from "../../../programs/index.ts";
import type { ApiDeps } from "../deps.ts";

/** An application that this program sent. Any other is as little there as one that never was. */
export async function openBrought(
  { sql, cases }: ApiDeps,
  client: string,
  caseId: string,
): Promise<Result<Application>> {
  const app =
    isUuid(caseId) && (await hasBrought(sql, client, caseId))
      ? await cases.open(caseId)
      : undefined;
  return app ? ok(app) : refuse("not-found", "case.not-found");
}

export function submittedOf({ state }: Pick<Application, "state">) {
  if (!state.submitted) throw new Error("an application that was never submitted");
  return state.submitted;
}
