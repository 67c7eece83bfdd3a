import type { AuthorityId } from "../../kernel/index.ts";
import type { FeelType, Scope } from "../../rules/index.ts";
import type {
  Clock,
  Committee,
  OfficerField,
  Outcome,
  Process,
  Provenance,
  Stage,
  Target,
  TaskDocument,
  TaskWanted,
  TimeLimit,
} from "../model.ts";
import type {
  RawClock,
  RawCommittee,
  RawOutcome,
  RawProcess,
  RawStage,
  RawTask,
} from "../schema/process.ts";
import { reviewsScope } from "../scope.ts";
import type { Path } from "../yaml-file.ts";
import { findingsOf } from "./findings.ts";
import { fieldsScope, readDocument, readFields, readValid, typeOf } from "./form.ts";
import { readContradictions } from "./money.ts";
import { readRanking } from "./ranking.ts";
import { conditionOf, duration, present, provenanceOf, type Writing } from "./writing.ts";

const BOOLEAN: FeelType = { kind: "boolean" };

/** The target of a word: one of the two ends, or the stage of that id. */
export const targetOf = (to: string): Target =>
  to === "granted" || to === "refused" ? { end: to } : { stage: to };

/** The process; its rules see `answers`, `reviews` and `findings`. */
export function readProcess(w: Writing, raw: RawProcess, answers: Scope): Process {
  const scope = { ...answers, ...reviewsScope, ...findingsOf(raw) };
  const { rounds, answerWithin, onExpiry, from } = raw.moreInformation;
  const { escalation } = raw;
  return present({
    escalation: escalation && {
      ...{ after: duration(escalation.after), role: escalation.role },
      ...provenanceOf(escalation),
    },
    clock: readClock(w, raw.clock, scope),
    moreInformation: { rounds, answerWithin: duration(answerWithin), onExpiry, from },
    stages: Object.entries(raw.stages).map(([id, stage]) => readStage(w, id, stage, scope)),
    refusalReasons: Object.entries(raw.refusalReasons).map(([id, { law, stages }]) =>
      present({
        id,
        title: w.words(["process", "refusalReasons", id, "title"]),
        explanation: w.maybeWords(["process", "refusalReasons", id, "explanation"]),
        ...{ law, stages },
      }),
    ),
  });
}

function readClock(w: Writing, raw: RawClock, scope: Scope): Clock {
  const path: Path = ["process", "clock"];
  const { extension, grantBlockedBy } = raw;
  return present({
    starts:
      raw.starts === "submitted"
        ? ({ at: "submitted" } as const)
        : { after: raw.starts.slice("after ".length) },
    limits: raw.limits && readLimits(w, [...path, "limits"], raw.limits, scope),
    limit: duration(raw.limit),
    stopsWhileWaiting: raw.stopsWhileWaiting ?? true,
    extension: extension && {
      by: duration(extension.by),
      role: extension.role,
      authority: extension.authority as AuthorityId,
    },
    onExpiry: raw.onExpiry,
    grantBlockedBy:
      grantBlockedBy === undefined
        ? undefined
        : w.rule([...path, "grantBlockedBy"], scope, BOOLEAN),
    contradictedBy: readContradictions(w, path, raw.contradictedBy),
    ...provenanceOf(raw),
  });
}

const readLimits = (
  w: Writing,
  path: Path,
  raw: NonNullable<RawClock["limits"]>,
  scope: Scope,
): TimeLimit[] =>
  raw.flatMap(({ limit, ...fact }, i) => {
    const { when, ...words } = conditionOf(w, [...path, i], fact, scope);
    return when ? [{ when, ...words, limit: duration(limit), ...provenanceOf(fact) }] : [];
  });

function readStage(w: Writing, id: string, raw: RawStage, scope: Scope): Stage {
  const path: Path = ["process", "stages", id];
  const join = raw.join ?? "all";
  return present({
    id,
    title: w.words([...path, "title"]),
    tasks: raw.task
      ? [readTask(w, [...path, "task"], id, raw.task, scope)]
      : Object.entries(raw.tasks ?? {}).map(([task, one]) =>
          readTask(w, [...path, "tasks", task], task, one, scope),
        ),
    join:
      typeof join === "string" ? { kind: join } : ({ kind: "count", count: join.count } as const),
    next: raw.next === undefined ? undefined : targetOf(raw.next),
    committee: raw.committee && readCommittee(raw.committee),
    ranking: raw.ranking && readRanking(w, [...path, "ranking"], raw.ranking, scope),
  });
}

export const readCommittee = (raw: RawCommittee): Committee => {
  const { members, quorum, majority, otherwise, substitutes, publicDissent } = raw;
  const more = { ...(substitutes && { substitutes }), ...(publicDissent && { publicDissent }) };
  return { members, quorum, majority, otherwise, ...more, ...provenanceOf(raw) };
};

/** A single task without a title has its stage's. */
function readTask(w: Writing, path: Path, id: string, raw: RawTask, scope: Scope): TaskWanted {
  const stageTitle = path.at(-1) === "task" ? [...path.slice(0, -1), "title"] : undefined;
  return present({
    id,
    title: w.maybeWords([...path, "title"]) ?? (stageTitle ? w.words(stageTitle) : {}),
    authority: raw.authority as AuthorityId,
    authorityBy:
      raw.authorityBy === undefined ? undefined : w.rule([...path, "authorityBy"], scope),
    office: raw.office === undefined ? undefined : w.rule([...path, "office"], scope),
    role: raw.role,
    within: raw.within === undefined ? undefined : duration(raw.within),
    ...termFrom(raw),
    ...conditionOf(w, path, raw, scope),
    findings: raw.findings && readFindings(w, path, raw, scope),
    documents: raw.documents && readTaskDocuments(w, path, raw, scope),
    outcomes: Object.entries(raw.outcomes).map(([outcome, one]) =>
      readOutcome(w, [...path, "outcomes", outcome], outcome, one, scope),
    ),
    onExpiry: raw.onExpiry,
    fourEyes: raw.fourEyes ?? false,
    programAlone: raw.programAlone,
    differentFrom: raw.differentFrom,
    blind: raw.blind,
    skippedInRenewal: raw.skippedInRenewal ?? false,
  });
}

/** A term without a source is illustrative, never shown as a promise by law. */
const termFrom = (raw: RawTask): Provenance => {
  if (raw.within === undefined) return {};
  return raw.source === undefined ? { illustrative: true } : provenanceOf(raw);
};

const readOutcome = (w: Writing, path: Path, id: string, raw: RawOutcome, scope: Scope): Outcome =>
  present({
    id,
    title: w.words([...path, "title"]),
    to: raw.to === undefined ? undefined : targetOf(raw.to),
    when: raw.when === undefined ? undefined : w.rule([...path, "when"], scope, BOOLEAN),
    reasonRequired: raw.reasonRequired ?? false,
  });

/** What the rules of a task see as well: the `outcome` that the officer chose. */
const withOutcome = (raw: RawTask, scope: Scope): Scope => ({
  ...scope,
  outcome: { kind: "enum", values: Object.keys(raw.outcomes) },
});

function readFindings(w: Writing, path: Path, raw: RawTask, scope: Scope): OfficerField[] {
  const { findings = {} } = raw;
  const withAll = { ...scope, ...fieldsScope(Object.entries(findings)) };
  return readFields(w, [...path, "findings"], findings, withOutcome(raw, scope)).map((field) => {
    const own = [...path, "findings", field.name];
    const says = findings[field.name];
    const confirms =
      says?.confirms === undefined ? undefined : w.rule([...own, "confirms"], scope, typeOf(says));
    const warn = says?.warn && readValid(w, [...own, "warn"], withAll);
    return { ...field, ...(confirms && { confirms }), ...(warn && { warn }) };
  });
}

const readTaskDocuments = (w: Writing, path: Path, raw: RawTask, scope: Scope): TaskDocument[] =>
  Object.entries(raw.documents ?? {}).map(([id, document]) => ({
    ...readDocument(w, [...path, "documents", id], id, document, withOutcome(raw, scope)),
    applicantSees: document.applicantSees ?? false,
  }));
