import type { FastifyReply, FastifyRequest } from "fastify";
import { type StackItem, type StackResult, signStack } from "../../acts/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";
import { recordLook } from "./case-file.ts";
import { actorAt, type Desk } from "./desk.ts";
import { chosenIn } from "./stack-address.ts";
import { isAlone, type StackTyped, sendStack, stackForm, titleOf } from "./stack-form.ts";
import { type Stack, stackOf } from "./stack-of.ts";
import { sendResults } from "./stack-results.ts";
import { firstInput, isFilledIn, type RowRead, rowsRead, rowWords } from "./stack-typed.ts";
import { keyOf } from "./typed.ts";

/** The files of a stack that are left, as the address of their own stack names them. */
export const restOf = (
  stack: Stack,
  results: readonly Pick<StackResult, "caseId">[],
): readonly string[] =>
  stack.files
    .filter((file) => !isAlone(stack, file))
    .filter(({ application: { id } }) => !results.some(({ caseId }) => caseId === id))
    .map(({ application, task }) => `${application.id}~${task.key}`);

/** Records the files that were filled in, each by its own rules; those with a mistake stay. */
export async function recordRows(
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
    .map((item) => ({ item, row: rows.find(({ file }) => file.application.id === item.caseId) }));
  const wrong = items.flatMap(({ row }) => (row && row.errors.length > 0 ? [row] : []));
  const good = items
    .filter(({ row }) => !row || row.errors.length === 0)
    .map(({ item, row }) => ({ ...item, ...(row && { findings: row.answers }) }));
  const none = { text: t("office-pages.stack.rows.none"), id: firstInput(desk, stack) };
  const errors = [
    ...(outcome ? [] : [missing]),
    ...rows.flatMap((row) => row.errors),
    ...(items.length === 0 && !isCheck ? [none] : []),
  ];
  if (!outcome || good.length === 0 || isCheck)
    return sendStack(desk, stack, {
      ...{ list, errors, outcome: outcome?.id ?? "", typed: { form, errors } },
    });
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const act = { type: "complete", outcome: outcome.id } as const;
  const results = await signStack(deps, good, { act, actor: actorAt(desk), key: keyOf(form) });
  await recordSigned(desk, results, form);
  const count = results.filter(({ refusal }) => !refusal).length;
  const title = t("office-pages.stack.rows.done", { count });
  const again = await filesAgain(desk, results, { form, list, chosen: outcome.id, wrong });
  const rest = restOf(stack, [...results, ...wrong.map(workOf)]);
  return sendResults(desk, results, { list, act, title, rest, ...again });
}

const workOf = ({ file: { application, task } }: RowRead) => ({
  ...{ caseId: application.id, task: task.key },
});

/**
 * The files that were not done, with what was typed for them: to be done once more where the file
 * is still this officer's work or free, to be read where it is not.
 */
export async function filesAgain(
  desk: Desk,
  results: readonly StackResult[],
  { form, list, chosen: outcome, wrong = [], ...given }: FormAgain,
) {
  const failed = results.filter(({ refusal }) => refusal);
  const left = [...failed, ...wrong.map(workOf)];
  if (left.length === 0) return {};
  const stack = await stackOf(
    desk,
    left.map(({ caseId, task }) => `${caseId}~${task}`),
  );
  const isOpen = ({ caseId }: Pick<StackResult, "caseId">) =>
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
  if (!left.some(isOpen)) return { typed };
  const { t } = desk;
  const errors = wrong.flatMap((row) => row.errors);
  const moved = stack.inRows ? "office-pages.stack.rows.again" : "office-pages.moved.again";
  const why = [
    ...(wrong.length > 0 ? [t("office-pages.stack.rows.wrong", { count: wrong.length })] : []),
    ...(failed.some(isOpen) ? [t(moved)] : []),
  ];
  const again = html`
    <h2 class="govuk-heading-m">${titleOf(desk, stack)}</h2>
    ${why.map((line) => html`<p class="govuk-body"><strong>${line}</strong></p>`)}
    ${await stackForm(desk, stack, { ...given, list, outcome, typed: { form, errors } })}
  `;
  return { typed, again, errors };
}

interface FormAgain extends Pick<StackTyped, "code" | "findings"> {
  readonly form: FormFields;
  readonly list: string;
  readonly chosen: string;
  /** Rows with a mistake: what is wrong stands at their boxes. */
  readonly wrong?: readonly RowRead[];
}

/** What a browser said of how long each file of a stack was in view: `<case>~<seconds>`. */
const lookedIn = (form: FormFields): ReadonlyMap<string, string> =>
  new Map(
    [form.looked ?? []].flat().flatMap((each) => {
      const [, caseId = "", seconds = ""] = /^([\w-]+)~(\d{1,5})$/.exec(String(each)) ?? [];
      return caseId ? [[caseId, seconds]] : [];
    }),
  );

/** Each file that was signed among others: how long it was looked at, where a script saw it. */
export async function recordSigned(
  desk: Desk,
  results: readonly StackResult[],
  form: FormFields,
): Promise<void> {
  const looked = lookedIn(form);
  for (const { caseId, refusal, application } of results)
    if (application && !refusal)
      await recordLook(desk, application, `signed:${looked.get(caseId) ?? ""}`);
}

/** A row as it was shown, with the version of its file; none where it names no file. */
export function itemIn(text: string): StackItem[] {
  const [caseId = "", task = "", version = ""] = text.split("~", 3);
  const isWhole = isUuid(caseId) && task !== "" && /^\d{1,9}$/.test(version);
  return isWhole ? [{ caseId, task, version: Number(version) }] : [];
}
