import { roleWords, voteCount } from "../../acts/index.ts";
import {
  type Application,
  answerWindow,
  areVotesComplete,
  areVotesKeptFrom,
  doneBefore,
  escalationsOf,
  isContested,
  isForOthers,
  isOpen,
  isRecused,
  isVoteOpen,
  isWorkOf,
  maySee,
  supervises,
  type Task,
  votedOn,
} from "../../cases/index.ts";
import { committeeOf, isOpinion } from "../../workflow/index.ts";
import {
  button,
  buttonGroup,
  details,
  html,
  inset,
  type SafeHtml,
  tag,
} from "../components/index.ts";
import { actHref } from "./act-href.ts";
import { askForm } from "./ask-form.ts";
import { type Assigning, givenTo } from "./assign-form.ts";
import type { CaseFile } from "./case-file.ts";
import { foundWords, paragraphs, reasonOfDone } from "./case-history.ts";
import { outcomeWords, reasonWords, taskWords } from "./case-words.ts";
import { correctPart } from "./correct-part.ts";
import { draftLink, previewButton, previewPart } from "./decision-preview.ts";
import { actorAt, committeeName, type Desk, officeWords } from "./desk.ts";
import { signOverPart } from "./differences.ts";
import { explainPart } from "./doubles-part.ts";
import { extendForm } from "./extend-form.ts";
import { isKept } from "./finding-rows.ts";
import type { NameOf } from "./names.ts";
import { newNotes, newNotesPart } from "./new-notes.ts";
import { effectTime, takeBackForm, takenBack } from "./take-back.ts";
import { actForm, andNext, completeForm, type FormOf, wordsBox } from "./task-forms.ts";
import { type Typed, typedIn } from "./typed.ts";
import { reasonWording, votePart } from "./vote-part.ts";

/** What this officer can do with the file now: a box for each of their tasks, most urgent first. */
export function taskPanels(
  desk: Desk,
  { application, nameOf, colleagues, place, related, notes, administrators }: CaseFile,
  typed: Typed | undefined,
): SafeHtml {
  const { t } = desk;
  const boxes = tasksShown(desk, application).map((task) => {
    const shown = typed ?? takenBack(application, task, desk.officer.id);
    const form = {
      ...{ desk, application, task, typed: shown, place, doubles: related.doubles },
      ...{ administrators, staff: colleagues.get(task.key)?.staff },
      notes: newNotes(desk, application, task, notes),
    };
    return panel(form, nameOf, colleagues.get(task.key));
  });
  const extension = extendForm(desk, application, typed);
  if (boxes.length === 0 && !extension) {
    return html`
      <div class="hw-box">
        <p class="govuk-body">${t("office-pages.nothing-to-do")}</p>
        ${committeeDecided(desk, application)}
      </div>
    `;
  }
  return html`${boxes}${extension}`;
}

const tasksShown = (desk: Desk, { state, definition }: Application): readonly Task[] =>
  state.tasks.filter(
    (task) =>
      isOpen(task) &&
      (isMine(desk, task) || isWorkOf(actorAt(desk), task, definition.id) || over(desk, task)),
  );

/** The steps that sent the file back to one of these boxes: why stands there. */
export const sendersInPanels = (desk: Desk, application: Application): readonly Task[] =>
  maySee(actorAt(desk), application.state)
    ? tasksShown(desk, application).flatMap((task) => senderOf(desk, application, task) ?? [])
    : [];

/** The step that sent the file back to this one, as far as this officer may read it. */
function senderOf(desk: Desk, application: Application, task: Task) {
  if (task.returned) return undefined;
  const { sender } = doneBefore(application.state, task) ?? {};
  const isSilent = !sender || sender.done.by === "system" || isKept(desk, application, sender);
  return isSilent ? undefined : sender;
}

/** What the committee of this officer decided last, also told to whoever did not need to vote. */
function committeeDecided(desk: Desk, application: Application): SafeHtml | null {
  const { definition, state } = application;
  const { t } = desk;
  const task = state.tasks.findLast(
    (each) => votedOn(definition, each) && isWorkOf(actorAt(desk), each, definition.id),
  );
  const vote = task && votedOn(definition, task);
  if (!task || !vote) return null;
  const outcome = outcomeWords(t, application, task, vote.outcome);
  return inset(`${t("committee.decided", { outcome })} ${voteCount(t, vote)}.`);
}

const isMine = ({ officer }: Desk, { claimedBy }: Task): boolean => claimedBy === officer.id;

/** The task whose decision is filled in on the page, the first where there are several. */
export function decidingTask(desk: Desk, { definition, state }: Application): Task | undefined {
  if (answerWindow(state).ok || isRecused(desk.officer, state)) return undefined;
  const isOwn = ({ by }: { readonly by: string }) => by === desk.officer.id;
  return state.tasks.find((task) => {
    if (!isOpen(task) || !isTheirs(desk, task, definition)) return false;
    if (task.signed && (!task.votes || areVotesComplete(task, desk.now))) return false;
    return committeeOf(definition, task)
      ? !task.votes?.some(isOwn) && !task.recused?.some(isOwn)
      : isMine(desk, task) && !task.proposed;
  });
}

const over = ({ officer }: Desk, task: Task): boolean => supervises(officer, task);

/**
 * Whether they may end it themselves, above whoever has the role: it went to a role of theirs, or
 * is the opinion on an appeal, which supervisors give where all others decided before.
 */
const wentTo = ({ officer }: Desk, task: Task): boolean =>
  officer.authority === task.authority &&
  ((task.escalatedTo !== undefined && officer.roles.includes(task.escalatedTo)) ||
    (isOpinion(task) && supervises(officer, task)));

/** Whether they may decide it once they have it in hand. */
const isTheirs = (desk: Desk, task: Task, definition: Application["definition"]): boolean =>
  isWorkOf(actorAt(desk), task, definition.id) ||
  (wentTo(desk, task) && !committeeOf(definition, task));

function panel(form: FormOf, nameOf: NameOf, assigning: Assigning | undefined): SafeHtml {
  const { desk, application, task } = form;
  const { t, deps, now } = desk;
  const words = taskWords(t, application, task);
  const place = officeWords(desk, task.office, task.authority);
  const due = task.dueAt && deps.days.due(t, task.dueAt, now);
  const isOut = isRecused(desk.officer, application.state);
  const recused = isOut ? recusedPart(form) : null;
  const marks = html`
    ${due ? html` ${tag(due.text, due.tone)}` : null}
    ${task.escalated ? html` ${tag(t("office-pages.escalated"), "bad")}` : null}
  `;
  return html`
    <section class="hw-box of-panel" aria-labelledby="task-${task.key}">
      <h2 class="govuk-heading-m" id="task-${task.key}">${words.task}</h2>
      <p class="govuk-body">
        ${words.stage === words.task ? null : html`${words.stage} · `}
        ${place ? html`${place} · ` : null}${holder(form, nameOf)}${marks}
      </p>
      ${escalatedPart(form)}${sentBack(form, nameOf)}
      ${newNotesPart(desk, form.notes ?? [], nameOf)}${recused ?? inside(form, nameOf)}${
        assigning && over(desk, task) && !isOut ? givenTo(form, assigning, nameOf) : null
      }
    </section>
  `;
}

/** Since when it is escalated, to whom, and why. */
function escalatedPart({ desk, application, task }: FormOf): SafeHtml | null {
  const { t, deps } = desk;
  if (!task.escalated) return null;
  const lines = escalationsOf(application.history, task).map(({ at, to, why }) => {
    const when = t.dateTime(at, deps.catalogue.jurisdiction.timeZone);
    return to === undefined
      ? t(`supervise.escalation.${why}`, { at: when })
      : t("supervise.escalation.further", {
          at: when,
          role: roleWords(t, deps.catalogue, task.authority, to),
        });
  });
  return lines.length > 0
    ? inset(html`<ul class="govuk-list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`)
    : null;
}

/**
 * Of a step beside the one from which this officer recused themselves: that they do nothing. How
 * the votes on that one stand says so as well.
 */
const recusedPart = ({ desk, task }: FormOf): SafeHtml | null =>
  task.recused?.some(({ by }) => by === desk.officer.id)
    ? null
    : inset(desk.t("refusals.case.recused"));

function holder({ desk, application, task }: FormOf, nameOf: NameOf): string {
  const { t } = desk;
  if (committeeOf(application.definition, task)) return "";
  if (!task.claimedBy) return t("office-pages.nobody");
  if (isMine(desk, task))
    return task.assignedBy
      ? t("office-pages.assigned-by", { name: nameOf(task.assignedBy) })
      : t("office-pages.with-you");
  return t("office.claimed-by", { name: nameOf(task.claimedBy) });
}

function inside(form: FormOf, nameOf: NameOf): SafeHtml | null {
  const { desk, application, task } = form;
  if (task.signed) return signed(form, task.signed, nameOf);
  const committee = committeeOf(application.definition, task);
  if (committee && !answerWindow(application.state).ok) return votePart(form, committee, nameOf);
  const proposal = task.proposed ? proposed(form, nameOf) : null;
  const mineToDo = isWorkOf(actorAt(desk), task, application.definition.id) || wentTo(desk, task);
  if (answerWindow(application.state).ok) {
    const waiting = inset(desk.t("office-pages.waits-for-person"));
    return html`${waiting}${isMine(desk, task) ? release(form) : null}`;
  }
  if (isMine(desk, task)) {
    const todo = mineToDo ? (task.proposed ? secondSignature(form) : firstDecision(form)) : null;
    return html`${proposal}${todo}${release(form)}`;
  }
  if (task.proposed?.by === desk.officer.id) {
    return html`${proposal}${inset(desk.t("office-pages.signed-by-you"))}`;
  }
  const isBefore = isContested(application, task, desk.officer.id);
  const isBarred = isBefore || isForOthers(application, task, actorAt(desk));
  const away = desk.officer.leave ? inset(desk.t("refusals.case.on-leave")) : null;
  const taking = over(desk, task) && !isBarred ? (away ?? takeOver(form)) : null;
  if (task.claimedBy) return html`${proposal}${taking}`;
  if (isBarred) {
    const why = isBefore ? "decided-before-appeal" : "step-as-deputy";
    return html`${proposal}${inset(desk.t(`refusals.case.${why}`))}`;
  }
  const isOwn = isWorkOf(actorAt(desk), task, application.definition.id);
  const claim = isOwn ? (away ?? claimForm(form)) : wentTo(desk, task) ? taking : null;
  return html`${proposal}${claim}`;
}

/** What a colleague wrote who sent the case back to this step, above all that is to be done. */
function sentBack({ desk, application, task }: FormOf, nameOf: NameOf): SafeHtml | null {
  const { t } = desk;
  const box = (title: string, by: string, texts: readonly string[]) =>
    inset(
      html`
        <p class="govuk-body">
          <strong>${title}</strong><br>${by}
        </p>
        ${paragraphs(texts)}
      `,
    );
  if (task.returned) {
    const { by, reason } = task.returned;
    const title = t("office-pages.event.ProposalReturned");
    const signer = t("office.signed-by", { name: nameOf(by) });
    return box(title, signer, reasonWords(t, application, reason));
  }
  const sender = senderOf(desk, application, task);
  if (!sender) return null;
  const { outcome, by } = sender.done;
  return box(
    outcomeWords(t, application, sender, outcome),
    signerWords(desk, application, sender, nameOf(by)),
    reasonOfDone(t, application, sender),
  );
}

const claimForm = (form: FormOf): SafeHtml =>
  actForm(form, "claim", button({ text: form.desk.t("office.claim") }));

const release = (form: FormOf): SafeHtml =>
  actForm(form, "release", button({ text: form.desk.t("office.release"), kind: "secondary" }));

/** The two actions of a supervisor on a task that a colleague has claimed. */
function takeOver(form: FormOf): SafeHtml {
  const { t } = form.desk;
  const taking = actForm(
    form,
    "take-over",
    button({ text: t("office.take-over"), kind: "secondary" }),
  );
  if (!form.task.claimedBy) return taking;
  const hint = html`<p class="govuk-hint">${t("office.take-over-hint")}</p>`;
  return html`${hint}${buttonGroup(taking, release(form))}`;
}

const firstDecision = (form: FormOf): SafeHtml => html`${completeForm(form)}${askForm(form)}`;

/** Who stands under an outcome: a committee as such, with the votes, never one of its members. */
function signerWords(desk: Desk, { definition }: Application, task: Task, name: string): string {
  const { t } = desk;
  if (!committeeOf(definition, task)) return t("office.signed-by", { name });
  const vote = votedOn(definition, task);
  return [committeeName(desk, task.authority), vote && voteCount(t, vote)]
    .filter(Boolean)
    .join(" · ");
}

/** What the first officer has signed, for the second to read before signing. */
function proposed({ desk, application, task, typed }: FormOf, nameOf: NameOf): SafeHtml | null {
  const { t } = desk;
  if (!task.proposed) return null;
  const { outcome, by, reason } = task.proposed;
  const signed = t("office.signed-by", { name: nameOf(by) });
  const words = outcomeWords(t, application, task, outcome);
  return inset(
    html`
      <p class="govuk-body"><strong>${words}</strong><br>${signed}</p>
      ${foundWords(desk, application, task, { nameOf })}
      ${correctPart(desk, application, task, typed)}
      ${paragraphs(reasonWords(t, application, reason))}
    `,
  );
}

/** A decision that waits to take effect: whoever signed it may take it back. */
function signed(form: FormOf, decision: NonNullable<Task["signed"]>, nameOf: NameOf): SafeHtml {
  const { desk, application, task } = form;
  const { t, deps, officer, now } = desk;
  const { outcome, by, reason, takesEffectAt, sealed } = decision;
  const time = effectTime(deps, takesEffectAt);
  const reference = application.state.submitted?.reference ?? "";
  const own = task.votes?.find((vote) => vote.by === officer.id);
  const instant = now.toISOString();
  const isTheirs = by === officer.id && takesEffectAt > instant;
  const canTakeBack = own ? isVoteOpen(task, own, instant) : isTheirs;
  const committee = committeeOf(application.definition, task);
  const choice = committee && isTheirs ? reasonWording(form, nameOf) : null;
  if (committee && areVotesKeptFrom(task, officer.id, now))
    return html`${votePart(form, committee, nameOf)}${choice}`;
  const decided = html`
    <p class="govuk-body">
      <strong>${outcomeWords(t, application, task, outcome)}</strong><br>
      ${signerWords(desk, application, task, nameOf(by))}
    </p>
    ${foundWords(desk, application, task, { nameOf })}
  `;
  const shown = inset(
    html`
      ${decided}
      ${paragraphs(reasonWords(t, application, reason))}
      <p class="govuk-body">
        ${t(sealed ? "committee.sealed" : "office-pages.take-back.until", { time })}
      </p>
    `,
  );
  const taken = { caseId: application.id, task: task.key, reference };
  return html`
    ${shown}${canTakeBack && !(sealed && isTheirs) ? takeBackForm(desk, taken) : null}
    ${choice}
  `;
}

function secondSignature(form: FormOf): SafeHtml {
  const { t } = form.desk;
  const double = explainPart(form, "confirm");
  const isAsked = double?.box.outcomes.includes(form.task.proposed?.outcome ?? "");
  const over = signOverPart(form, "confirm");
  const isOver = over?.outcomes.includes(form.task.proposed?.outcome ?? "");
  const sign = actForm(
    form,
    "confirm",
    html`
      ${draftLink(form.desk, form.application, form.task)}
      ${isOver ? over?.content : null}${double?.warning}${isAsked ? double?.box.content : null}
      ${buttonGroup(
        button({ text: t("office.sign") }),
        andNext(t("office-pages.sign-and-next")),
        previewButton(form.desk, actHref(form.desk, form.application.id)),
      )}
      ${previewPart(form.desk, typedIn(form.typed, "confirm", form.task.key)?.preview)}
    `,
  );
  const words = wordsBox(form, "return", t("office.reason"), t("office-pages.colleague-reads"));
  const back = button({ text: t("office.send-back"), kind: "secondary" });
  const open = typedIn(form.typed, "return", form.task.key) !== undefined;
  return html`
    ${sign}${details(t("office.send-back"), actForm(form, "return", html`${words}${back}`), open)}
    ${askForm(form)}
  `;
}
