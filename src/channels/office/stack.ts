import type { FastifyReply, FastifyRequest } from "fastify";
import {
  mostInStack,
  type StackAct,
  type StackItem,
  type StackResult,
  signStack,
  takeBackStack,
} from "../../acts/index.ts";
import { isOpen, isWorkOf } from "../../cases/index.ts";
import type { Outcome } from "../../catalogue/index.ts";
import { findingsWanted } from "../../form/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import {
  type FormFields,
  formOf,
  redirectTo,
  statusOf,
  textOf,
} from "../../platform/http/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { errorSummary, html, radios, type SafeHtml, tag } from "../components/index.ts";
import { keyOf } from "./act.ts";
import { recordLook } from "./case-file.ts";
import { aboutWords } from "./columns.ts";
import { actorAt, type Desk, deskOf, type Office, refusalWords, show } from "./desk.ts";
import { searcherAt } from "./find.ts";
import { keysHint } from "./keys.ts";
import { digestOf, type StackFile } from "./stack-digest.ts";
import { effectTime, takeBackForm } from "./take-back.ts";
import { refuses } from "./task-forms.ts";
import { caseHref, listOf } from "./worklist.ts";

/** Files that are signed together: of one step of one service, all signed once or not at all. */
interface Stack {
  readonly files: readonly StackFile[];
  /** Chosen files of another step, that are not theirs, or that somebody else has. */
  readonly leftOut: number;
  /** None where it is the second signature. */
  readonly outcomes: readonly Outcome[];
  readonly second: boolean;
}

const chosenIn = (form: FormFields, name: string): string[] =>
  [form[name] ?? []]
    .flat()
    .filter((each) => typeof each === "string")
    .slice(0, mostInStack);

const stackKey = ({ application, task }: StackFile): string =>
  `${application.definition.id}~${task.stage}~${task.task}~${task.proposed !== undefined}`;

async function stackOf(desk: Desk, chosen: readonly string[]): Promise<Stack> {
  const actor = actorAt(desk);
  const read = await Promise.all(
    chosen.map(async (each) => {
      const [caseId = "", key = ""] = each.split("~", 2);
      const application = isUuid(caseId) ? await desk.deps.cases.open(caseId) : undefined;
      const task = application?.state.tasks.find((one) => one.key === key && isOpen(one));
      const isTheirs =
        task &&
        !task.signed &&
        isWorkOf(actor, task, application?.definition.id) &&
        (!task.claimedBy || task.claimedBy === actor.id) &&
        task.proposed?.by !== actor.id;
      return application && task && isTheirs ? [{ application, task }] : [];
    }),
  );
  const all = read.flat();
  const [first] = all;
  const files = all.filter((each) => first && stackKey(each) === stackKey(first));
  const second = first?.task.proposed !== undefined;
  return {
    ...{ files, second, leftOut: chosen.length - files.length },
    outcomes: first && !second ? simpleOutcomes(first) : [],
  };
}

/** Outcomes that need neither a reason nor anything that was found or attached. */
function simpleOutcomes({ application, task }: StackFile): readonly Outcome[] {
  if (findingsWanted(application.definition, task).length > 0) return [];
  const { outcomes, documents = [] } = taskWanted(application.definition, task);
  if (documents.some(({ required }) => required)) return [];
  return outcomes.filter((outcome) => !outcome.reasonRequired && !refuses(outcome));
}

/** POST /office/stack: the chosen files, each in one line, to be looked at and signed together. */
export async function showStack(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  const stack = await stackOf(desk, chosenIn(form, "stack"));
  const isSimple = stack.second || stack.outcomes.length > 0;
  if (stack.files.length === 0 || !isSimple) {
    const code = stack.files.length === 0 ? "nothing-chosen" : "not-simple";
    return redirectTo(reply, list, { kind: "notice", code: `office-pages.stack.${code}` });
  }
  return sendStack(desk, stack, { list });
}

interface StackTyped {
  readonly list: string;
  readonly seen?: readonly string[];
  readonly error?: { readonly text: string; readonly id: string };
}

async function sendStack(
  desk: Desk,
  stack: Stack,
  { list, seen = [], error }: StackTyped,
): Promise<FastifyReply> {
  const { t } = desk;
  const doubles = new Map<string, number>();
  for (const { application } of stack.files) {
    await recordLook(desk, application, "case");
    const related = await desk.deps.cases.relatedFiles(searcherAt(desk), application);
    doubles.set(application.id, related.doubles.rows.length);
  }
  const nameOf = await desk.deps.names(
    stack.files.flatMap(({ task, application }) => [
      task.proposed?.by,
      ...application.state.tasks.map(({ done }) => done?.by),
    ]),
  );
  const [, query = ""] = list.split("?", 2);
  const title = t("office-pages.stack.title", { count: stack.files.length });
  const rows = stack.files.map((file, index) => {
    const { state, definition, asked, answers } = file.application;
    const id = `seen-${index + 1}`;
    const value = `${file.application.id}~${file.task.key}~${state.version}`;
    const about = [asked.applicant.name, ...aboutWords(desk, definition.id, answers)];
    const href = caseHref(file.application.id, list);
    const alike = doubles.get(file.application.id) ?? 0;
    return html`
      <li class="of-stack__file">
        <input
          type="checkbox"
          name="seen"
          id="${id}"
          value="${value}"${seen.includes(value) ? html` checked` : null}
        >
        <label for="${id}">
          <strong class="hw-reference">${state.submitted?.reference}</strong>
          ${" "}${about.filter(Boolean).join(" · ")}
          ${digestOf(desk, file, nameOf).map(
            (line) => html`<span class="of-work__step">${line}</span>`,
          )}
        </label>
        ${
          alike > 0
            ? html`<a class="govuk-link" href="${href}#related">
                ${tag(t("office-desk.related.doubles", { count: alike }), "bad")}
              </a>`
            : null
        }
        <a class="govuk-link" href="${href}">
          ${t("office.case")}
          <span class="govuk-visually-hidden">${state.submitted?.reference}</span>
        </a>
      </li>
    `;
  });
  const outcome = stack.second ? null : outcomeChoice(desk, stack, error);
  const content = html`
    ${error && errorSummary([error], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${
      stack.leftOut > 0
        ? html`
      <p class="govuk-body">${t("office-pages.stack.left-out", { count: stack.leftOut })}</p>
    `
        : null
    }
    <p class="govuk-body">${t("office-pages.stack.lead")}</p>
    ${keysHint(t, "office-pages.keys.stack")}
    <form method="post" action="/office/stack/sign" data-decide data-stack novalidate>
      ${desk.csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="list" value="${query}">
      ${stack.files.map(
        ({ application, task }) => html`
        <input type="hidden" name="stack" value="${application.id}~${task.key}">
      `,
      )}
      ${outcome}
      <ul class="of-stack">${rows}</ul>
      <button type="submit" class="govuk-button" data-enter>
        ${t("office-pages.stack.sign")}
      </button>
    </form>
    <p class="govuk-body"><a class="govuk-link" href="${list}">${t("office.worklist")}</a></p>
  `;
  return show(desk, {
    ...{ title, content, path: list, failed: error !== undefined },
    ...(error && { status: statusOf("invalid") }),
  });
}

function outcomeChoice({ t }: Desk, { outcomes }: Stack, error: StackTyped["error"]): SafeHtml {
  const [only] = outcomes;
  return radios(
    {
      ...{ id: "outcome", name: "outcome", legend: t("office.outcome") },
      items: outcomes.map(({ id, title }) => ({ value: id, text: t.words(title) })),
      ...(outcomes.length === 1 && only && { value: only.id }),
      ...(error?.id === "outcome" && { error: error.text }),
    },
    t,
  );
}

/** POST /office/stack/sign: signs what was ticked as seen, after one recent proof. */
export async function signSeen(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const { t } = desk;
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  const seen = chosenIn(form, "seen");
  const chosen = textOf(form, "outcome");
  const act: StackAct = chosen ? { type: "complete", outcome: chosen } : { type: "confirm" };
  const items = seen.flatMap(itemIn);
  const stack = await stackOf(desk, chosenIn(form, "stack"));
  const isOffered = stack.outcomes.some(({ id }) => id === chosen);
  if (items.length === 0 || (stack.files.length > 0 && !stack.second && !isOffered)) {
    if (stack.files.length === 0) return redirectTo(reply, list);
    const error =
      items.length === 0
        ? { text: t("office-pages.stack.tick"), id: "seen-1" }
        : { text: t("office-pages.problems.complete.outcome"), id: "outcome" };
    return sendStack(desk, stack, { list, seen, error });
  }
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const key = String(keyOf(form));
  const results = await signStack(deps, items, { act, actor: actorAt(desk), key });
  return sendResults(desk, results, list);
}

function itemIn(text: string): StackItem[] {
  const [caseId = "", task = "", version = ""] = text.split("~", 3);
  const isWhole = isUuid(caseId) && task !== "" && /^\d{1,9}$/.test(version);
  return isWhole ? [{ caseId, task, version: Number(version) }] : [];
}

function sendResults(desk: Desk, results: readonly StackResult[], list: string): FastifyReply {
  const { t } = desk;
  const done = results.filter(({ refusal }) => !refusal).length;
  const title = t("office-pages.stack.done", { count: done });
  const rows = results.map(({ caseId, task, reference, refusal, takesEffectAt }) => {
    const [words, tone] = refusal
      ? ([t("office-pages.stack.not-done"), "bad"] as const)
      : ([t("office.done"), "good"] as const);
    return html`
      <li>
        <a class="govuk-link hw-reference" href="${caseHref(caseId, list)}">${reference}</a>${" "}
        ${tag(words, tone)} ${refusal ? refusalWords(desk, refusal) : null}
        ${takesEffectAt ? takeBackForm(desk, { caseId, task, reference }) : null}
      </li>
    `;
  });
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    ${takeAllBack(desk, results, list)}
    <ul class="govuk-list of-stack-done">${rows}</ul>
    <a class="govuk-button" href="${list}">${t("office.worklist")}</a>
  `;
  return show(desk, { title, content, path: list });
}

/** One button for the whole stack, as long as nobody was told. */
function takeAllBack(
  { deps, t, csrf }: Desk,
  results: readonly StackResult[],
  list: string,
): SafeHtml | null {
  const waiting = results.filter(({ takesEffectAt }) => takesEffectAt);
  const first = waiting.map(({ takesEffectAt = "" }) => takesEffectAt).sort()[0];
  if (first === undefined) return null;
  const [, query = ""] = list.split("?", 2);
  return html`
    <p class="govuk-body">
      ${t("office-pages.take-back.until", { time: effectTime(deps, first) })}
    </p>
    <form method="post" action="/office/stack/take-back" novalidate>
      ${csrf}<input type="hidden" name="list" value="${query}">
      ${waiting.map(
        ({ caseId, task }) => html`<input type="hidden" name="stack" value="${caseId}~${task}">`,
      )}
      <button type="submit" class="govuk-button govuk-button--secondary">
        ${t("office-pages.take-back.all")}
      </button>
    </form>
  `;
}

/** POST /office/stack/take-back: takes back what was signed together, as far as it still goes. */
export async function takeBackSigned(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const items = chosenIn(form, "stack").flatMap((each) => {
    const [caseId = "", task = ""] = each.split("~", 2);
    return isUuid(caseId) && task !== "" ? [{ caseId, task }] : [];
  });
  const count = await takeBackStack(deps, items, actorAt(desk));
  const kind = count === items.length && count > 0 ? "success" : "notice";
  const facts = { count, chosen: items.length };
  const list = listOf(textOf(form, "list"), desk);
  return redirectTo(reply, list, { kind, code: "office-pages.stack.taken-back", facts });
}
