import {
  type Application,
  answerWindow,
  isOpen,
  meaningOf,
  standingDecision,
} from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { appealStage } from "../../../workflow/index.ts";
import { type ProgressStep, progress, type SafeHtml } from "../../components/index.ts";

/** The progress steps: sent, paid (if payment comes first), the stages, the decision. */
export function progressView(app: Application, timeZone: string, t: Translate): SafeHtml {
  return progress(stepsOf(app, timeZone, t), (state) => t(`component.step-${state}`));
}

function stepsOf(app: Application, timeZone: string, t: Translate): ProgressStep[] {
  const { state, definition } = app;
  const meaning = meaningOf(state.status);
  const sent: ProgressStep = {
    text: t("status.submitted"),
    state: "done",
    detail: state.submitted && t.day(state.submitted.at, timeZone),
  };
  const fee: ProgressStep[] =
    meaning.owes && !meaning.outcome ? [{ text: t("status.fee-due"), state: "now" }] : [];
  const stages = (definition.process?.stages ?? []).flatMap((stage): ProgressStep[] => {
    const step = stageState(app, stage.id);
    if (!step) return [];
    const itself: ProgressStep = { text: t.words(stage.title), state: step };
    return state.awaits === stage.id ? [...fee, itself] : [itself];
  });
  const first = state.awaits === undefined ? fee : [];
  const end = endOf(app, timeZone, t);
  // Many services call their last stage "Decision": it is not said twice.
  const twice =
    end.length === 1 && end[0]?.state === "later" && stages.at(-1)?.text === end[0].text;
  return [sent, ...first, ...stages, ...(twice ? [] : end)];
}

/** Where the stage stands; undefined for one that was never reached and no longer will be. */
function stageState({ state, definition, history }: Application, id: string) {
  const order = (definition.process?.stages ?? []).map((stage) => stage.id);
  const reached = history.some(
    (event) =>
      event.type === "StageEntered" && event.data.stage === id && event.data.tasks.length > 0,
  );
  if (standingDecision(state) || meaningOf(state.status).outcome) {
    if (!reached) return undefined;
    return stoppedIn(history) === id ? "stopped" : "done";
  }
  if (state.stage === id) return answerWindow(state).ok ? "stopped" : "now";
  const now = order.indexOf(state.stage ?? state.awaits ?? "");
  if (now < 0 || order.indexOf(id) > now) return "later";
  // What the case passed over is no step of it.
  return reached ? "done" : undefined;
}

/** The stage that a withdrawal broke off; undefined where none was running. */
function stoppedIn(history: Application["history"]): string | undefined {
  if (!history.some(({ type }) => type === "CaseWithdrawn")) return undefined;
  // A stage ends by a fee that falls due before the next one, or by the next one.
  const last = history.findLast(({ type }) => type === "StageEntered" || type === "FeesFellDue");
  return last?.type === "StageEntered" ? last.data.stage : undefined;
}

function endOf({ state }: Application, timeZone: string, t: Translate): ProgressStep[] {
  const decision = standingDecision(state);
  const { outcome, owes } = meaningOf(state.status);
  if (outcome === "withdrawn") return [{ text: t("status.withdrawn"), state: "stopped" }];
  if (!decision)
    return [
      {
        text: t("application.decision"),
        state: "later",
        detail: state.clock.dueAt && t.until(state.clock.dueAt, timeZone),
      },
    ];
  const made: ProgressStep = {
    text: t(`status.${decision.outcome}`),
    state: decision.outcome === "refused" ? "stopped" : "done",
    detail: t.day(decision.at, timeZone),
  };
  if (owes) return [made, { text: t("status.fee-due"), state: "now" }];
  return state.stage === appealStage
    ? [made, { text: t("status.appealed"), state: "now", detail: appealDay(state, timeZone, t) }]
    : [made];
}

/** By when the appeal is to be decided. */
function appealDay({ tasks }: Application["state"], timeZone: string, t: Translate) {
  const open = tasks.find((task) => task.task === appealStage && isOpen(task));
  return open?.dueAt && t("apply.story.clock-started", { date: t.until(open.dueAt, timeZone) });
}
