import { type Application, mayRead } from "../../cases/index.ts";
import { isUuid, type Refusal, type RefusalCode } from "../../kernel/index.ts";
import { presentationOf, statusOf } from "../../platform/http/index.ts";
import { html, inset, linkButton, type SafeHtml } from "../components/index.ts";
import { officersIn } from "./case-file.ts";
import { doerOf, historyEntry } from "./case-history.ts";
import { dateTime } from "./case-parts.ts";
import { fileWords } from "./case-words.ts";
import { actorAt, type Desk, refusalWords, refused, show } from "./desk.ts";
import { findingRows } from "./finding-rows.ts";
import type { Typed } from "./typed.ts";

/** What an officer acted on, as they saw it. */
export interface Seen {
  readonly caseId: string;
  /** Key of the task. */
  readonly task: string;
  /** The version of the case that was shown; undefined where the page does not say it. */
  readonly version?: number | undefined;
  /** The file as it is now, where it has been read since the refusal. */
  readonly fresh?: Application;
}

/** Refusals of what would have been done if the file were still where the officer saw it. */
const moving: ReadonlySet<RefusalCode> = new Set([
  "case.conflict",
  "case.claimed-by-other",
  "case.already-decided",
  "case.already-extended",
  "case.changed-since-signed",
  "case.committee-complete",
  "case.decision-signed",
  "case.next-step-opened",
  "case.not-open",
  "case.nothing-to-confirm",
  "case.nothing-to-take-back",
  "case.waits-for-second-signature",
] as const);

/** The same, but only where something did happen since. */
const perhapsMoving: ReadonlySet<RefusalCode> = new Set([
  "case.not-allowed",
  "case.other-office",
  "case.outcome-not-possible",
] as const);

type Event = Application["history"][number];

const isAbout = (task: string, { data }: Event): boolean => !("task" in data) || data.task === task;

/**
 * What stands in the way of an act that is refused so: the last that somebody did to the file since
 * it was shown, before what was done at another of its tasks. Undefined where nothing happened.
 */
function movedBy(
  { history }: Pick<Application, "history">,
  { task, version = 0 }: Pick<Seen, "task" | "version">,
  { code, officer }: { readonly code: RefusalCode; readonly officer: string },
): Event | undefined {
  if (code === "case.claimed-by-other")
    return history.findLast(
      (event) =>
        (event.type === "TaskClaimed" || event.type === "TaskAssigned") && isAbout(task, event),
    );
  if (code === "case.changed-since-signed")
    return history.findLast(
      ({ type }) => type === "InformationGiven" || type === "AnswerCorrected",
    );
  const isTakeBack = code === "case.nothing-to-take-back";
  const isOwn = (event: Event) => {
    const doer = doerOf(event);
    return doer.kind === "officer" && doer.id === officer;
  };
  // What was theirs to take back is the last that they did; only others can have come after it.
  const since = history.slice(isTakeBack ? history.findLastIndex(isOwn) + 1 : version);
  const done = since.filter((event) => doerOf(event).kind !== "system");
  const last = done.findLast((event) => isAbout(task, event)) ?? done.at(-1);
  return last ?? (isTakeBack ? undefined : since.at(-1));
}

/** Who opened the file since its last step, so that the step is not taken back any more. */
async function openedWords(desk: Desk, { id, state }: Application) {
  const { deps, t, officer } = desk;
  const since = state.lastStep?.at ?? "";
  const looks = await deps.cases.accessesOf(id);
  const look = looks.find(
    (each) => each.officer !== officer.id && each.what !== "list" && each.at.toISOString() >= since,
  );
  if (!look) return undefined;
  const who = (await deps.names([look.officer]))(look.officer);
  return t("office-pages.moved.opened", { who, when: dateTime(t, look.at, desk) });
}

/**
 * Who moved a file under an officer, by what, and when: the applicant as such, a colleague by name.
 * Undefined where it did not move, or is nothing that they may read of.
 */
async function movedWords(
  desk: Desk,
  { code }: Pick<Refusal, "code">,
  seen: Seen,
): Promise<string | undefined> {
  const { deps, t, officer } = desk;
  const isMoving = moving.has(code) || (perhapsMoving.has(code) && seen.version !== undefined);
  const application =
    isMoving && isUuid(seen.caseId)
      ? (seen.fresh ?? (await deps.cases.open(seen.caseId)))
      : undefined;
  if (!application || !mayRead(actorAt(desk), application.state, application.definition))
    return undefined;
  if (code === "case.next-step-opened") return openedWords(desk, application);
  const event = movedBy(application, seen, { code, officer: officer.id });
  if (!event) return undefined;
  const nameOf = await deps.names(officersIn(application));
  const entry = historyEntry(desk, { application, nameOf }, event);
  if (!entry) return undefined;
  const own = entry.by === nameOf(officer.id) ? t("office-pages.moved.you") : entry.by;
  const who = doerOf(event).kind === "person" ? t("office-pages.moved.applicant") : own;
  const [to] = event.type === "TaskAssigned" ? entry.texts : [];
  const what = [entry.title, to].filter(Boolean).join(" – ");
  return t("office-pages.moved.what", { what, who, when: entry.when });
}

/** Why an act on a file was refused; where it moved meanwhile, also who did what, and when. */
export async function whyRefused(
  desk: Desk,
  refusal: Pick<Refusal, "code" | "facts">,
  seen: Seen,
): Promise<string> {
  const moved = await movedWords(desk, refusal, seen);
  return [refusalWords(desk, refusal), moved].filter(Boolean).join(" ");
}

/** The same of each file that was refused among several, by its id. */
export async function whyEach(
  desk: Desk,
  results: readonly (Seen & { readonly refusal: Refusal | undefined })[],
): Promise<ReadonlyMap<string, string>> {
  const words = results.map(async ({ refusal, ...seen }) =>
    refusal ? ([seen.caseId, await whyRefused(desk, refusal, seen)] as const) : undefined,
  );
  return new Map((await Promise.all(words)).filter((each) => each !== undefined));
}

/** What was typed into a form that does not come back. */
export function typedPart(desk: Desk, application: Application, typed: Typed): SafeHtml | null {
  const { t } = desk;
  const task = application.state.tasks.find(({ key }) => key === typed.task);
  const findings = { [typed.task]: typed.recorded ?? {} };
  const rows = (task && findingRows(desk, { ...application, findings }, task)) ?? [];
  const recorded = rows.map(({ question, answer }) => `${question}: ${answer}`);
  const { text, despite, note, message } = typed;
  const lines = [...recorded, text, despite, note, message].filter(Boolean);
  if (lines.length === 0) return null;
  return inset(
    html`
      <p class="govuk-body">${t("office-pages.you-wrote")}</p>
      ${lines.map((line) => html`<p class="govuk-body of-said">${line}</p>`)}
    `,
  );
}

/**
 * In place of a file that is not the officer's work any more: what moved it, and what they had
 * typed. The plain refusal with it where nothing has happened since they saw it.
 */
export async function sendMoved(
  desk: Desk,
  application: Application,
  typed: Typed,
  refusal: Refusal,
) {
  const { t } = desk;
  const { id: caseId } = application;
  const { task, version } = typed;
  const moved = await movedWords(desk, refusal, { caseId, task, version, fresh: application });
  if (!moved) return refused(desk, refusal, typedPart(desk, application, typed));
  const { title } = presentationOf({ ...refusal, kind: "conflict" }, t);
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">
      <a class="govuk-link" href="/office/cases/${caseId}">${fileWords(t, application)}</a>
    </p>
    <p class="govuk-body-l">${refusalWords(desk, refusal)} ${moved}</p>
    ${typedPart(desk, application, typed)}
    ${linkButton({ text: t("office.worklist"), href: "/office", kind: "secondary" })}
  `;
  return show(desk, { title, content, path: "/office", status: statusOf("conflict") });
}
