import type { FeeMoment } from "../catalogue/index.ts";
import type { CaseEvent, CaseState, FeeOwed, Task } from "./model.ts";

/** An event with what the store knows of it. */
export type Told = CaseEvent & { readonly at: string; readonly command: string };

export const initial: CaseState = {
  status: "none",
  paid: [],
  papers: [],
  entered: 0,
  tasks: [],
  clock: {},
  rounds: 0,
  appeals: 0,
  version: 0,
  commands: new Set(),
};

export const isOpen = ({ done, cancelled }: Task): boolean => !done && !cancelled;

/** Fees that are not paid yet: those of a moment, or all that there may be. */
export const unpaid = (state: CaseState, due?: FeeMoment): readonly FeeOwed[] =>
  (state.submitted?.fees ?? []).filter(
    (fee) =>
      (due === undefined || fee.due === due) && fee.money.minor > 0 && !state.paid.includes(fee.id),
  );

/** The fees for which the case waits now: it goes on once they are paid. */
export function owedNow(state: CaseState): readonly FeeOwed[] {
  if (state.status === "granted-awaiting-payment") return unpaid(state, "grant");
  if (state.status !== "awaiting-payment") return [];
  return unpaid(state, state.awaits === undefined ? "submit" : `before ${state.awaits}`);
}

/** Whether fees of a later moment may still fall due: it is under way, and nothing is decided that stands. */
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

/** The state after one more event. Pure; knows no definition, so that history never changes its meaning. */
export function evolve(state: CaseState, event: Told): CaseState {
  const next = { ...apply(state, event), version: state.version + 1 };
  if (state.commands.has(event.command)) return next;
  return { ...next, commands: new Set(state.commands).add(event.command) };
}

function apply(state: CaseState, event: Told): CaseState {
  switch (event.type) {
    case "CaseSubmitted": {
      const next = { ...state, submitted: { ...event.data, at: event.at } };
      return { ...next, status: unpaid(next, "submit").length ? "awaiting-payment" : "in-review" };
    }
    case "FeePaid":
      return paid({ ...state, paid: [...state.paid, event.data.fee] });
    case "FeesFellDue":
      return awaiting(state, event);
    case "PaperReleased":
      return { ...state, papers: [...state.papers, event.data.paper] };
    case "OutputReleased":
      return { ...state, status: "granted" };
    case "CaseDecided":
      return decided(state, event);
    case "CaseWithdrawn":
      return { ...ended(state), status: "withdrawn" };
    case "AppealLodged":
      return {
        ...opened({ ...state, appeals: state.appeals + 1 }, "appeal", event.data.tasks, event.at),
        status: "in-appeal",
      };
    case "AppealDecided":
      return { ...ended(state), status: state.decision?.outcome ?? "refused" };
    default:
      return event.type.startsWith("Clock") ? clocked(state, event) : worked(state, event);
  }
}

function paid(state: CaseState): CaseState {
  if (state.status !== "awaiting-payment" || owedNow(state).length > 0) return state;
  return { ...state, status: "in-review" };
}

/** Nobody works on it, and the promise stands still, until what is due before the stage has been paid. */
function awaiting(state: CaseState, { data }: Told & { type: "FeesFellDue" }): CaseState {
  const { stage, fees, clockLeft } = data;
  return {
    ...without(state, "stage"),
    ...owing(state, fees),
    status: "awaiting-payment",
    awaits: stage,
    tasks: closed(state.tasks),
    clock: clockLeft ? { ...without(state.clock, "dueAt"), left: clockLeft } : state.clock,
  };
}

function ended(state: CaseState): CaseState {
  return {
    ...without(state, "request", "stage", "awaits"),
    tasks: closed(state.tasks),
    clock: stopped(state),
  };
}

const stopped = ({ clock }: CaseState) => without(clock, "dueAt", "left");

function decided(state: CaseState, event: Told & { type: "CaseDecided" }): CaseState {
  const { fees = [], ...decision } = event.data;
  const { outcome } = decision;
  const next = { ...ended(state), ...owing(state, fees) };
  const owes = outcome === "granted" && unpaid(next, "grant").length > 0;
  return {
    ...next,
    status: owes ? "granted-awaiting-payment" : outcome,
    decision: { ...decision, at: event.at },
  };
}

/** What is owed, with the fees that only the work could tell. */
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
    entered: state.entered + 1,
    tasks: [...closed(state.tasks), ...tasks.map((task) => ({ ...task, stage, openedAt: at }))],
  };
}

function clocked(state: CaseState, event: Told): CaseState {
  switch (event.type) {
    case "ClockStarted":
      return { ...state, clock: { ...state.clock, ...event.data } };
    case "ClockResumed":
      return { ...state, clock: { ...without(state.clock, "left"), dueAt: event.data.dueAt } };
    case "ClockExtended":
      return { ...state, clock: { ...state.clock, dueAt: event.data.dueAt, extended: true } };
    case "ClockExpired":
      return { ...state, clock: { ...state.clock, expired: true } };
    default:
      return state;
  }
}

function worked(state: CaseState, event: Told): CaseState {
  switch (event.type) {
    case "StageEntered":
      return {
        ...opened(without(state, "awaits"), event.data.stage, event.data.tasks, event.at),
        status: "in-review",
      };
    case "InformationRequested":
      return asked(state, event);
    case "InformationGiven":
      return resumed(state, event);
    case "TaskClaimed":
    case "TaskReleased":
    case "OutcomeProposed":
    case "ProposalReturned":
    case "TaskDone":
    case "TaskEscalated":
      return {
        ...state,
        tasks: changed(state.tasks, event.data.task, (task) => taskAfter(task, event)),
      };
    default:
      return state;
  }
}

function taskAfter(task: Task, event: Told): Task {
  switch (event.type) {
    case "TaskClaimed":
      return { ...task, claimedBy: event.data.by };
    case "TaskReleased":
      return without(task, "claimedBy");
    case "OutcomeProposed": {
      const { outcome, by, reason } = event.data;
      return {
        ...without(task, "claimedBy"),
        proposed: { outcome, by, ...(reason && { reason }) },
      };
    }
    case "ProposalReturned":
      return without(task, "proposed", "claimedBy");
    case "TaskDone": {
      const { outcome, by } = event.data;
      const first = task.proposed?.by;
      const done = { outcome, by, at: event.at, ...(first && { first }) };
      return { ...without(task, "proposed"), done };
    }
    case "TaskEscalated":
      return { ...task, escalated: true };
    default:
      return task;
  }
}

function asked(state: CaseState, event: Told & { type: "InformationRequested" }): CaseState {
  const { by: _by, clockLeft, ...request } = event.data;
  return {
    ...state,
    status: "waiting-for-applicant",
    rounds: state.rounds + 1,
    request,
    tasks: state.tasks.map((task) => (isOpen(task) ? without(task, "dueAt") : task)),
    clock: clockLeft ? { ...without(state.clock, "dueAt"), left: clockLeft } : state.clock,
  };
}

function resumed(state: CaseState, event: Told & { type: "InformationGiven" }): CaseState {
  const { clockDueAt, taskDueAt } = event.data;
  return {
    ...without(state, "request"),
    status: "in-review",
    clock: clockDueAt ? { ...without(state.clock, "left"), dueAt: clockDueAt } : state.clock,
    tasks: state.tasks.map((task) => {
      const dueAt = taskDueAt[task.key];
      return dueAt ? { ...task, dueAt } : task;
    }),
  };
}
