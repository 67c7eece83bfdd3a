import {
  type Application,
  isAppealTied,
  isProgramId,
  type Reason,
  reasonSaid,
  type StampedCaseEvent,
} from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { isOnAppeal, isOpinion, stageOf, taskWanted } from "../../../workflow/index.ts";
import { html, type SafeHtml, type TimelineEntry } from "../../components/index.ts";
import { whoActs } from "../public/facts.ts";

interface Teller {
  readonly app: Application;
  readonly catalogue: Catalogue;
  readonly t: Translate;
}

type Said = Pick<TimelineEntry, "title" | "by" | "content">;
type EventOf<Type extends StampedCaseEvent["type"]> = Extract<
  StampedCaseEvent,
  { readonly type: Type }
>;

/**
 * What has happened, newest first, in plain words: authorities act, never officers by name. What
 * only concerns the office (who has taken it up, what waits for a second signature) is left out.
 */
export function storyOf(app: Application, catalogue: Catalogue, t: Translate): TimelineEntry[] {
  const zone = catalogue.jurisdiction.timeZone;
  const ends = new Set(
    app.history
      .filter(({ type }) => type === "CaseDecided" || type === "AppealDecided")
      .map(({ command }) => command),
  );
  const undone = takenBackActs(app);
  return app.history
    .flatMap((event): TimelineEntry[] => {
      if (undone.has(event.command)) return [];
      // The last task and the decision are one act, told once.
      if (event.type === "TaskDone" && ends.has(event.command)) return [];
      const sentence = tell(event, { app, catalogue, t });
      return sentence
        ? [{ ...sentence, when: t.dateTime(event.at, zone), datetime: event.at }]
        : [];
    })
    .reverse();
}

/** The acts by which steps were done that were taken back: as if they had never been. */
function takenBackActs({ history }: Application): ReadonlySet<string> {
  const acts = history.flatMap((event, index) => {
    if (event.type !== "StepTakenBack") return [];
    const step = history
      .slice(0, index)
      .findLast((each) => each.type === "TaskDone" && each.data.task === event.data.task);
    return step ? [step.command] : [];
  });
  return new Set(acts);
}

/** Told to nobody: it concerns the office alone. */
const untold = () => undefined;

const dated = (end: string, { catalogue, t }: Teller) => ({
  date: t.until(end, catalogue.jurisdiction.timeZone),
});

/** What is told of each event: one that is missing here does not compile. */
const tellings: {
  readonly [Type in StampedCaseEvent["type"]]: (
    event: EventOf<Type>,
    teller: Teller,
  ) => Said | undefined;
} = {
  CaseSubmitted: (_event, { t }) => ({
    title: t("apply.story.submitted"),
    by: t("apply.story.you"),
  }),
  FeePaid: ({ data }, teller) => ({
    title: teller.t("apply.story.paid", { fee: feeTitle(data.fee, teller) }),
  }),
  FeesFellDue: ({ data }, teller) => ({
    title: teller.t("apply.story.fees-due", {
      fees: teller.t.list(data.fees.map(({ id }) => feeTitle(id, teller))),
    }),
  }),
  ClockStarted: ({ data }, teller) => ({
    title: teller.t("apply.story.clock-started", dated(data.dueAt, teller)),
  }),
  ClockResumed: ({ data }, teller) => ({
    title: teller.t("apply.story.clock-resumed", dated(data.dueAt, teller)),
  }),
  ClockExtended: ({ data }, teller) => ({
    title: teller.t("apply.story.clock-extended", dated(data.dueAt, teller)),
    ...why(data.reason.text, teller),
  }),
  ClockExpired: (_event, { t }) => ({ title: t("apply.story.clock-expired") }),
  StageEntered: entered,
  TaskClaimed: untold,
  TaskAssigned: untold,
  TaskReleased: untold,
  DoubleExplained: untold,
  PlacesExceeded: untold,
  SeatsCounted: untold,
  OutcomeProposed: untold,
  VoteCast: untold,
  VoteKept: untold,
  MemberRecused: untold,
  SubstituteNamed: untold,
  SubstituteWithdrawn: untold,
  ProposalReturned: untold,
  DecisionSigned: untold,
  DecisionTakenBack: untold,
  StepTakenBack: untold,
  FindingCorrected: untold,
  TaskDone: done,
  TaskEscalated: ({ data }, teller) => ({
    title: teller.t(data.short ? "apply.story.escalated-short" : "apply.story.escalated"),
    ...byTask(data.task, teller),
  }),
  InformationRequested: ({ data }, teller) => ({
    title: teller.t("apply.story.requested"),
    ...byTask(data.task, teller),
    ...why(data.text, teller),
  }),
  InformationGiven: (_event, { t }) => ({
    title: t("apply.story.answered"),
    by: t("apply.story.you"),
  }),
  AnswerCorrected: ({ data }, { app, t }) => ({
    title: t("apply.story.corrected", { question: questionOf(app, data.field) }),
  }),
  RequestExpired: (_event, { t }) => ({ title: t("apply.story.request-expired") }),
  CaseDecided: decided,
  PaperReleased: ({ data }, { app, t }) => {
    const { interim = [] } = app.definition;
    const paper = t.words(interim.find(({ id }) => id === data.paper)?.title);
    return { title: t("apply.story.paper-given", { paper }) };
  },
  OutputReleased: (_event, { t }) => ({ title: t("apply.story.released") }),
  CaseWithdrawn: ({ data }, { t }) => ({ title: t(`apply.story.withdrawn-${data.cause}`) }),
  ContactChanged: (_event, { t }) => ({
    title: t("apply.story.contact-changed"),
    by: t("apply.story.you"),
  }),
  AppealLodged: ({ data }, teller) => ({
    title: teller.t("apply.story.appealed"),
    by: teller.t("apply.story.you"),
    ...why(data.text, teller),
  }),
  AppealDecided: appealDecided,
};

function tell<Type extends StampedCaseEvent["type"]>(
  event: EventOf<Type>,
  teller: Teller,
): Said | undefined {
  const telling: (event: EventOf<Type>, teller: Teller) => Said | undefined =
    tellings[event.type as Type];
  return telling(event, teller);
}

/** A question as it was asked, in the language of the person; its name where it is erased. */
const questionOf = ({ asked }: Application, field: string): string =>
  asked.pages.flatMap(({ rows }) => rows).find((row) => row.field === field)?.question ?? field;

const nameOf = (authority: string, { catalogue, t }: Teller): string =>
  whoActs(catalogue, { authority }, t);

/** The authority, and that its own system did it where no person signed. */
function actorOf(authority: string, by: readonly string[], teller: Teller): string {
  const name = nameOf(authority, teller);
  const isBySystem = by.length > 0 && by.every(isProgramId);
  return isBySystem ? teller.t("apply.story.by-system", { authority: name }) : name;
}

function byTask(key: string, teller: Teller): Pick<Said, "by"> {
  const task = teller.app.state.tasks.find((each) => each.key === key);
  return task ? { by: nameOf(task.authority, teller) } : {};
}

/** Somebody's words, as they were written; nothing where they were erased. */
function why(statement: string | undefined, { app }: Teller): Pick<Said, "content"> {
  const text = statement === undefined ? undefined : app.statements.get(statement);
  return text === undefined ? {} : { content: quoted(text) };
}

/** The words of a decision; of a committee those of all who voted for it. */
function whyDecided(reason: Reason | undefined, { app }: Teller): Pick<Said, "content"> {
  const texts = reasonSaid(reason, app.statements).texts.flatMap((text) => text ?? []);
  return texts.length > 0 ? { content: html`${texts.map(quoted)}` } : {};
}

export const quoted = (text: string): SafeHtml =>
  html`<div class="govuk-inset-text">${text.split("\n").map((line) => html`${line}<br>`)}</div>`;

const feeTitle = (id: string, { app, t }: Teller): string =>
  t.words(app.definition.fees.find((fee) => fee.id === id)?.title) || id;

function entered({ data }: EventOf<"StageEntered">, teller: Teller): Said | undefined {
  const { app, t } = teller;
  // A stage in which nothing opened was passed over.
  if (data.tasks.length === 0) return undefined;
  const names = new Set(data.tasks.map(({ authority }) => nameOf(authority, teller)));
  return {
    title: t("apply.story.stage", { stage: t.words(stageOf(app.definition, data.stage).title) }),
    by: [...names].join(", "),
  };
}

function done({ data }: EventOf<"TaskDone">, teller: Teller): Said | undefined {
  const { app, t } = teller;
  const task = app.state.tasks.find(({ key }) => key === data.task);
  if (!task || isOnAppeal(task)) return undefined;
  const definition = taskWanted(app.definition, task);
  const outcome = definition.outcomes.find(({ id }) => id === data.outcome);
  if (!outcome) return undefined;
  const by = actorOf(task.authority, [data.by], teller);
  const title = t.words(outcome.title);
  if (!isOpinion(task)) return { title, by };
  // Both sides read what the other says before it is decided.
  return {
    title: `${t.words(definition.title)}: ${title}`,
    by,
    ...whyDecided(data.reason, teller),
  };
}

function decided({ data }: EventOf<"CaseDecided">, teller: Teller): Said {
  const { app, t } = teller;
  const silent = data.by.length === 0 ? "-by-silence" : "";
  return {
    title: t(`apply.story.${data.outcome}${silent}`),
    by: actorOf(app.definition.authority, data.by, teller),
    ...whyDecided(data.reason, teller),
  };
}

function appealDecided({ data }: EventOf<"AppealDecided">, teller: Teller): Said {
  const { app, t } = teller;
  const outcome = app.definition.appeal?.outcomes.find(({ id }) => id === data.outcome);
  return {
    title: t("apply.story.appeal-decided", { outcome: t.words(outcome?.title) || data.outcome }),
    ...(app.definition.appeal && { by: nameOf(app.definition.appeal.authority, teller) }),
    ...(!data.reason && isAppealTied(app.definition, app.state)
      ? { content: html`<p class="govuk-body">${t("appeal.no-majority")}</p>` }
      : whyDecided(data.reason, teller)),
  };
}
