import type { AgencyTask } from "../../../acts/index.ts";
import {
  answerWindow,
  filesForWork,
  isKeptFrom,
  isOpen,
  type ProgramId,
  refuses,
  type WorkRow,
} from "../../../cases/index.ts";
import { findingsWanted } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { refusalReasonsAt, taskWanted } from "../../../workflow/index.ts";
import { submittedOf } from "../applications/own.ts";
import { fieldSchema } from "../catalogue/question-schema.ts";

const at = (name: string, instant: string | Date | null | undefined) =>
  instant ? { [name]: new Date(instant).toISOString() } : {};

const handOf = (claimedBy: string | null | undefined, program: ProgramId) => {
  if (!claimedBy) return "open";
  return claimedBy === program ? "claimed" : "claimed-by-other";
};

/** One line of a program's list: no name and no answer. */
export const rowView = (row: WorkRow, program: ProgramId) => ({
  application: row.caseId,
  task: row.key,
  reference: row.reference,
  service: row.service,
  stage: row.stage,
  openedAt: row.openedAt.toISOString(),
  ...at("dueAt", row.dueAt),
  ...at("promisedBy", row.promisedAt),
  state: row.waiting ? "waiting" : row.proposedBy ? "proposed" : handOf(row.claimedBy, program),
});

function stateOf({ app, task, actor }: AgencyTask): string {
  if (task.done) return "done";
  if (!isOpen(task)) return "over";
  if (answerWindow(app.state).ok) return "waiting";
  if (task.signed) return "signed";
  return task.proposed ? "proposed" : handOf(task.claimedBy, actor.id);
}

/** A task, with what may come of it and what is asked with each outcome. */
export function taskView(opened: AgencyTask, t: Translate) {
  const { app, task } = opened;
  const { definition, state } = app;
  const meant = taskWanted(definition, task);
  const { proposed, done } = task;
  return {
    application: app.id,
    task: task.key,
    reference: submittedOf(app).reference,
    service: definition.id,
    stage: task.stage,
    openedAt: new Date(task.openedAt).toISOString(),
    ...at("dueAt", task.dueAt),
    ...at("promisedBy", state.clock.left ? undefined : state.clock.dueAt),
    state: stateOf(opened),
    title: meant.title,
    version: state.version,
    fourEyes: meant.fourEyes,
    programAlone: meant.programAlone ?? false,
    outcomes: meant.outcomes.map(({ id, title, when, ...outcome }) => ({
      ...{ id, title },
      reasonRequired: outcome.reasonRequired || refuses(outcome),
      ...(when && { possibleWhen: when.source }),
    })),
    refusalReasons: refusalReasonsAt(definition, task.stage).map(({ id, title }) => ({
      id,
      title,
    })),
    findings: Object.fromEntries(
      findingsWanted(definition, task).map((field) => [field.name, fieldSchema(field, t)]),
    ),
    documents: (meant.documents ?? []).map(({ when, whenWords: _, ...each }) => ({
      ...{ id: each.id, title: each.title, accept: each.accept, maxBytes: each.maxBytes },
      ...{ maxFiles: each.maxFiles, required: each.required, applicantSees: each.applicantSees },
      ...(when && { wantedWhen: when.source }),
    })),
    ...(proposed && {
      proposed: {
        outcome: proposed.outcome,
        by: proposed.by.startsWith("program:") ? "program" : "officer",
      },
    }),
    ...(done && { done: { outcome: done.outcome, at: new Date(done.at).toISOString() } }),
  };
}

/** The file as the work needs it: answers, papers, and what came of earlier tasks. */
export function fileView({ app, actor }: AgencyTask) {
  const { state, definition, asked } = app;
  const { reference, at: submittedAt, lang } = submittedOf(app);
  const { name, birthDate, nationalId, nationality } = asked.applicant;
  const { phone, email } = app.contact ?? asked.applicant;
  return {
    ...{ application: app.id, reference, service: definition.id, definition: definition.version },
    ...{ version: state.version, revision: app.revision, lang, answers: app.answers },
    submittedAt: new Date(submittedAt).toISOString(),
    applicant: { name, birthDate, nationalId, nationality, phone, email },
    papers: Object.entries(app.documents).flatMap(([document, files]) =>
      files.map(({ id, name: called, mediaType, bytes, sha256 }) => ({
        ...{ id, document, name: called, mediaType, bytes, sha256 },
      })),
    ),
    attached: filesForWork(app, actor.id).map(({ id, document, task, ...file }) => ({
      ...{ id, document, task, name: file.name, mediaType: file.mediaType },
      ...{ bytes: file.bytes, sha256: file.sha256 },
    })),
    work: state.tasks.flatMap((task) =>
      task.done && !isKeptFrom(definition, state, task, actor.id)
        ? [
            {
              ...{ task: task.key, stage: task.stage, authority: task.authority },
              outcome: task.done.outcome,
              at: new Date(task.done.at).toISOString(),
              findings: app.findings[task.key] ?? {},
            },
          ]
        : [],
    ),
  };
}
