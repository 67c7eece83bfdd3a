import type { FastifyReply, FastifyRequest } from "fastify";
import { askable, assignTask, giveExplained, nameSubstitute } from "../../acts/index.ts";
import {
  type Application,
  type CaseCommand,
  type CaseState,
  decisionProblems,
  isOpen,
  maySee,
  meaningOf,
  type Task,
  taskDocuments,
  whyNotAct,
} from "../../cases/index.ts";
import {
  type Answers,
  type Contradiction,
  type FieldsScreen,
  findingsBlock,
  findingsWanted,
  problemsAt,
} from "../../form/index.ts";
import { type CommandId, isUuid, type Problem, type Refusal, refuse } from "../../kernel/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import {
  type Flash,
  type FormFields,
  formOf,
  redirectTo,
  statusOf,
  textOf,
} from "../../platform/http/index.ts";
import { actBeside } from "./beside.ts";
import { findApplication, partiesAhead } from "./case-file.ts";
import { sendCase } from "./case-page.ts";
import {
  isPaperGiven,
  type PreviewAsked,
  previewOf,
  previewsAsked,
  sendDraft,
  sendLetter,
} from "./decision-preview.ts";
import { actorAt, type Desk, deskOf, notThere, type Office, refused } from "./desk.ts";
import { differencesTyped, signsOver } from "./differences.ts";
import {
  answeredFindings,
  filledAsSaid,
  findingErrors,
  searchedFindings,
} from "./finding-fields.ts";
import { sendMoved, whyRefused } from "./moved.ts";
import { effectTime, heldFlash } from "./take-back.ts";
import { paperWords, takePosted } from "./task-papers.ts";
import { acts, besides, keyOf, missingIn, type Typed, textLimit, versionIn } from "./typed.ts";
import { caseHref, listOf, takeNext } from "./worklist.ts";

/**
 * POST /office/cases/:caseId/act: gives one command; what is wrong comes back with all that was
 * typed.
 */
export async function act(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findApplication(desk);
  const form = formOf(request);
  if (!opened.ok) return gone(desk, form, opened.refusal);
  // An act that is sent twice is one, also the one by which they recused themselves.
  const not = textOf(form, "_action") && whyNotAct(actorAt(desk), opened.value.state);
  if (not) return gone(desk, form, refuse("not-allowed", not).refusal);
  const typed = readForm(form, opened.value);
  if (!typed) return notThere(desk);
  const task = findingTask(opened.value, typed);
  const taken = task && (await takePosted(desk, opened.value, task));
  if (taken?.refusal) return again(desk, opened.value, typed, taken.refusal);
  const application = (taken && (await deps.cases.open(opened.value.id))) ?? opened.value;
  if (task && taken && (taken.isAll || taken.problems.length > 0)) {
    const screen = searchedFindings(desk, application, task, form);
    const isAttached = taken.problems.length === 0 && textOf(form, "_action") === "attach";
    const done = { kind: "success", code: "office-pages.attached" } as const;
    const back = { ...typed, problems: taken.problems, findings: screen };
    const status = taken.problems.length > 0 ? statusOf("invalid") : undefined;
    return sendCase(desk, application, { ...back, ...(isAttached && { done }) }, status);
  }
  if (task && textOf(form, "_action").startsWith("search:")) {
    const screen = searchedFindings(desk, application, task, form);
    return sendCase(desk, application, { ...typed, problems: [], findings: screen });
  }
  if (task && textOf(form, "_action") === "as-said") {
    const screen = filledAsSaid(desk, application, task, form);
    return sendCase(desk, application, { ...typed, problems: [], findings: screen });
  }
  const name = besides.find((each) => each === textOf(form, "_action"));
  if (name && typed.act === "complete") {
    const screen = task && searchedFindings(desk, application, task, form);
    const back = { ...typed, problems: [], findings: screen };
    return actBeside(desk, application, back, { name, form });
  }
  const record = task && (await findings(desk, application, task, typed, form));
  const asked = previewsAsked.find((each) => each === textOf(form, "_action"));
  const differs = (record?.differences.length ?? 0) > 0 || isOver(desk, application, typed);
  const isUnseen = !asked && !typed.differs && differs;
  const compare = isUnseen ? [{ field: "differs", code: "required" }] : [];
  const problems = [...typed.problems, ...(record?.problems ?? []), ...compare];
  const signs = typed.act === "complete" || typed.act === "confirm";
  if (signs && asked && problems.length === 0)
    return preview(desk, application, typed, { asked, ...record });
  if ((signs || typed.act === "correct-finding") && problems.length === 0)
    requireRecentProof(request, deps.clock(), deps.proofMinutes);
  if (problems.length > 0) {
    const back = { ...typed, problems, ...shownAgain(record) };
    return sendCase(desk, application, back, statusOf("invalid"));
  }
  const given = await carryOut(desk, application, typed, { key: keyOf(form), ...record });
  if (given.ok && signs && textOf(form, "and") === "next") {
    const list = listOf((request.query as { readonly list?: unknown }).list, desk);
    const next = await takeNext(desk, list, application.id);
    if (next) return redirectTo(reply, next, doneFlash(desk, application, typed, given.value));
  }
  return given.ok
    ? onwards(desk, application, typed, given.value)
    : again(desk, application, { ...typed, ...shownAgain(record) }, given.refusal);
}

/** Whether it signs over what was found before and is not what the application says. */
function isOver(desk: Desk, application: Application, { act: name, ...typed }: Typed): boolean {
  const task = application.state.tasks.find(({ key }) => key === typed.task);
  if (!task || (name !== "complete" && name !== "confirm")) return false;
  const outcome = name === "complete" ? typed.outcome : (task.proposed?.outcome ?? "");
  return signsOver(desk, application, task, outcome);
}

/** Shows what would follow: the file with the form as it was filled in, or the letter alone. */
async function preview(
  desk: Desk,
  application: Application,
  typed: Typed,
  { asked, ...record }: Partial<Recorded> & { readonly asked: PreviewAsked },
): Promise<FastifyReply> {
  const command = commandOf({ ...typed, act: typed.act as CommandAct }, record.answers);
  const foreseen = await previewOf(desk, application, command);
  const back = { ...typed, ...shownAgain(record) };
  if (!foreseen.ok) return again(desk, application, back, foreseen.refusal);
  const { value } = foreseen;
  if (asked === "letter" && value.isDecided) return sendLetter(desk, value.application, true);
  const task = value.application.state.tasks.find(({ key }) => key === typed.task);
  if (asked === "certificate" && task && isPaperGiven(value))
    return sendDraft(desk, value.application, task);
  return sendCase(desk, application, { ...back, preview: value });
}

/** Gives the command; a colleague to whom work is assigned is looked up by the act. */
async function carryOut(
  desk: Desk,
  application: Application,
  { act: name, ...typed }: Typed,
  { key, answers }: { readonly key: CommandId; readonly answers?: Answers },
) {
  const actor = actorAt(desk);
  const { task, to } = typed;
  if (name === "assign") return assignTask(desk.deps, { application, task, to, actor, key });
  if (name === "name-substitute")
    return nameSubstitute(desk.deps, { application, task, to, actor, key, text: typed.text });
  const command = commandOf({ ...typed, act: name }, answers);
  return giveExplained(desk.deps, application, {
    ...{ command, actor, key, why: typed.despite ?? "" },
    ...(await partiesAhead(desk, application.id)),
  });
}

function readForm(form: FormFields, application: Application): Typed | undefined {
  const name = acts.find((each) => each === textOf(form, "act"));
  if (!name) return undefined;
  const ticked = form.fields === undefined ? [] : [form.fields].flat();
  const askFor = askable(application);
  const text = textOf(form, "text").trim();
  return {
    act: name,
    task: textOf(form, "task").slice(0, 100),
    outcome: textOf(form, "outcome"),
    code: textOf(form, "code"),
    to: textOf(form, "to"),
    withoutOpinion: textOf(form, "withoutOpinion") === "yes",
    beyond: textOf(form, "beyond") === "yes",
    differs: textOf(form, "differs") === "yes",
    version: versionIn(form),
    text,
    despite: textOf(form, "despite").trim(),
    note: textOf(form, "note"),
    message: textOf(form, "message"),
    fields: ticked.filter((field) => askFor.has(field)),
    problems: [
      ...tooLong("text", text),
      ...tooLong("despite", textOf(form, "despite")),
      ...missingIn(name, form),
    ],
  };
}

const tooLong = (field: string, text: string): Problem[] =>
  text.length > textLimit ? [{ field, code: "too-long", facts: { max: textLimit } }] : [];

type CommandAct = Exclude<Typed["act"], "assign" | "name-substitute">;

function commandOf(
  { act: name, task, ...typed }: Typed & { readonly act: CommandAct },
  findings: Answers | undefined,
): CaseCommand {
  const { outcome, code, text, fields, withoutOpinion, beyond } = typed;
  const statement = { id: newId(), text };
  switch (name) {
    case "complete":
      return {
        ...{ type: name, task, outcome },
        ...(code && { code }),
        ...(findings && { findings }),
        ...(text && { statement }),
        ...(withoutOpinion && { withoutOpinion }),
        ...(beyond && { beyond }),
      };
    case "correct-finding":
      return { type: name, task, findings: findings ?? {} };
    case "withdraw-substitute":
      return { type: name, task, to: typed.to, statement };
    case "word-reason":
    case "recuse":
      return { type: name, task, statement };
    case "return":
      return { type: name, task, statement };
    case "ask":
      return { type: name, task, fields, statement };
    case "extend":
      return { type: name, statement };
    default:
      return { type: name, task };
  }
}

/** The acts that record what an officer found. */
const recording: readonly Typed["act"][] = ["complete", "correct-finding"];

/** The task that is completed or corrected, where it asks what the officer found, or for papers. */
function findingTask({ state, definition }: Application, typed: Typed): Task | undefined {
  const task = state.tasks.find(({ key }) => key === typed.task);
  const asks =
    task && findingsWanted(definition, task).length + taskDocuments(definition, task).length > 0;
  return recording.includes(typed.act) && asks ? task : undefined;
}

/** The file is out of the officer's hands since they saw it: what was typed is not. */
async function gone(desk: Desk, form: FormFields, refusal: Refusal): Promise<FastifyReply> {
  const { caseId = "" } = desk.request.params as { readonly caseId?: string };
  const application = isUuid(caseId) ? await desk.deps.cases.open(caseId) : undefined;
  const typed = application && readForm(form, application);
  if (!application || !typed) return refused(desk, refusal);
  const task = findingTask(application, typed);
  const record = task && (await findings(desk, application, task, typed, form));
  return sendMoved(desk, application, { ...typed, recorded: record?.answers }, refusal);
}

/** What the officer found, as it was read. */
interface Recorded {
  readonly answers: Answers;
  readonly screen: FieldsScreen;
  readonly problems: readonly Problem[];
  readonly differences: readonly Contradiction[];
}

/** What of it the form shows when it comes back. */
const shownAgain = (record: Partial<Recorded> = {}) => ({
  ...{ findings: record.screen, recorded: record.answers },
  ...(record.differences && { differences: record.differences }),
});

/** What the officer found, read by the outcome; all that is missing besides is said with it. */
async function findings(
  desk: Desk,
  application: Application,
  task: Task,
  typed: Typed,
  form: FormFields,
): Promise<Recorded> {
  const { outcome } = typed;
  const { answers, screen } = answeredFindings(desk, application, task, outcome, form);
  const wrong = findingErrors(desk, application, task, screen.problems);
  const differences = differencesTyped(desk, application, task, answers);
  if (wrong.length === 0 || typed.act !== "complete")
    return { answers, screen, differences, problems: wrong };
  const place = await desk.deps.cases.placeOf(application.definition, application.id);
  const unsaid = decisionProblems(application.definition, task, typed, place);
  return { answers, screen, differences, problems: [...unsaid, ...wrong] };
}

/** After these acts the officer stays on the file; the others finish their work on it. */
const staying: readonly Typed["act"][] = [
  "claim",
  "take-over",
  "extend",
  "take-back",
  "word-reason",
  "keep-vote",
  "correct-finding",
  "name-substitute",
  "withdraw-substitute",
];

function onwards(
  desk: Desk,
  application: Application,
  typed: Typed,
  after: CaseState,
): FastifyReply {
  const { act: name } = typed;
  const { reply, request } = desk;
  const flash = doneFlash(desk, application, typed, after);
  const list = listOf((request.query as { readonly list?: unknown }).list, desk);
  return redirectTo(reply, staying.includes(name) ? caseHref(application.id, list) : list, flash);
}

/** What was done, as the next page says it. */
function doneFlash(
  { deps, officer }: Desk,
  { id, state }: Pick<Application, "id" | "state">,
  { act: name, task, to, ...typed }: Typed,
  after: CaseState,
): Flash {
  const own = after.tasks.find(({ key }) => key === task);
  // What the votes decided is told to nobody while one of them can be taken back.
  const isTold = !own?.votes || (own.signed?.sealed && own.signed.by === officer.id);
  const signed = isTold ? own?.signed : undefined;
  const outcome = signed?.outcome ?? typed.outcome;
  const acted = { caseId: id, task, reference: state.submitted?.reference ?? "", outcome };
  if (signed) return heldFlash("signed", acted, effectTime(deps, signed.takesEffectAt));
  const vote = own?.votes?.find(({ by }) => by === officer.id);
  if (name === "complete" && own && isOpen(own) && vote?.finalAt)
    return heldFlash("vote-held", acted, effectTime(deps, vote.finalAt));
  const back = name === "take-back" && own?.votes ? "vote-back" : name;
  const until = deps.cases.stepOpenUntil(after, { key: task, by: officer.id });
  if (until && name !== "take-back") return heldFlash("step", acted, effectTime(deps, until));
  const done = name === "complete" ? (own && waitsFor(own)) || completed(after) : back;
  return { kind: "success", code: `office-pages.done.${done}`, facts: { ...acted, to } };
}

/** Whose signature or vote the outcome still waits for. */
function waitsFor({ proposed, votes, done }: Task): "proposed" | "vote" | undefined {
  if (proposed) return "proposed";
  return votes && !done ? "vote" : undefined;
}

/** What completing a task led to: a decision, or only the end of the step. */
function completed({ status }: CaseState): "refused" | "granted" | "issued" | "complete" {
  const { outcome, owes } = meaningOf(status);
  if (outcome === null) return "complete";
  if (owes) return "granted";
  return outcome === "granted" ? "issued" : "refused";
}

/** Refused: the file as it is now, the form as it was typed, and why. */
async function again(
  desk: Desk,
  { id }: Application,
  typed: Typed,
  refusal: Refusal,
): Promise<FastifyReply> {
  const { deps } = desk;
  const fresh = await deps.cases.open(id);
  if (!fresh) return refused(desk, refusal);
  if (!maySee(actorAt(desk), fresh.state)) return sendMoved(desk, fresh, typed, refusal);
  const task = findingTask(fresh, typed);
  if (refusal.code === "case.findings-wrong" && task && typed.findings) {
    const isPaper = ({ field }: Problem) => field.startsWith("documents.");
    const all = refusal.problems ?? [];
    const ofFields = all.filter((problem) => !isPaper(problem));
    const wrong = problemsAt(findingsBlock(fresh.definition, task).prefix, ofFields);
    const papers = taskDocuments(fresh.definition, task);
    const problems = [
      ...findingErrors(desk, fresh, task, wrong),
      ...paperWords(desk, papers, all.filter(isPaper)),
    ];
    const back = { ...typed, problems, findings: { ...typed.findings, problems: wrong } };
    return sendCase(desk, fresh, back, statusOf(refusal.kind));
  }
  const { problems = [] } = refusal;
  const shown =
    problems.length > 0
      ? { problems }
      : { refused: await whyRefused(desk, refusal, { caseId: id, ...typed, fresh }) };
  return sendCase(desk, fresh, { ...typed, ...shown }, statusOf(refusal.kind));
}
