import { callOfCase, isWorkOf, type LoadOf, seatsOf, type VoteAt } from "../cases/index.ts";
import { dateIn } from "../kernel/index.ts";
import type { Colleague } from "../platform/auth/index.ts";
import { committeeOf, rankingStage } from "../workflow/index.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";

/** A file on which a committee votes, for whoever supervises it. */
export interface CommitteeFile extends VoteAt {
  /** Who may vote and has not, by name; never how others voted. */
  readonly missing: readonly Pick<Colleague, "id" | "name" | "away" | "awayUntil">[];
  /** Where more may vote than there are seats: how many voted, and of how many. */
  readonly stand?: { readonly votes: number; readonly seats: number };
  /** Votes that are needed, where `withQuorum` has found too few members left to give them. */
  readonly noQuorum?: number;
}

type Needs = Pick<ActDeps, "clock" | "cases"> & {
  readonly catalogue: Pick<ActDeps["catalogue"], "jurisdiction" | "services">;
};

/**
 * The files on which committees of an authority vote now, the first that is due first: who of its
 * staff has not voted, and whose opinion is missing. Not those of a call that is still open.
 */
export async function committeeFiles(
  { clock, cases, catalogue }: Needs,
  of: LoadOf & Pick<Colleague, "authority">,
  staff: readonly Colleague[],
): Promise<readonly CommitteeFile[]> {
  const votes = await cases.votesAt(of);
  const people = await cases.peopleOf(votes.map(({ caseId }) => caseId));
  const officers = staff.map((each) => ({ each, actor: actorOf(each) }));
  const { timeZone } = catalogue.jurisdiction;
  const today = dateIn(clock(), timeZone);
  const isOfOpenCall = ({ service, stage, sentAt }: VoteAt): boolean => {
    const definition = catalogue.services.find(({ id }) => id === service);
    if (!definition || !sentAt || rankingStage(definition)?.id !== stage) return false;
    const opens = callOfCase(definition, { asOf: dateIn(sentAt, timeZone) });
    const call = definition.calls?.find((each) => each.opens === opens);
    return call !== undefined && call.closes >= today;
  };
  return votes
    .filter((vote) => !isOfOpenCall(vote))
    .map((vote) => {
      const { role, office, service, votedBy, barred } = vote;
      const person = people.get(vote.caseId);
      const done = new Set([...votedBy, ...barred]);
      const substitutes = vote.substitutes.map((to) => ({ to }));
      const task = {
        authority: of.authority,
        role,
        ...(office !== null && { office }),
        substitutes,
      };
      const missing = officers
        .filter(({ actor }) => isWorkOf(actor, task, service) && !done.has(actor.id))
        .filter(({ actor }) => !person || !actor.persons?.includes(person))
        .map(({ each: { id, name, away, awayUntil } }) => ({ id, name, away, awayUntil }));
      return { ...vote, missing };
    });
}

/**
 * Says where the quorum is out of reach, or more may vote than there are seats; reads those files
 * where too few have still to vote, or so many.
 */
export const withQuorum = (
  deps: Pick<Needs, "cases" | "catalogue">,
  files: readonly CommitteeFile[],
): Promise<readonly CommitteeFile[]> =>
  Promise.all(files.map(async (file) => ({ ...file, ...(await standOf(deps, file)) })));

async function standOf(
  { cases, catalogue }: Pick<Needs, "cases" | "catalogue">,
  file: CommitteeFile,
): Promise<Pick<CommitteeFile, "noQuorum" | "stand"> | undefined> {
  const current = catalogue.services.find(({ id }) => id === file.service);
  const { quorum = 0, members = 0 } =
    (current && committeeOf(current, { stage: file.stage })) ?? {};
  const may = file.missing.length;
  if (may >= quorum && may + file.votedBy.length <= members) return undefined;
  const application = await cases.open(file.caseId);
  const task = application?.state.tasks.find(({ key }) => key === file.key);
  const committee = application && task && committeeOf(application.definition, task);
  if (!committee) return undefined;
  const [seats, votes] = [seatsOf(committee, task), (task.votes ?? []).length];
  if (seats < committee.quorum) return { noQuorum: committee.quorum };
  return votes + may > seats ? { stand: { votes, seats } } : undefined;
}
