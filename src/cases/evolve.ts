import type { FeeMoment } from "../catalogue/index.ts";
import { type Evolution, evolveBy, type Stamped } from "../kernel/index.ts";
import { isOpinion } from "../workflow/index.ts";
import type { CaseEvent, CaseState, FeeOwed, LastStep, Task } from "./model.ts";
import { noPlaces } from "./reasons.ts";

/** An event with the metadata that the store adds. */
export type StampedCaseEvent = Stamped<CaseEvent>;

type Done = Extract<StampedCaseEvent, { readonly type: "TaskDone" }>;

export const initial: CaseState = {
  status: "none",
  paid: [],
  papers: [],
  entered: 0,
  tasks: [],
  clock: {},
  rounds: 0,
  revision: 1,
  appeals: 0,
  version: 0,
  commands: new Set(),
};

/** The number of the next stage: of those entered, also those that were taken back. */
export const nextStageNumber = ({ entered, tasks }: Pick<CaseState, "entered" | "tasks">): number =>
  Math.max(entered, ...tasks.map(({ key }) => Number.parseInt(key, 10) || 0)) + 1;

export const isOpen = ({ done, cancelled }: Task): boolean => !done && !cancelled;

/** The task whose decision waits to take effect, if there is one. */
export const signedTask = ({ tasks }: CaseState): Task | undefined =>
  tasks.find((task) => isOpen(task) && task.signed !== undefined);

/** The case as it was before its decision on a task was signed. */
export const unsigned = (state: CaseState, { key }: Pick<Task, "key">): CaseState => ({
  ...state,
  tasks: changed(state.tasks, key, (task) => without(task, "signed")),
});

/** Unpaid fees: those due at one moment, or all of them. */
export const unpaid = (state: CaseState, due?: FeeMoment): readonly FeeOwed[] =>
  (state.submitted?.fees ?? []).filter(
    (fee) =>
      (due === undefined || fee.due === due) && fee.money.minor > 0 && !state.paid.includes(fee.id),
  );

/** The fees for which the case waits now: it continues once they are paid. */
export function owedNow(state: CaseState): readonly FeeOwed[] {
  if (state.status === "granted-awaiting-payment") return unpaid(state, "grant");
  if (state.status !== "awaiting-payment") return [];
  return unpaid(state, state.awaits === undefined ? "submit" : `before ${state.awaits}`);
}

/** Whether later fees may still fall due: the case is under way and no decision stands. */
export const mayStillFallDue = ({ status, decision }: CaseState): boolean =>
  status === "in-review" || (status !== "withdrawn" && decision === undefined);

const closed = (tasks: readonly Task[]): Task[] =>
  tasks.map((task) => (isOpen(task) ? { ...task, cancelled: true } : task));

const changed = (tasks: readonly Task[], key: string, change: (task: Task) => Task): Task[] =>
  tasks.map((task) => (task.key === key ? change(task) : task));

const without = <T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> => {
  const copy = { ...value };
  for (const key of keys) delete copy[key];
  return copy;
};

function paid(state: CaseState): CaseState {
  if (state.status !== "awaiting-payment" || owedNow(state).length > 0) return state;
  return { ...state, status: "in-review" };
}

function ended(state: CaseState): CaseState {
  return {
    ...without(state, "request", "stage", "awaits"),
    tasks: closed(state.tasks),
    clock: stopped(state),
  };
}

const stopped = ({ clock }: CaseState) => without(clock, "dueAt", "left");

/** The fees owed, including those that depend on findings. */
function owing({ submitted }: CaseState, fees: readonly FeeOwed[]): Pick<CaseState, "submitted"> {
  if (!submitted || fees.length === 0) return {};
  const before = submitted.fees.filter(({ id }) => !fees.some((fee) => fee.id === id));
  return { submitted: { ...submitted, fees: [...before, ...fees] } };
}

function opened(
  state: CaseState,
  stage: string,
  tasks: readonly Pick<Task, "key" | "task" | "authority" | "office" | "role" | "dueAt">[],
  at: string,
): CaseState {
  return {
    ...state,
    stage,
    entered: nextStageNumber(state),
    tasks: [...closed(state.tasks), ...tasks.map((task) => ({ ...task, stage, openedAt: at }))],
  };
}

/** Changes the one task that an event concerns. */
const onTask =
  <Event extends { readonly data: { readonly task: string } }>(
    change: (task: Task, event: Event) => Task,
  ) =>
  (state: CaseState, event: Event): CaseState => ({
    ...state,
    tasks: changed(state.tasks, event.data.task, (task) => change(task, event)),
  });

const taskDone = onTask((task, { data: { outcome, by, reason, revision, asDeputy }, at }: Done) => {
  const first = task.proposed?.by;
  const isFull = task.votes && reason?.code === noPlaces;
  const more = {
    ...(first && { first }),
    ...(revision && { revision }),
    ...(isFull && { noPlaces: true as const }),
  };
  return {
    ...without(task, "proposed", "signed"),
    ...(asDeputy && withDeputy(task, by)),
    done: { outcome, by, at, ...more },
  };
});

const withDeputy = ({ deputies = [] }: Task, by: string) => ({ deputies: [...deputies, by] });

/** What ends with an escalation. */
const escalation = ["escalated", "lacksMembers", "escalatesAt", "escalatedTo"] as const;

/** Whoever voted on an appeal without the opinion that has now come may think again. */
const votedWithout = (tasks: readonly Task[], { stage }: Task): Task[] =>
  tasks.map((task) =>
    isOpen(task) && task.stage === stage && task.votes
      ? { ...task, votes: task.votes.map((vote) => ({ ...vote, beforeOpinion: true })) }
      : task,
  );

/**
 * The state after each event. Pure, and independent of the definition, so that a history never
 * changes its meaning. `evolve` counts versions and commands, which every event changes.
 */
export const caseEvolution: Evolution<CaseState, StampedCaseEvent> = {
  CaseSubmitted: (state, { data, at }) => {
    const next = { ...state, submitted: { ...data, at } };
    return { ...next, status: unpaid(next, "submit").length ? "awaiting-payment" : "in-review" };
  },
  FeePaid: (state, { data }) => paid({ ...state, paid: [...state.paid, data.fee] }),
  // No work is done and the clock stands still until the fees due before the stage are paid.
  FeesFellDue: (state, { data: { stage, fees, clockLeft } }) => ({
    ...without(state, "stage"),
    ...owing(state, fees),
    status: "awaiting-payment",
    awaits: stage,
    tasks: closed(state.tasks),
    clock: clockLeft ? { ...without(state.clock, "dueAt"), left: clockLeft } : state.clock,
  }),
  // Also anew, where an appeal sent it back.
  ClockStarted: (state, { data }) => ({
    ...state,
    clock: { ...without(state.clock, "expired", "extended"), ...data },
  }),
  ClockResumed: (state, { data: { dueAt } }) => ({
    ...state,
    clock: { ...without(state.clock, "left"), dueAt },
  }),
  ClockExtended: (state, { data: { dueAt } }) => ({
    ...state,
    clock: { ...state.clock, dueAt, extended: true },
  }),
  ClockExpired: (state) => ({ ...state, clock: { ...state.clock, expired: true } }),
  StageEntered: (state, { data, at }) => ({
    ...opened(without(state, "awaits"), data.stage, data.tasks, at),
    status: "in-review",
  }),
  TaskClaimed: onTask((task, { data }) => ({
    ...without(task, "assignedBy"),
    claimedBy: data.by,
  })),
  TaskAssigned: onTask((task, { data: { by, to, lifted } }) => ({
    ...without(task, "assignedBy"),
    claimedBy: to,
    ...(by !== "system" && { assignedBy: by }),
    ...(lifted && { liftedFor: to }),
  })),
  TaskReleased: onTask((task) => without(task, "claimedBy", "assignedBy")),
  OutcomeProposed: onTask((task, { data: { outcome, by, reason, revision, asDeputy } }) => ({
    ...without(task, "claimedBy", "assignedBy", "returned"),
    ...(asDeputy && withDeputy(task, by)),
    proposed: { outcome, by, ...(reason && { reason }), ...(revision && { revision }) },
  })),
  // Only for the history.
  DoubleExplained: (state) => state,
  PlacesExceeded: onTask((task, { data: { by } }) => ({
    ...task,
    beyond: [...(task.beyond ?? []), by],
  })),
  ProposalReturned: onTask((task, { data: { by, reason } }) => ({
    ...without(task, "proposed", "claimedBy", "assignedBy"),
    ...(task.proposed && { returned: { by, reason, to: task.proposed.by } }),
  })),
  VoteCast: onTask((task, { data: { task: _task, ...vote } }) => ({
    ...without(task, "claimedBy", "assignedBy"),
    votes: [...(task.votes ?? []), vote],
  })),
  VoteKept: onTask((task, { data: { by } }) => ({
    ...task,
    votes: (task.votes ?? []).map((vote) =>
      vote.by === by ? without(vote, "beforeOpinion", "finalAt") : vote,
    ),
  })),
  MemberRecused: onTask((task, { data: { by, reason } }) => ({
    ...without(task, "claimedBy", "assignedBy"),
    recused: [...(task.recused ?? []), { by, reason }],
  })),
  SubstituteNamed: onTask((task, { data: { task: _task, enough, ...substitute } }) => ({
    ...(enough ? without(task, ...escalation) : task),
    substitutes: [...(task.substitutes ?? []), substitute],
  })),
  SubstituteWithdrawn: onTask((task, { data: { to } }) => ({
    ...task,
    substitutes: (task.substitutes ?? []).filter((each) => each.to !== to),
  })),
  SeatsCounted: onTask((task, { data: { vacant, filled, short, enough } }) => ({
    ...without(task, "vacant", "filled", "short", ...(enough ? escalation : [])),
    ...(vacant > 0 && { vacant }),
    ...(filled && { filled }),
    ...(short && { short }),
  })),
  TaskDone: (state, event) => {
    const done = taskDone(state, event);
    const task = done.tasks.find(({ key }) => key === event.data.task);
    return task && isOpinion(task) ? { ...done, tasks: votedWithout(done.tasks, task) } : done;
  },
  DecisionSigned: onTask((task, { data: { task: _task, ...signed }, at }) => ({
    ...without(task, "assignedBy"),
    claimedBy: signed.by,
    signed: { ...signed, at },
  })),
  DecisionTakenBack: onTask((task, { data: { by } }) =>
    task.votes
      ? {
          ...without(task, "signed", "claimedBy"),
          votes: task.votes.filter((vote) => vote.by !== by),
        }
      : without(task, "signed"),
  ),
  StepTakenBack: (state, { data: { task: key, by } }) => {
    const { before } = state.lastStep ?? {};
    if (!before) return state;
    const isNew = ({ key: opened }: Task) => before.tasks.every((task) => task.key !== opened);
    const tasks = changed(before.tasks, key, (task) => ({ ...task, claimedBy: by }));
    const { version, commands } = state;
    return {
      ...before,
      version,
      commands,
      tasks: [...tasks, ...closed(state.tasks.filter(isNew))],
    };
  },
  TaskEscalated: onTask((task, { data: { nextAt, to, short } }) => ({
    ...without(task, "escalatesAt"),
    escalated: true,
    ...(short && { lacksMembers: true as const }),
    ...(nextAt && { escalatesAt: nextAt }),
    ...(to && { escalatedTo: to }),
  })),
  InformationRequested: (state, { data: { by: _by, clockLeft, ...request } }) => ({
    ...state,
    status: "waiting-for-applicant",
    rounds: state.rounds + 1,
    request,
    tasks: state.tasks.map((task) => (isOpen(task) ? without(task, "dueAt", "escalatesAt") : task)),
    clock: clockLeft ? { ...without(state.clock, "dueAt"), left: clockLeft } : state.clock,
  }),
  InformationGiven: (state, { data: { revision, clockDueAt, taskDueAt } }) => ({
    ...without(state, "request"),
    ...(revision && { revision }),
    status: "in-review",
    clock: clockDueAt ? { ...without(state.clock, "left"), dueAt: clockDueAt } : state.clock,
    tasks: state.tasks.map((task) => {
      const dueAt = taskDueAt[task.key];
      // A signature no longer counts once the applicant has changed the answers.
      const same = revision && isOpen(task) ? without(task, "proposed", "votes") : task;
      return dueAt ? { ...same, dueAt } : same;
    }),
  }),
  AnswerCorrected: (state, { data: { revision } }) => ({
    ...state,
    revision,
    tasks: state.tasks.map((task) => (isOpen(task) ? without(task, "proposed", "votes") : task)),
  }),
  // Whoever signed first has the task in hand again.
  FindingCorrected: (state) => ({
    ...state,
    tasks: state.tasks.map((task) =>
      isOpen(task) && task.proposed
        ? { ...without(task, "proposed"), claimedBy: task.proposed.by }
        : task,
    ),
  }),
  // Only for the history: the answer without fields or the withdrawal that follows has its own
  // event.
  RequestExpired: (state) => state,
  CaseDecided: (state, { data: { fees = [], ...decision }, at }) => {
    const next = { ...ended(state), ...owing(state, fees) };
    const owes = decision.outcome === "granted" && unpaid(next, "grant").length > 0;
    const status = owes ? "granted-awaiting-payment" : decision.outcome;
    return { ...next, status, decision: { ...decision, at } };
  },
  PaperReleased: (state, { data }) => ({ ...state, papers: [...state.papers, data.paper] }),
  OutputReleased: (state) => ({ ...state, status: "granted" }),
  CaseWithdrawn: (state) => ({ ...ended(state), status: "withdrawn" }),
  // The addresses are kept apart from the events.
  ContactChanged: ({ submitted, ...state }, { data: { toldIn } }) => ({
    ...state,
    ...(submitted && { submitted: { ...submitted, ...(toldIn !== undefined && { toldIn }) } }),
  }),
  AppealLodged: (state, { data, at }) => ({
    ...opened({ ...state, appeals: state.appeals + 1 }, "appeal", data.tasks, at),
    status: "in-appeal",
  }),
  AppealDecided: (state) => ({ ...ended(state), status: state.decision?.outcome ?? "refused" }),
};

const apply = evolveBy(caseEvolution);

/** What follows a step inside the office, and of which the applicant gets nothing. */
const inside: readonly CaseEvent["type"][] = ["StageEntered", "ClockStarted"];

/** The step that can still be taken back after one more event. */
function lastStep(state: CaseState, event: StampedCaseEvent): LastStep | undefined {
  const { type, command, at } = event;
  if (type === "TaskDone") {
    const { task, by, selected } = event.data;
    // It waited before it took effect, and the applicant has been told.
    if (selected) return undefined;
    return { task, by, at, command, before: without(state, "lastStep") };
  }
  const { lastStep: step } = state;
  return step?.command === command && inside.includes(type) ? step : undefined;
}

/** The state after one more event. */
export function evolve(state: CaseState, event: StampedCaseEvent): CaseState {
  const step = lastStep(state, event);
  const after = without(apply(state, event), "lastStep");
  const next = { ...after, ...(step && { lastStep: step }), version: state.version + 1 };
  if (state.commands.has(event.command)) return next;
  return { ...next, commands: new Set(state.commands).add(event.command) };
}
