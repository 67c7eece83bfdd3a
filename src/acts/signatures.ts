import { type Task, type Voted, votedOn } from "../cases/index.ts";
import type { Authority, Catalogue, Words } from "../catalogue/index.ts";
import type { IssueCommand } from "../credentials/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { committeeOf, isOpinion } from "../workflow/index.ts";
import { actorNames } from "./actor-names.ts";
import type { ActDeps } from "./deps.ts";
import type { Issuing } from "./issue.ts";

type Needs = Pick<ActDeps, "catalogue" | "i18n"> & { readonly sql: Sql };

/** Of a committee, how many are named where it signs. */
const mostNames = 4;

type Signed = Required<Pick<IssueCommand, "signed">> & Pick<IssueCommand, "office">;

/**
 * Who signed a paper: whoever did the last task before it was released, or the two of them where
 * two signed, with their role and the office where they act. For a committee those sign who voted
 * for it, with their number; whoever voted otherwise is named where the definition makes it public.
 * An opinion on an appeal decides nothing. Nobody where the law decided by silence.
 */
export async function signaturesOf(
  { sql, catalogue, i18n }: Needs,
  { state, definition, names: read }: Issuing,
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
  const vote = votedOn(definition, last);
  const ids = vote
    ? [...vote.for, ...vote.against].map(({ by }) => by)
    : [last.done.first, last.done.by].flatMap((id) => id ?? []);
  const names = read && ids.every((id) => read.has(id)) ? read : await actorNames(sql, ids);
  const authority = catalogue.jurisdiction.authorities.find(({ id }) => id === last.authority);
  const role = authority?.roles[last.role] ?? authority?.name ?? {};
  const office = authority && officeOf(catalogue, authority, last);
  const namesIn = (people: readonly string[]) => people.flatMap((id) => names.get(id) ?? []);
  const namesOfVotes = (votes: Voted["for"]) => namesIn(votes.map(({ by }) => by));
  if (vote) {
    const isPublic = committeeOf(definition, last)?.publicDissent === true;
    // Without a majority for anything all who voted decided it together.
    const all = namesOfVotes(vote.for.length > 0 ? vote.for : vote.against);
    const dissent = isPublic && vote.for.length > 0 ? namesOfVotes(vote.against) : [];
    const words = committeeWords(i18n, authority, { vote, dissent });
    return { signed: [{ name: namesOf(all), role: words }], ...(office && { office }) };
  }
  const signed = namesIn(ids).map((name) => ({ name, role }));
  return { signed, ...(office && { office }) };
}

/** Names in the room of one signature: of a large committee the first, and how many more. */
function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown} +${names.length - mostNames}` : shown;
}

/** How many of the committee voted for what it decided. */
export const voteCount = (t: Translate, { for: votes, seats: of }: Voted): string =>
  votes.length > 0
    ? t("committee.count", { for: votes.length, of })
    : t("committee.no-majority", { of });

interface Counted {
  readonly vote: Voted;
  /** Names of those who voted otherwise, where that is public. */
  readonly dissent: readonly string[];
}

/** Which committee it is, and how many of it wanted it so. */
const committeeWords = (
  i18n: ActDeps["i18n"],
  authority: Authority | undefined,
  { vote, dissent }: Counted,
): Words =>
  Object.fromEntries(
    i18n.languages.map((lang) => {
      const t = i18n.for(lang);
      const who = [t("committee.title"), t.words(authority?.name)].filter(Boolean).join(", ");
      const against = dissent.length > 0 && t("committee.dissent", { names: t.list(dissent) });
      return [lang, [who, voteCount(t, vote), against].filter(Boolean).join(" · ")];
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
