import {
  type CaseEvent,
  type CaseState,
  contestedBy,
  isOpen,
  type Submitted,
  sentBack,
  toReviewAnew,
} from "../cases/index.ts";
import { job, type Planned } from "../platform/jobs/index.ts";
import { isOpinion } from "../workflow/index.ts";

/** What officers are told of what happens to a case. */

/** A case as reactions see it: none has events before it was submitted. */
export interface SubmittedCase extends CaseState {
  readonly submitted: Submitted;
}

export const caseIdOf = ({ submitted }: SubmittedCase) => ({ caseId: submitted.case });

export type TaskEvent<Type extends CaseEvent["type"]> = Extract<CaseEvent, { readonly type: Type }>;

type OfficersTold = Pick<
  Planned<"tell-officers">["payload"],
  "kind" | "outcome" | "to" | "audience" | "except" | "role" | "task" | "by"
>;

/** Tell officers of what happened to their work; nobody, where `plan` names nobody. */
export const tellOfficers = <Event>(
  about: string,
  plan: (event: Event, of: SubmittedCase) => readonly OfficersTold[],
) =>
  job(
    "tell-officers",
    (event: Event, of: SubmittedCase) =>
      plan(event, of).map((to) => ({ payload: { ...caseIdOf(of), occasion: of.version, ...to } })),
    about,
  );

/** The members of a committee are told that it votes. */
export const tellMembers = tellOfficers(
  "vote-opened",
  ({ data: { tasks } }: TaskEvent<"StageEntered" | "AppealLodged">) =>
    tasks
      .filter(({ byVote }) => byVote)
      .map(({ key }) => ({ kind: "vote-opened", audience: "members", task: key })),
);

/** Whoever is named in place of a member is told that they vote. */
export const tellSubstitute = tellOfficers(
  "substitute-named",
  ({ data: { task, by, to } }: TaskEvent<"SubstituteNamed">) => [
    { kind: "substitute-named", to: [to], task, by },
  ],
);

/**
 * Whoever no longer votes in place of a member is told so; where they have left, the supervisors
 * are, who name somebody else.
 */
export const tellWithdrawn = tellOfficers(
  "substitute-withdrawn, committee-short",
  ({ data: { task, by, to } }: TaskEvent<"SubstituteWithdrawn">) =>
    by === "system"
      ? [{ kind: "committee-short", audience: "supervisors", task }]
      : [{ kind: "substitute-withdrawn", to: [to], task, by }],
);

/** Whoever did a step is told that a colleague sent the case back to it. */
export const tellSentBack = tellOfficers(
  "sent-back",
  ({ data }: TaskEvent<"StageEntered" | "ProposalReturned">, of) =>
    sentBack(of, data).map((who) => ({ kind: "sent-back", ...who })),
);

/**
 * An appeal sends a step back that somebody else must do than before, or asks for an opinion: those
 * who can are told, and the supervisors, who find somebody where nobody else has the role.
 */
export const tellReviewAnew = tellOfficers(
  "review-anew, opinion-asked",
  ({ data: { tasks } }: TaskEvent<"StageEntered" | "AppealLodged">, of) =>
    toReviewAnew(of, tasks).flatMap((task) =>
      (["signers", "supervisors"] as const).map((audience) => ({
        kind: isOpinion(task) ? ("opinion-asked" as const) : ("review-anew" as const),
        ...{ audience, task: task.key },
        except: contestedBy(of, task),
      })),
    ),
);

/**
 * Whoever decides an appeal is told that those who decided before have given their opinion; whoever
 * voted without it, that they may change their vote.
 */
export const tellOpinion = tellOfficers(
  "opinion-given, opinion-after-vote",
  ({ data: { task: key } }: TaskEvent<"TaskDone">, of) => {
    const given = of.tasks.find((each) => each.key === key);
    const appeal = of.tasks.find((each) => isOpen(each) && each.stage === given?.stage);
    if (!given || !isOpinion(given) || !appeal) return [];
    const { claimedBy, votes = [] } = appeal;
    const voted = votes.map(({ by }) => by);
    const to = claimedBy ? { to: [claimedBy] } : { audience: "members" as const, except: voted };
    return [
      { kind: "opinion-given", task: appeal.key, ...to },
      { kind: "opinion-after-vote", task: appeal.key, to: voted },
    ];
  },
);

/**
 * The time for the opinion on an appeal is over: those who decide the appeal are told, and those
 * who were asked for it.
 */
export const tellOpinionMissing = tellOfficers(
  "opinion-missing",
  ({ data: { task: key, to: further } }: TaskEvent<"TaskEscalated">, of) => {
    const asked = of.tasks.find((each) => each.key === key);
    if (!asked || !isOpinion(asked) || further) return [];
    return of.tasks
      .filter((each) => isOpen(each) && each.stage === asked.stage)
      .map((task) => ({
        ...{ kind: "opinion-missing", audience: "members", task: task.key },
        except: contestedBy(of, task),
      }));
  },
);

/** The members of a committee are told what the votes decided, once it takes effect. */
export const tellVoted = tellOfficers(
  "vote-decided",
  ({ data: { task: key, outcome } }: TaskEvent<"TaskDone">, of) => {
    const { votes } = of.tasks.find((each) => each.key === key) ?? {};
    if (!votes) return [];
    const to = votes.map(({ by }) => by);
    return [{ kind: "vote-decided", outcome, audience: "members", to, task: key }];
  },
);

const tellShort = (task: string) => [
  { kind: "committee-short" as const, audience: "supervisors" as const, task },
  { kind: "members-missing" as const, audience: "administrators" as const, task },
];

/** Where a member recused themselves, others of the role may fill the seat. */
export const countAnew = job(
  "count-seats",
  ({ data: { task: key } }: TaskEvent<"MemberRecused">, { tasks }: SubmittedCase) =>
    tasks
      .filter((each) => each.key === key && isOpen(each))
      .map(({ authority, role }) => ({ payload: { authority, roles: [role] } })),
);

/** Members have recused themselves, so that the quorum is out of reach: it is told likewise. */
export const tellNoQuorum = tellOfficers(
  "committee-short, members-missing",
  ({ data: { task, short } }: TaskEvent<"TaskEscalated">) => (short ? tellShort(task) : []),
);

/**
 * Members of a committee have left, so that those who are left may come to no decision: the
 * supervisors are told, and the administrators, who appoint others. Those are told that it votes.
 */
export const tellSeats = tellOfficers(
  "committee-short, members-missing, vote-opened",
  ({ data: { task: key, vacant, before, short, enough } }: TaskEvent<"SeatsCounted">, of) => {
    const { votes = [] } = of.tasks.find((each) => each.key === key && isOpen(each)) ?? {};
    const except = votes.map(({ by }) => by);
    return [
      ...(short ? tellShort(key) : []),
      ...(vacant < before || enough
        ? [{ kind: "vote-opened" as const, audience: "members" as const, task: key, except }]
        : []),
    ];
  },
);

/** Whoever has work of the case in hand. */
const holdersOf = ({ tasks }: CaseState): readonly string[] => [
  ...new Set(
    tasks.flatMap(({ claimedBy, done, cancelled }) =>
      claimedBy && !done && !cancelled ? [claimedBy] : [],
    ),
  ),
];

/** Whoever has work of the case in hand is told. */
export const tellHolders = (kind: OfficersTold["kind"]) =>
  tellOfficers(kind, (_event: CaseEvent, of) => [{ kind, to: holdersOf(of) }]);
