import type { Task } from "../cases/index.ts";
import type { Authority, Catalogue, Words } from "../catalogue/index.ts";
import type { IssueCommand } from "../credentials/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { isOpinion } from "../workflow/index.ts";
import { actorNames } from "./actor-names.ts";
import type { ActDeps } from "./deps.ts";
import type { Issuing } from "./issue.ts";

type Needs = Pick<ActDeps, "catalogue" | "i18n"> & { readonly sql: Sql };

/** Of a committee, how many are named where it signs. */
const mostNames = 4;

type Signed = Required<Pick<IssueCommand, "signed">> & Pick<IssueCommand, "office">;

/**
 * Who signed a paper: whoever did the last task before it was released, or the two of them where
 * two signed, with their role and the office where they act; a committee with all who voted. An
 * opinion on an appeal decides nothing. Nobody where the law decided by silence.
 */
export async function signaturesOf(
  { sql, catalogue, i18n }: Needs,
  { state, names: read }: Issuing,
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
  const ids =
    last.votes?.map(({ by }) => by) ?? [last.done.first, last.done.by].flatMap((id) => id ?? []);
  const names = read && ids.every((id) => read.has(id)) ? read : await actorNames(sql, ids);
  const authority = catalogue.jurisdiction.authorities.find(({ id }) => id === last.authority);
  const role = authority?.roles[last.role] ?? authority?.name ?? {};
  const office = authority && officeOf(catalogue, authority, last);
  const named = ids.flatMap((id) => names.get(id) ?? []);
  const isCommittee = last.votes !== undefined && named.length > 0;
  const signed = isCommittee
    ? [{ name: namesOf(named), role: committeeOf(i18n, authority) }]
    : named.map((name) => ({ name, role }));
  return { signed, ...(office && { office }) };
}

/** Names in the room of one signature: of a large committee the first, and how many more. */
function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown} +${names.length - mostNames}` : shown;
}

const committeeOf = (i18n: ActDeps["i18n"], authority: Authority | undefined): Words =>
  Object.fromEntries(
    i18n.languages.map((lang) => {
      const t = i18n.for(lang);
      return [lang, [t("committee.title"), t.words(authority?.name)].filter(Boolean).join(", ")];
    }),
  );

const officeOf = (
  { codeList }: Pick<Catalogue, "codeList">,
  { offices }: Authority,
  { office }: Task,
) =>
  offices === undefined
    ? undefined
    : codeList(offices)?.find(({ value }) => value === office)?.label;
