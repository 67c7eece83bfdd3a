import { voteCount } from "../../acts/index.ts";
import {
  type Application,
  areVotesKeptFrom,
  type CaseEvent,
  type RecordedActor,
  type Task,
  votedOn,
} from "../../cases/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { committeeOf, isOpinion } from "../../workflow/index.ts";
import {
  answered,
  type Content,
  details,
  html,
  type SafeHtml,
  table,
  tag,
  timeline,
} from "../components/index.ts";
import type { CaseFile } from "./case-file.ts";
import { dateTime, part } from "./case-parts.ts";
import {
  correctedWords,
  documentTitle,
  outcomeWords,
  reasonWords,
  taskWords,
} from "./case-words.ts";
import { correctPart } from "./correct-part.ts";
import { authorityName, committeeName, type Desk } from "./desk.ts";
import { confirmedWords, differencesSeen, differsAt } from "./differences.ts";
import { earlierWords, findingRows, isKept } from "./finding-rows.ts";
import type { NameOf } from "./names.ts";
import { paperLink, paperRow } from "./papers.ts";
import { stepBack } from "./take-back.ts";
import type { Typed } from "./typed.ts";
import { notFinalWords } from "./vote-final.ts";
import { whoDid } from "./who-did.ts";

export const paragraphs = (texts: readonly string[]): SafeHtml[] =>
  texts.map((text) => html`<p class="govuk-body of-said">${text}</p>`);

/** All work on the file, done and open: whose it is, its term, and what came of it. */
export function workPart(desk: Desk, file: CaseFile): SafeHtml {
  const { t } = desk;
  const caption = t("office-pages.work");
  const columns = (
    ["office.step", "application.authority", "office.due", "office.officer"] as const
  ).map((key) => ({ text: t(key) }));
  const { tasks } = file.application.state;
  const rows = tasks.map((task) => [
    taskWords(t, file.application, task).task,
    authorityName(desk, task.authority),
    termOf(desk, task),
    html`<div>${standOf(desk, file, task)}</div>`,
  ]);
  const shown = table({
    ...{ caption, captionHidden: true, rows },
    columns: [...columns.slice(0, 3), { text: t("office.outcome") }],
  });
  const count = t("office-file.steps", { count: tasks.length });
  return part("work", caption, details(count, shown));
}

interface FoundShown {
  /** Why these were done so stands in the work on the file. */
  readonly elsewhere?: readonly Task[];
  /** A correction that came back. */
  readonly typed?: Typed | undefined;
}

/**
 * What came of the steps before, with what was found and why, the last one first: whoever signs
 * reads it before the answers.
 */
export function foundPart(
  desk: Desk,
  file: CaseFile,
  { typed, elsewhere = [] }: FoundShown = {},
): SafeHtml | null {
  const { application } = file;
  const { t } = desk;
  const { tasks } = application.state;
  // The opinion on an appeal stands beside the appeal.
  const opinion = tasks.findLast(isOpinion);
  const steps = tasks.filter(
    (task) => task.done && task !== opinion && !isKept(desk, application, task),
  );
  if (steps.length === 0) return null;
  const shown = steps.toReversed().map(
    (task) => html`
      <div class="of-step">
        <h3 class="govuk-heading-s">${taskWords(t, application, task).task}</h3>
        <p class="govuk-body">
          ${outcomeLine(desk, file, task)}
          <span class="hw-muted"> · ${dateTime(t, task.done?.at ?? "", desk)}</span>
        </p>
        ${foundWords(desk, application, task, { nameOf: file.nameOf, file })}
        ${correctPart(desk, application, task, typed)}
        ${elsewhere.includes(task) ? null : paragraphs(reasonOfDone(t, application, task))}
        ${stepBack(desk, application, task)}
      </div>
    `,
  );
  return part("found", t("office-file.found"), html`${shown}`);
}

function termOf({ t, deps, now }: Desk, { dueAt, done, cancelled }: Task): Content {
  if (done) return html`${tag(t("office.done"), "good")} ${deps.days.words(t, done.at)}`;
  if (cancelled) return tag(t("office-pages.cancelled"));
  if (!dueAt) return html`<span class="hw-muted">${t("office-pages.due.none")}</span>`;
  const { text, tone } = deps.days.due(t, dueAt, now);
  return html`<span>${tag(text, tone)} ${deps.days.until(t, dueAt)}</span>`;
}

function standOf(desk: Desk, file: CaseFile, task: Task): Content {
  const { application, nameOf } = file;
  const { t } = desk;
  const { done, proposed, claimedBy } = task;
  if (done) return html`${outcomeLine(desk, file, task)}`;
  if (proposed) return html`${t("office.awaiting-signature")} · ${nameOf(proposed.by)}`;
  const isVote = committeeOf(application.definition, task);
  if (claimedBy && !isVote) return t("office.claimed-by", { name: nameOf(claimedBy) });
  return html`<span class="hw-muted">
    ${t(isVote ? "committee.title" : "office-pages.nobody")}
  </span>`;
}

/** The outcome of a finished step, who decided it, and whether the answers were others then. */
function outcomeLine(desk: Desk, { application, nameOf }: CaseFile, task: Task): SafeHtml | null {
  const { t } = desk;
  const { done } = task;
  if (!done) return null;
  const who = done.by === "system" ? t("office-pages.system") : nameOf(done.by);
  if (isKept(desk, application, task)) return html`${t("office-pages.kept-apart")} · ${who}`;
  const words = outcomeWords(t, application, task, done.outcome);
  const vote = votedOn(application.definition, task);
  const { revision = application.state.revision } = done;
  const before =
    revision < application.state.revision
      ? html` ${tag(t("office-pages.judged-before"), "action")}`
      : null;
  return html`<strong>${words}</strong> · ${vote ? voteCount(t, vote) : who}${before}`;
}

/** What an officer found in a task, and what they attached; ticked as checked in the `file`. */
export function foundWords(
  desk: Desk,
  application: Application,
  task: Task,
  { nameOf, file }: { readonly nameOf: NameOf; readonly file?: CaseFile },
): SafeHtml | null {
  const rows = findingRows(desk, application, task) ?? [];
  const files = application.taskFiles.filter((each) => each.task === task.key);
  if (rows.length + files.length === 0) return null;
  const differences = differencesSeen(desk, application).filter((each) => each.task === task);
  const differing = (name: string) => differences.find(({ field }) => field.name === name);
  const confirmed = confirmedWords(desk, application, task);
  const muted = (words: string | null) =>
    words ? html` <span class="hw-muted">· ${words}</span>` : null;
  const titleOf = (document: string) => documentTitle(desk.t, application, document);
  return html`
    <ul class="govuk-list of-found">
      ${rows.map(
        ({ question, ...row }) => html`
        <li>
          ${question}: <strong>${answered(row)}</strong>
          ${muted(confirmed(row.field))}
          ${earlierWords(desk, application, task, { field: row.field, nameOf }).map(muted)}
          ${differsAt(desk, application, task, differing(row.field))}
        </li>
      `,
      )}
      ${files.map(
        (paper) => html`
        <li>
          ${titleOf(paper.document)}:${" "}
          ${file ? paperRow(desk, file, paper) : paperLink(desk, application, paper)}
        </li>
      `,
      )}
    </ul>
  `;
}

/** Why a finished task has its outcome, as it is read. */
export function reasonOfDone(t: Translate, application: Application, { key }: Task): string[] {
  const event = application.history.findLast(
    (each) => each.type === "TaskDone" && each.data.task === key,
  );
  return event?.type === "TaskDone" ? reasonWords(t, application, event.data.reason) : [];
}

type Past = Pick<CaseFile, "application" | "nameOf">;
type Happened = Application["history"][number];

/** One thing that happened, in words. */
export interface HistoryEntry {
  readonly title: string;
  readonly when: string;
  readonly datetime: string;
  readonly by: string;
  readonly texts: readonly string[];
}

/** Everything that has happened, oldest first, as this officer may read it. */
export const historyEntries = (desk: Desk, file: Past): readonly HistoryEntry[] =>
  file.application.history.flatMap((event) => historyEntry(desk, file, event) ?? []);

/** One event as this officer may read it; undefined where they may not. */
export function historyEntry(desk: Desk, file: Past, event: Happened): HistoryEntry | undefined {
  const { t } = desk;
  if (isUntold(desk, file.application, event)) return undefined;
  const isRetained = isOfKept(desk, file.application, event);
  const isVote = event.type === "DecisionTakenBack" && isOfVote(file.application, event);
  return {
    title: isVote
      ? t("committee.taken-back")
      : isRetained
        ? t(`office-pages.event.${event.type}`)
        : eventTitle(t, file.application, event),
    when: dateTime(t, event.at, desk),
    datetime: event.at,
    by: whoEnded(desk, file, event),
    texts: [
      ...(isRetained
        ? [t(isOfVote(file.application, event) ? "committee.blind" : "office-pages.kept-apart")]
        : eventTexts(t, file, event)),
      ...notFinalWords(desk, file.application, event),
    ],
  };
}

/** That votes decided, while one can still be taken back: the event alone would tell it. */
export const isUntold = (desk: Desk, application: Application, event: CaseEvent): boolean =>
  event.type === "DecisionSigned" &&
  isOfVote(application, event) &&
  isOfKept(desk, application, event);

/** Everything that has happened, newest first, with who and when. */
export function historyPart(desk: Desk, file: CaseFile): SafeHtml {
  const { t } = desk;
  const entries = historyEntries(desk, file)
    .toReversed()
    .map(({ texts, ...entry }) => ({ ...entry, content: html`${paragraphs(texts)}` }));
  const count = t("office-file.entries", { count: entries.length });
  return part("history", t("office.history"), details(count, timeline(entries)));
}

/** Whose decision it was: the system carries it out once it can no longer be taken back. */
function decider(event: Happened): RecordedActor | undefined {
  if (event.actor.kind !== "system" || !("by" in event.data)) return undefined;
  const id = [event.data.by].flat().at(-1);
  return id && id !== "system" ? { kind: "officer", id } : undefined;
}

/** Who did it, as far as it was somebody. */
export const doerOf = (event: Happened): RecordedActor => decider(event) ?? event.actor;

/** Who did it; what votes decided, the committee and not whoever voted last. */
export function whoEnded(
  desk: Desk,
  file: Past,
  event: Happened,
  otherwise = whoDid(desk.t, file, doerOf(event)),
): string {
  const { state, definition } = file.application;
  const signed = event.type === "DecisionSigned" ? taskOf(file.application, event) : undefined;
  if (signed && committeeOf(definition, signed)) return committeeName(desk, signed.authority);
  if (!["TaskDone", "AppealDecided", "CaseDecided"].includes(event.type)) return otherwise;
  const ended = state.tasks.find((task) => task.done?.at === event.at && votedOn(definition, task));
  return ended ? committeeName(desk, ended.authority) : otherwise;
}

/** Events that tell how an officer judged. */
const judging: readonly CaseEvent["type"][] = [
  "TaskDone",
  "OutcomeProposed",
  "DoubleExplained",
  "PlacesExceeded",
  "DecisionSigned",
  "VoteCast",
  "FindingCorrected",
];

const taskOf = ({ state }: Application, { data }: CaseEvent): Task | undefined =>
  "task" in data ? state.tasks.find(({ key }) => key === data.task) : undefined;

const isOfVote = (application: Application, event: CaseEvent): boolean => {
  const task = taskOf(application, event);
  return task !== undefined && committeeOf(application.definition, task) !== undefined;
};

/** Whether the event tells what came of a task that is kept from this officer. */
export function isOfKept(desk: Desk, application: Application, event: CaseEvent): boolean {
  const task = taskOf(application, event);
  if (!task || !judging.includes(event.type)) return false;
  if (!isOfVote(application, event)) return isKept(desk, application, task);
  const isOwn = event.type === "VoteCast" && event.data.by === desk.officer.id;
  return !isOwn && areVotesKeptFrom(task, desk.officer.id, desk.now);
}

/** What an event is called, with the step or the outcome that it is about. */
function eventTitle(t: Translate, application: Application, event: CaseEvent): string {
  const isSkipped = event.type === "StageEntered" && event.data.tasks.length === 0;
  const isFurther = event.type === "TaskEscalated" && event.data.to !== undefined;
  const title = t(
    isSkipped
      ? "office-pages.step-skipped"
      : isFurther
        ? "office-pages.escalated-further"
        : `office-pages.event.${event.type}`,
  );
  const about = aboutWhat(t, application, event);
  return about ? `${title}: ${about}` : title;
}

function aboutWhat(t: Translate, application: Application, event: CaseEvent): string | undefined {
  if (event.type === "StageEntered") {
    const stages = application.definition.process?.stages;
    return t.words(stages?.find(({ id }) => id === event.data.stage)?.title) || event.data.stage;
  }
  if (event.type === "CaseDecided") return t(`status.${event.data.outcome}`);
  if (event.type === "PaperReleased") {
    const { interim = [] } = application.definition;
    return t.words(interim.find(({ id }) => id === event.data.paper)?.title);
  }
  if (event.type === "FeesFellDue") {
    const { fees } = application.definition;
    const due = event.data.fees.map(({ id }) => t.words(fees.find((fee) => fee.id === id)?.title));
    return t.list(due);
  }
  if (event.type === "FeePaid") {
    return t.words(application.definition.fees.find(({ id }) => id === event.data.fee)?.title);
  }
  if (event.type === "AppealDecided") {
    const outcome = application.definition.appeal?.outcomes.find(
      ({ id }) => id === event.data.outcome,
    );
    return t.words(outcome?.title);
  }
  const task = taskOf(application, event);
  if (!task) return undefined;
  const words = taskWords(t, application, task).task;
  const outcome = "outcome" in event.data ? event.data.outcome : undefined;
  return outcome ? `${words} – ${outcomeWords(t, application, task, outcome)}` : words;
}

function eventTexts(t: Translate, file: Past, event: CaseEvent): string[] {
  const { application, nameOf } = file;
  const reason = "reason" in event.data ? reasonWords(t, application, event.data.reason) : [];
  if (event.type === "TaskDone") {
    const task = taskOf(application, event);
    const vote = task && votedOn(application.definition, task);
    return vote ? [voteCount(t, vote), ...reason] : reason;
  }
  if (event.type === "TaskAssigned")
    return [
      t("office-pages.assigned-to", { name: nameOf(event.data.to) }),
      ...(event.data.lifted ? [t("office-pages.lifted")] : []),
    ];
  if (event.type === "SubstituteWithdrawn") {
    const name = nameOf(event.data.to);
    return [
      event.data.by === "system" ? t("committee.substitute.left", { name }) : name,
      ...reason,
    ];
  }
  if (event.type === "SubstituteNamed")
    return [t("office-pages.assigned-to", { name: nameOf(event.data.to) }), ...reason];
  if (event.type === "InformationRequested") {
    const asked = reasonWords(t, application, { text: event.data.text });
    return [...asked, fieldWords(t, application, event.data.fields)];
  }
  if (event.type === "AnswerCorrected") return [fieldWords(t, application, [event.data.field])];
  if (event.type === "FindingCorrected") return [correctedWords(t, application, event.data)];
  if (event.type === "InformationGiven") return [fieldWords(t, application, event.data.fields)];
  if (event.type === "AppealLodged") return reasonWords(t, application, { text: event.data.text });
  return reason;
}

function fieldWords(t: Translate, application: Application, fields: readonly string[]): string {
  const rows = application.asked.pages.flatMap((page) => page.rows);
  return t.list(
    fields.map(
      (field) =>
        rows.find((row) => row.field === field)?.question ??
        documentTitle(t, application, field.replace("documents.", "")),
    ),
  );
}
