import type { Task } from "../cases/index.ts";
import type { Authority, Catalogue } from "../catalogue/index.ts";
import type { IssueCommand } from "../credentials/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { isOpinion } from "../workflow/index.ts";
import { actorNames } from "./actor-names.ts";
import type { ActDeps } from "./deps.ts";
import type { Issuing } from "./issue.ts";

type Needs = Pick<ActDeps, "catalogue"> & { readonly sql: Sql };
type Signed = Required<Pick<IssueCommand, "signed">> & Pick<IssueCommand, "office">;

/**
 * Who signed a paper: whoever did the last task before it was released, or the two of them where
 * two signed, with their role and the office where they act. An opinion on an appeal decides
 * nothing. Nobody where the law decided by silence.
 */
export async function signaturesOf(
  { sql, catalogue }: Needs,
  { state }: Issuing,
  stage?: string,
): Promise<Signed> {
  const done = state.tasks.filter(
    (task) => task.done && !isOpinion(task) && (!stage || task.stage === stage),
  );
  const last = done.reduce<Task | undefined>(
    (latest, task) => ((task.done?.at ?? "") >= (latest?.done?.at ?? "") ? task : latest),
    undefined,
  );
  if (!last?.done) return { signed: [] };
  const ids = [last.done.first, last.done.by].flatMap((id) => id ?? []);
  const names = await actorNames(sql, ids);
  const authority = catalogue.jurisdiction.authorities.find(({ id }) => id === last.authority);
  const role = authority?.roles[last.role] ?? authority?.name ?? {};
  const office = authority && officeOf(catalogue, authority, last);
  return {
    signed: ids.flatMap((id) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ name, role }];
    }),
    ...(office && { office }),
  };
}

const officeOf = (
  { codeList }: Pick<Catalogue, "codeList">,
  { offices }: Authority,
  { office }: Task,
) =>
  offices === undefined
    ? undefined
    : codeList(offices)?.find(({ value }) => value === office)?.label;
