import type { FastifyReply, FastifyRequest } from "fastify";
import { type StackAct, type StackItem, type StackResult, signStack } from "../../acts/index.ts";
import { refuses } from "../../cases/index.ts";
import type { FieldsScreen } from "../../form/index.ts";
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
import { errorSummary, html, radios, type SafeHtml } from "../components/index.ts";
import { keyOf } from "./act.ts";
import { recordCompared, recordLook } from "./case-file.ts";
import { outcomeScriptTag } from "./case-scripts.ts";
import { actorAt, type Desk, deskOf, type Office, show } from "./desk.ts";
import { isConflict, noDoubles } from "./doubles-part.ts";
import { answeredFindings, findingErrors, findingFields } from "./finding-fields.ts";
import { keysHint } from "./keys.ts";
import { askedWith } from "./outcome-fields.ts";
import { chosenIn, stackHref } from "./stack-address.ts";
import type { StackFile } from "./stack-digest.ts";
import { type Stack, stackOf, whyAlone } from "./stack-of.ts";
import { sendResults } from "./stack-results.ts";
import { boxId, mostAlike, stackRow } from "./stack-row.ts";
import {
  firstInput,
  isFilledIn,
  rowPart,
  rowsRead,
  rowWords,
  type TypedRows,
} from "./stack-typed.ts";
import { fieldId } from "./typed.ts";
import { caseHref, listOf } from "./worklist.ts";

/** POST /office/stack: leads to the page of the chosen files, which one can come back to. */
export async function chooseStack(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const form = formOf(request);
  const list = listOf(textOf(form, "list"), desk);
  return redirectTo(reply, stackHref(chosenIn(form, "stack"), list));
}

/** GET /office/stack: the chosen files, each in one line, to be looked at and signed together. */
export async function showStack(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const query = request.query as FormFields;
  const list = listOf(textOf(query, "list"), desk);
  const stack = await stackOf(desk, chosenIn(query, "stack"));
  if (stack.files.length > 0) return sendStack(desk, stack, { list });
  const [why, ...others] = new Set(stack.leftOut.map((each) => each.why));
  const code =
    why && others.length === 0 ? whyAlone(why) : ("office-pages.stack.nothing-chosen" as const);
  return redirectTo(reply, list, { kind: "notice", code });
}

interface StackTyped {
  readonly list: string;
  readonly seen?: readonly string[];
  readonly outcome?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly text: string; readonly id: string }[];
  /** The one question of the step, as it was answered. */
  readonly findings?: FieldsScreen;
  /** What was typed into the rows of the files. */
  readonly typed?: TypedRows;
}

async function sendStack(desk: Desk, stack: Stack, given: StackTyped): Promise<FastifyReply> {
  const { list, errors = [] } = given;
  const { t } = desk;
  const content = html`
    ${errorSummary([...errors], t)}
    <h1 class="govuk-heading-l">${titleOf(desk, stack)}</h1>
    ${leftOutPart(desk, stack, list)}
    ${await stackForm(desk, stack, given)}
    <p class="govuk-body"><a class="govuk-link" href="${list}">${t("office.worklist")}</a></p>
  `;
  return show(desk, {
    ...{ title: titleOf(desk, stack), content, path: list },
    ...{ failed: errors.length > 0, before: outcomeScriptTag },
    ...(errors.length > 0 && { status: statusOf("invalid") }),
  });
}

const titleOf = ({ t }: Desk, stack: Stack): string => {
  const count = stack.files.filter((file) => !isAlone(stack, file)).length;
  return t(stack.inRows ? "office-pages.stack.rows.title" : "office-pages.stack.title", { count });
};

/** The files to look at, with what is asked of them; each look is recorded. */
async function stackForm(desk: Desk, stack: Stack, given: StackTyped): Promise<SafeHtml> {
  const { list, seen = [], findings, typed } = given;
  const { t } = desk;
  const applications = stack.files.map(({ application }) => application);
  for (const application of applications) await recordLook(desk, application, "case");
  const shown = [...stack.doubles.values()].filter((each) => !isConflict(each));
  await recordCompared(
    desk,
    shown.flatMap(({ rows }) => rows.slice(0, mostAlike)),
  );
  const notes = await desk.deps.cases.notesOfEach(applications.map(({ id }) => id));
  const nameOf = await desk.deps.names(
    stack.files.flatMap(({ task, application }) => [
      task.proposed?.by,
      ...(notes.get(application.id) ?? []).map(({ author }) => author),
      ...application.state.tasks.map(({ done }) => done?.by),
    ]),
  );
  const [, query = ""] = list.split("?", 2);
  const together = stack.files.filter((file) => !isAlone(stack, file)).length;
  const { inRows, outcomes } = stack;
  const keys = inRows ? "office-pages.keys.rows" : "office-pages.keys.stack";
  const first = stack.files.find((file) => !isAlone(stack, file));
  const rows = stack.files.map((file, index) =>
    stackRow(desk, file, {
      ...{ index, list, seen, nameOf },
      doubles: stack.doubles.get(file.application.id) ?? noDoubles,
      notes: notes.get(file.application.id) ?? [],
      ...(inRows && {
        boxes: rowPart(desk, file, { outcomes, typed, isFirst: file === first }),
      }),
    }),
  );
  const outcome = stack.second ? null : outcomeChoice(desk, stack, given);
  const asked = html`${outcome}${findingPart(desk, stack, findings)}`;
  const sign = html`
    <button type="submit" class="govuk-button" data-enter>
      ${t(inRows ? "office-pages.stack.rows.sign" : "office-pages.stack.sign")}
    </button>
  `;
  return html`
    <p class="govuk-body">
      ${t(inRows ? "office-pages.stack.rows.lead" : "office-pages.stack.lead")}
    </p>
    ${together > 0 ? keysHint(t, t(keys)) : null}
    <form method="post" action="/office/stack/sign" data-decide data-stack novalidate>
      ${desk.csrf}<input type="hidden" name="key" value="${newId()}">
      ${inRows ? checkButton : null}<input type="hidden" name="list" value="${query}">
      ${stack.files.map(
        ({ application, task }) => html`
        <input type="hidden" name="stack" value="${application.id}~${task.key}">
      `,
      )}
      ${together > 0 ? asked : null}
      <ul class="of-stack">${rows}</ul>
      ${together > 0 ? sign : null}
    </form>
  `;
}

/** Enter in a box of a row sends the form by its first button: this one records nothing. */
const checkButton = html`
  <button
    type="submit"
    class="govuk-visually-hidden"
    name="_action"
    value="check"
    tabindex="-1"
    aria-hidden="true"
  ></button>
`;

/** What was chosen and is not signed here, each with why and the way to it. */
function leftOutPart({ t }: Desk, { leftOut }: Stack, list: string): SafeHtml | null {
  if (leftOut.length === 0) return null;
  const rows = leftOut.map(
    ({ caseId, reference, why, differs = [] }) => html`
      <li>
        <a class="govuk-link hw-reference" href="${caseHref(caseId, list)}">${reference}</a>${" "}
        <span class="hw-muted">${t(whyAlone(why))}</span>
        ${differs.map((line) => html`<span class="of-work__step">${line}</span>`)}
      </li>
    `,
  );
  return html`
    <p class="govuk-body">${t("office-pages.stack.left-out", { count: leftOut.length })}</p>
    <ul class="govuk-list">${rows}</ul>
  `;
}

/** The one question of the step, answered once for all files that are ticked. */
function findingPart(desk: Desk, { files, finding }: Stack, findings?: FieldsScreen) {
  const [first] = files;
  if (!finding || !first) return null;
  const { application, task } = first;
  const typed = findings && { ...noneTyped, task: task.key, findings };
  const fields = findingFields(desk, application, task, typed);
  return html`
    <p class="govuk-hint">${desk.t("office-pages.stack.for-all")}</p>
    ${fields.map(({ content }) => content)}
  `;
}

const noneTyped = {
  ...{ act: "complete" as const, outcome: "", code: "", to: "", text: "" },
  ...{ fields: [], problems: [] },
};

function outcomeChoice(
  { t }: Desk,
  { outcomes, reasons }: Stack,
  { errors = [], outcome, code }: StackTyped,
): SafeHtml {
  const errorAt = (at: string) => errors.find(({ id }) => id === at)?.text;
  const [only] = outcomes;
  const choice = radios(
    {
      ...{ id: "outcome", name: "outcome", legend: t("office.outcome"), error: errorAt("outcome") },
      items: outcomes.map(({ id, title }) => ({ value: id, text: t.words(title) })),
      value: outcomes.length === 1 && only ? only.id : outcome,
    },
    t,
  );
  const refusing = outcomes.filter(refuses).map(({ id }) => id);
  const why = radios(
    {
      ...{ id: "code", name: "code", legend: t("office-pages.refusal-reason"), value: code },
      items: reasons.map(({ id, title, explanation }) => ({
        ...{ value: id, text: t.words(title), hint: t.words(explanation) },
      })),
      error: errorAt("code"),
    },
    t,
  );
  return html`${choice}${askedWith(t, outcomes, [{ outcomes: refusing, content: why }])}`;
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
  const items = seen.flatMap(itemIn);
  const stack = await stackOf(desk, chosenIn(form, "stack"));
  const [first] = stack.files;
  if (items.length === 0 && !first) return redirectTo(reply, list);
  if (stack.inRows && !stack.second) return recordRows(desk, stack, { request, form, list });
  const outcome = stack.outcomes.find(({ id }) => id === chosen);
  const isOffered = stack.second || !first || outcome !== undefined;
  const code = outcome && refuses(outcome) ? textOf(form, "code") : "";
  const isUnexplained = outcome && refuses(outcome) && !stack.reasons.some(({ id }) => id === code);
  const errors = [
    ...(isOffered ? [] : [{ text: t("office-pages.problems.complete.outcome"), id: "outcome" }]),
    ...(isUnexplained ? [{ text: t("office-pages.problems.complete.code"), id: "code" }] : []),
    ...(items.length > 0 ? [] : [{ text: t("office-pages.stack.tick"), id: firstBox(stack) }]),
  ];
  const recorded =
    first && stack.finding && isOffered
      ? answeredFindings(desk, first.application, first.task, chosen, form)
      : undefined;
  const wrong = recorded?.screen.problems ?? [];
  if (first && errors.length + wrong.length > 0) {
    const { application, task } = first;
    const ofFields = findingErrors(desk, application, task, wrong).map(({ field, words }) => ({
      ...{ text: t.words(words), id: fieldId("complete", task.key, field) },
    }));
    const typed = { list, seen, outcome: chosen, code, errors: [...errors, ...ofFields] };
    return sendStack(desk, stack, { ...typed, ...(recorded && { findings: recorded.screen }) });
  }
  const findings = recorded && { findings: recorded.answers };
  const act: StackAct = chosen
    ? { type: "complete", outcome: chosen, ...(code && { code }), ...findings }
    : { type: "confirm" };
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const key = String(keyOf(form));
  const results = await signStack(deps, items, { act, actor: actorAt(desk), key });
  const count = results.filter(({ refusal }) => !refusal).length;
  const done = code ? "office-pages.stack.refused" : "office-pages.stack.done";
  const rest = restOf(stack, results);
  const screen = recorded && { findings: recorded.screen };
  const again = await filesAgain(desk, results, { form, list, chosen, code, ...screen });
  return sendResults(desk, results, { list, act, rest, title: t(done, { count }), ...again });
}

/** The files of a stack that are left, as the address of their own stack names them. */
const restOf = (stack: Stack, results: readonly StackResult[]): readonly string[] =>
  stack.files
    .filter((file) => !isAlone(stack, file))
    .filter(({ application: { id } }) => !results.some(({ caseId }) => caseId === id))
    .map(({ application, task }) => `${application.id}~${task.key}`);

/** Records the files that were filled in, each by its own rules, once nothing in them is wrong. */
async function recordRows(
  desk: Desk,
  stack: Stack,
  { request, form, list }: { request: FastifyRequest; form: FormFields; list: string },
): Promise<FastifyReply> {
  const { t, deps } = desk;
  const outcome = stack.outcomes.find(({ id }) => id === textOf(form, "outcome"));
  const files = stack.files.filter((file) => !isAlone(stack, file));
  const rows = outcome ? await rowsRead(desk, files, { outcome, form }) : [];
  const isCheck = textOf(form, "_action") === "check";
  const missing = { text: t("office-pages.problems.complete.outcome"), id: "outcome" };
  const items = chosenIn(form, "seen")
    .flatMap(itemIn)
    .filter(({ caseId }) => isFilledIn(form, caseId))
    .map((item) => {
      const row = rows.find(({ file }) => file.application.id === item.caseId);
      return { ...item, ...(row && { findings: row.answers }) };
    });
  const none = { text: t("office-pages.stack.rows.none"), id: firstInput(desk, stack) };
  const errors = [
    ...(outcome ? [] : [missing]),
    ...rows.flatMap((row) => row.errors),
    ...(items.length === 0 && !isCheck ? [none] : []),
  ];
  if (!outcome || errors.length > 0 || isCheck)
    return sendStack(desk, stack, {
      ...{ list, errors, outcome: outcome?.id ?? "", typed: { form, errors } },
    });
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const act = { type: "complete", outcome: outcome.id } as const;
  const results = await signStack(deps, items, { act, actor: actorAt(desk), key: keyOf(form) });
  const count = results.filter(({ refusal }) => !refusal).length;
  const title = t("office-pages.stack.rows.done", { count });
  const again = await filesAgain(desk, results, { form, list, chosen: outcome.id });
  return sendResults(desk, results, { list, act, title, rest: restOf(stack, results), ...again });
}

/**
 * The files that were not done, with what was typed for them: to be done once more where the file
 * is still this officer's work or free, to be read where it is not.
 */
async function filesAgain(
  desk: Desk,
  results: readonly StackResult[],
  { form, list, chosen: outcome, ...given }: FormAgain,
) {
  const failed = results.filter(({ refusal }) => refusal);
  if (failed.length === 0) return {};
  const stack = await stackOf(
    desk,
    failed.map(({ caseId, task }) => `${caseId}~${task}`),
  );
  const isOpen = ({ caseId }: StackResult) =>
    stack.files.some((file) => file.application.id === caseId && !isAlone(stack, file));
  const typed = new Map(
    failed.flatMap((result) => {
      const { caseId, task: key, application } = result;
      const task = application?.state.tasks.find((each) => each.key === key);
      if (!application || !task || isOpen(result) || !isFilledIn(form, caseId)) return [];
      const words = rowWords(desk, { application, task }, { chosen: outcome, form });
      return [[caseId, words] as const];
    }),
  );
  if (!failed.some(isOpen)) return { typed };
  const words = stack.inRows ? "office-pages.stack.rows.again" : "office-pages.moved.again";
  const again = html`
    <h2 class="govuk-heading-m">${titleOf(desk, stack)}</h2>
    <p class="govuk-body"><strong>${desk.t(words)}</strong></p>
    ${await stackForm(desk, stack, { ...given, list, outcome, typed: { form, errors: [] } })}
  `;
  return { typed, again };
}

interface FormAgain extends Pick<StackTyped, "code" | "findings"> {
  readonly form: FormFields;
  readonly list: string;
  readonly chosen: string;
}

const isAlone = ({ doubles }: Stack, { application: { id } }: StackFile): boolean =>
  isConflict(doubles.get(id));

const firstBox = (stack: Stack): string =>
  boxId(
    Math.max(
      0,
      stack.files.findIndex((file) => !isAlone(stack, file)),
    ),
  );

function itemIn(text: string): StackItem[] {
  const [caseId = "", task = "", version = ""] = text.split("~", 3);
  const isWhole = isUuid(caseId) && task !== "" && /^\d{1,9}$/.test(version);
  return isWhole ? [{ caseId, task, version: Number(version) }] : [];
}
