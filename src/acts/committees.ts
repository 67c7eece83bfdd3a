import { callOfCase, isWorkOf, type LoadOf, seatsOf, type VoteAt } from "../cases/index.ts";
import { dateIn } from "../kernel/index.ts";
import { officersOf } from "../platform/auth/index.ts";
import { committeeOf, rankingStage } from "../workflow/index.ts";
import { actorOf } from "./assign.ts";
import type { ActDeps } from "./deps.ts";

/** A file on which a committee votes, for whoever supervises it. */
export interface CommitteeFile extends VoteAt {
  /** Members who have neither voted nor recused themselves, by name; never how others voted. */
  readonly missing: readonly { readonly id: string; readonly name: string }[];
  /** Votes that are needed, where too few members are left to give them. */
  readonly noQuorum?: number;
}

type Needs = Pick<ActDeps, "sql" | "clock" | "cases"> & {
  readonly catalogue: Pick<ActDeps["catalogue"], "jurisdiction" | "services">;
};

/**
 * The files on which committees of an authority vote now, the first that is due first: who has not
 * voted, and whose opinion is missing. Not those of a call that is still open.
 */
export async function committeeFiles(
  { sql, clock, cases, catalogue }: Needs,
  of: LoadOf & Pick<Parameters<typeof actorOf>[0], "authority">,
): Promise<readonly CommitteeFile[]> {
  const [votes, staff] = await Promise.all([
    cases.votesAt(of),
    officersOf(sql, of.authority, clock()),
  ]);
  const { timeZone } = catalogue.jurisdiction;
  const today = dateIn(clock(), timeZone);
  const isOfOpenCall = ({ service, stage, sentAt }: VoteAt): boolean => {
    const definition = catalogue.services.find(({ id }) => id === service);
    if (!definition || !sentAt || rankingStage(definition)?.id !== stage) return false;
    const opens = callOfCase(definition, { asOf: dateIn(sentAt, timeZone) });
    const call = definition.calls?.find((each) => each.opens === opens);
    return call !== undefined && call.closes >= today;
  };
  const files = votes
    .filter((vote) => !isOfOpenCall(vote))
    .map((vote) => {
      const { role, office, service, votedBy } = vote;
      const task = { authority: of.authority, role, ...(office !== null && { office }) };
      const missing = staff.filter(
        (each) => isWorkOf(actorOf(each), task, service) && !votedBy.includes(each.id),
      );
      return { ...vote, missing: missing.map(({ id, name }) => ({ id, name })) };
    });
  return Promise.all(files.map((file) => withQuorum({ cases, catalogue }, file)));
}

/** Says where the quorum is out of reach; reads the file only where too few have still to vote. */
async function withQuorum(
  { cases, catalogue }: Pick<Needs, "cases" | "catalogue">,
  file: CommitteeFile,
): Promise<CommitteeFile> {
  const current = catalogue.services.find(({ id }) => id === file.service);
  const { quorum = 0 } = (current && committeeOf(current, { stage: file.stage })) ?? {};
  if (file.missing.length >= quorum) return file;
  const application = await cases.open(file.caseId);
  if (!application) return file;
  const { state, definition } = application;
  const task = state.tasks.find(({ key }) => key === file.key);
  const committee = task && committeeOf(definition, task);
  if (!committee || seatsOf(committee, task) >= committee.quorum) return file;
  return { ...file, noQuorum: committee.quorum };
}
