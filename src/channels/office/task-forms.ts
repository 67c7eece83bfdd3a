import {
  type Application,
  type Doubles,
  doneBefore,
  type Note,
  type OwnPlace,
  opinionAwaitedUntil,
  opinionMissing,
  outcomesClosed,
  refuses,
  type Task,
  taskDocuments,
  type WhyClosed,
} from "../../cases/index.ts";
import type { Outcome } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import type { Colleague } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { committeeOf, isOpinion, refusalReasonsAt, taskWanted } from "../../workflow/index.ts";
import {
  button,
  buttonGroup,
  type Content,
  checkbox,
  html,
  inset,
  radios,
  type SafeHtml,
  textarea,
} from "../components/index.ts";
import { actHref } from "./act-href.ts";
import { decisionForm } from "./beside-button.ts";
import { outcomeWords, taskWords } from "./case-words.ts";
import { draftLink, previewButton, previewPart } from "./decision-preview.ts";
import { decisionWords } from "./decision-words.ts";
import type { Desk } from "./desk.ts";
import { differsBox, signOverPart } from "./differences.ts";
import { explainPart } from "./doubles-part.ts";
import { asSaidButton, findingFields } from "./finding-fields.ts";
import { isKept } from "./finding-rows.ts";
import { keysHint } from "./keys.ts";
import { askedWith } from "./outcome-fields.ts";
import { beyondPart } from "./ranking-part.ts";
import { taskPapers } from "./task-papers.ts";
import { type Act, errorOf, fieldId, type Typed, typedIn } from "./typed.ts";

/** What a form of the panel is made from. */
export interface FormOf {
  readonly desk: Desk;
  readonly application: Application;
  readonly task: Task;
  readonly typed: Typed | undefined;
  /** Where it stands among those of its call, if it is ranked. */
  readonly place?: OwnPlace | undefined;
  /** What colleagues noted of late. */
  readonly notes?: readonly Note[];
  /** Who appoints members, where a committee lacks some. */
  readonly administrators?: string | undefined;
  /** All who work at the authority of a committee, where the officer supervises it. */
  readonly staff?: readonly Colleague[] | undefined;
  /** The files that look like it. */
  readonly doubles?: Doubles;
}

/** A form that gives one command; its key is made here, so that sending it twice is one act. */
export const actForm = (
  { desk, application, task }: Pick<FormOf, "desk" | "application" | "task">,
  act: Act,
  content: Content,
): SafeHtml =>
  html`
    <form
      method="post"
      action="${actHref(desk, application.id)}"${
        act === "complete" ? html` id="${decisionForm(task.key)}" data-decide` : null
      }${
        act === "complete" && taskDocuments(application.definition, task).length > 0
          ? html` enctype="multipart/form-data"`
          : null
      }
      novalidate
    >
      ${desk.csrf}<input type="hidden" name="act" value="${act}">
      <input type="hidden" name="task" value="${task.key}">
      <input type="hidden" name="version" value="${application.state.version}">
      <input type="hidden" name="key" value="${newId()}">${content}
    </form>
  `;

/** The box for words in one of the forms, with what was typed before. */
export function wordsBox(form: FormOf, act: Act, label: string, hint?: string): SafeHtml {
  const { t } = form.desk;
  const typed = typedIn(form.typed, act, form.task.key);
  return textarea(
    {
      id: fieldId(act, form.task.key, "text"),
      name: "text",
      rows: 4,

      ...{ label, hint },
      value: typed?.text,
      error: errorOf(t, typed, "text"),
    },
    t,
  );
}

/** Where an outcome leads, and whether it wants a reason. */
function outcomeHint(t: Translate, application: Application, outcome: Outcome): string | undefined {
  const { to } = outcome;
  const hints: string[] = [];
  if (to && "end" in to) hints.push(t(`office-pages.leads.${to.end}`));
  if (to && "stage" in to) {
    const stage = application.definition.process?.stages.find(({ id }) => id === to.stage);
    hints.push(t("office-pages.leads.stage", { stage: t.words(stage?.title) || to.stage }));
  }
  if (outcome.reasonRequired || refuses(outcome)) hints.push(t("office-pages.wants-reason"));
  return hints.length > 0 ? hints.join(" · ") : undefined;
}

/** Why an outcome cannot be given now; what was decided before is named step by step. */
function closedWords(form: FormOf, why: WhyClosed): string {
  const {
    desk: { t },
    application,
    place,
  } = form;
  if (why === "ranking")
    return t("office-pages.not-possible.ranking", { date: t.date(place?.closes ?? "") });
  if (why === "places") return t("office-pages.not-possible.places");
  if (why === "answers") return t("office-pages.not-possible.answers");
  if (why === "opinion") return t("office-pages.not-possible.opinion", { date: awaited(form) });
  const latest = new Map(application.state.tasks.map((task) => [task.task, task]));
  const decided = [...latest.values()].flatMap((task) =>
    task.done
      ? [`${taskWords(t, application, task).task} – ${outcomeOf(t, application, task)}`]
      : [],
  );
  return t("office-pages.not-possible.reviews", { decided: t.list(decided) });
}

/** The last day of the authority's opinion. */
const awaited = ({ desk: { t, deps, now }, application }: FormOf): string =>
  t.until(
    opinionAwaitedUntil(application.state, now) ?? now.toISOString(),
    deps.catalogue.jurisdiction.timeZone,
  );

const outcomeOf = (t: Translate, application: Application, task: Task): string =>
  outcomeWords(t, application, task, task.done?.outcome ?? "");

/** What the buttons and keys of the form say: it decides, votes, or sends an opinion. */
const formWords = {
  decision: {
    button: "office.decide",
    next: "office-pages.decide-and-next",
    keys: "office-pages.keys.decide",
  },
  vote: {
    button: "committee.vote",
    next: "committee.vote-and-next",
    keys: "office-pages.keys.vote",
  },
  opinion: {
    button: "office-pages.appeal.send",
    next: "office-pages.appeal.send-and-next",
    keys: "office-pages.keys.opinion",
  },
} as const;

/**
 * The decision on a task, or a vote of its committee: its outcome, the reason where one is wanted,
 * and words to the person.
 */
export function completeForm(form: FormOf): SafeHtml {
  const { desk, application, task } = form;
  const { t } = desk;
  const rule = taskWanted(application.definition, task);
  const typed = typedIn(form.typed, "complete", task.key);
  const closed = outcomesClosed(application, task, {
    officer: desk.officer.id,
    today: dateIn(desk.now, desk.deps.catalogue.jurisdiction.timeZone),
    place: form.place,
    now: desk.now,
  });
  const outcomes = radios(
    {
      id: fieldId("complete", task.key, "outcome"),
      name: "outcome",
      legend: t("office.outcome"),
      items: rule.outcomes.map((outcome) => {
        const why = closed.get(outcome.id);
        return {
          value: outcome.id,
          text: t.words(outcome.title),
          hint: why ? closedWords(form, why) : outcomeHint(t, application, outcome),
          disabled: why !== undefined,
        };
      }),
      value: typed?.outcome,
      error: errorOf(t, typed, "outcome"),
    },
    t,
  );
  const four = rule.fourEyes
    ? html`<p class="govuk-hint">${t("office.second-signature-hint")}</p>`
    : null;
  const isVote = committeeOf(application.definition, task) !== undefined;
  const kind = isVote ? "vote" : isOpinion(task) ? "opinion" : "decision";
  const words = formWords[kind];
  const refusing = rule.outcomes.filter(refuses).map(({ id }) => id);
  const reasons = refusing.length > 0 ? reasonBox(form, typed) : null;
  const fields = findingFields(desk, application, task, typed, foundBefore(form));
  const double = explainPart(form, "complete");
  const fillIn = fields.length > 0 ? ` ${t("office-pages.keys.fill-in")}` : "";
  const asked = askedWith(t, rule.outcomes, [
    ...(reasons ? [{ outcomes: refusing, content: reasons }] : []),
    ...asSaidButton(desk, application, task, fields),
    ...fields,
    ...taskPapers(desk, application, task, typed),
  ]);
  const despite = askedWith(t, rule.outcomes, double ? [double.box] : []);
  const over = signOverPart(form, "complete");
  const beyond = beyondPart(form, rule.outcomes, typed);
  return actForm(
    form,
    "complete",
    html`
      ${enterButton(form)}${draftLink(desk, application, task)}
      ${withoutOpinion(form, typed)}${outcomes}${asked}
      ${askedWith(t, rule.outcomes, beyond ? [beyond] : [])}
      ${decisionWords(form, typed)}${four}
      ${differsBox(desk, task, typed)}${askedWith(t, rule.outcomes, over ? [over] : [])}
      ${double?.warning}${despite}
      ${keysHint(t, t(words.keys) + fillIn)}
      ${buttonGroup(
        button({ text: t(words.button) }),
        andNext(t(words.next)),
        previewButton(desk, actHref(desk, application.id)),
      )}
      ${previewPart(desk, typed?.preview, kind)}
    `,
  );
}

/** What was found when the step was done before, while the answers are still those judged then. */
function foundBefore({ desk, application, task }: FormOf) {
  const { before } = doneBefore(application.state, task) ?? {};
  const isSame = before?.done.revision === application.state.revision;
  const isShown = before && isSame && !isKept(desk, application, before);
  return isShown ? application.findings[before.key] : undefined;
}

/** Asks for a tick where an appeal is decided without the opinion that was asked for. */
function withoutOpinion({ desk, application, task }: FormOf, typed?: Typed): SafeHtml | null {
  const { t, deps } = desk;
  const { dueAt } = opinionMissing(application.state) ?? {};
  if (dueAt === undefined || isOpinion(task)) return null;
  if (opinionAwaitedUntil(application.state, desk.now)) return null;
  const date = t.until(dueAt, deps.catalogue.jurisdiction.timeZone);
  return inset(
    checkbox(
      {
        id: fieldId("complete", task.key, "withoutOpinion"),
        ...{ name: "withoutOpinion", value: "yes", checked: typed?.withoutOpinion ?? false },
        label: t("committee.without-opinion", { date }),
        error: errorOf(t, typed, "withoutOpinion"),
      },
      t,
    ),
  );
}

/** Does the same, and then takes the next free file of the list in hand. */
export const andNext = (text: string): SafeHtml => html`
  <button
    type="submit"
    class="govuk-button govuk-button--secondary"
    name="and"
    value="next"
    data-enter
  >
    ${text}
  </button>
`;

/**
 * Enter in a field sends the form by its first button: this one shows what would follow, so that
 * nobody decides while they type.
 */
const enterButton = ({ desk, application }: FormOf): SafeHtml => html`
  <button
    type="submit"
    class="govuk-visually-hidden"
    name="_action"
    value="preview"
    formaction="${actHref(desk, application.id)}#preview"
    tabindex="-1"
    aria-hidden="true"
  ></button>
`;

/** The reasons for refusing, each with what it says to the applicant by itself and with its law. */
function reasonBox({ desk, application, task }: FormOf, typed: Typed | undefined): SafeHtml | null {
  const { t } = desk;
  const { definition } = application;
  const reasons = refusalReasonsAt(definition, task.stage);
  if (reasons.length === 0) return null;
  const items = reasons.map(({ id, title, explanation, law: of }) => {
    const law = definition.laws.find((each) => each.id === of);
    const ready = [t.words(explanation), t.words(law?.title)].filter(Boolean).join(" · ");
    return { value: id, text: t.words(title), ...(ready && { hint: ready }) };
  });
  const isReady = reasons.some(({ explanation }) => explanation);
  return radios(
    {
      id: fieldId("complete", task.key, "code"),
      ...{ name: "code", legend: t("office-pages.refusal-reason"), items },
      ...(isReady && { hint: t("office-pages.ready-reasons") }),
      value: typed?.code,
      error: errorOf(t, typed, "code"),
    },
    t,
  );
}
