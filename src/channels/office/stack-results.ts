import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type AssignItem,
  type StackAct,
  type StackResult,
  takeBackStack,
} from "../../acts/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { buttonGroup, errorSummary, html, type SafeHtml, tag } from "../components/index.ts";
import { stackScriptTags } from "./case-scripts.ts";
import { outcomeWords } from "./case-words.ts";
import { aboutWords } from "./columns.ts";
import { actorAt, type Desk, deskOf, type Office, show } from "./desk.ts";
import { sendChosen } from "./file-results.ts";
import { whyEach } from "./moved.ts";
import { chosenIn, stackHref } from "./stack-address.ts";
import { workIn } from "./stack-of.ts";
import { effectTime, takeBackForm } from "./take-back.ts";
import { caseHref, listOf } from "./worklist.ts";

interface Results {
  readonly list: string;
  readonly act: StackAct;
  /** How many were done. */
  readonly title: string;
  /** Files of the stack that are left, as its address names them. */
  readonly rest: readonly string[];
  /** What was typed for files that are not done and cannot be done now, by their ids. */
  readonly typed?: ReadonlyMap<string, string>;
  /** What is not done and can be done once more. */
  readonly again?: SafeHtml;
  /** What is wrong in it; it comes first then. */
  readonly errors?: readonly { readonly text: string; readonly id: string }[];
}

/** What came of each file, and the way to take all of it back. */
export async function sendResults(
  desk: Desk,
  results: readonly StackResult[],
  { list, act, rest, title, typed, again, errors = [] }: Results,
): Promise<FastifyReply> {
  const { t } = desk;
  const why = await whyEach(desk, results);
  const rows = results.map(({ caseId, task, reference, refusal, application, ...result }) => {
    const canTakeBack = result.takesEffectAt !== undefined || result.isStepOpen === true;
    const own = application?.state.tasks.find(({ key }) => key === task);
    const chosen = act.type === "complete" ? act.outcome : (own?.proposed?.outcome ?? "");
    const outcome = application && own ? outcomeWords(t, application, own, chosen) : "";
    const about = application && [
      application.asked.applicant.name,
      ...aboutWords(desk, application.definition.id, application.answers),
      t.words(application.definition.title),
    ];
    const [words, tone] = refusal
      ? ([t("office-pages.stack.not-done"), "bad"] as const)
      : ([t("office.done"), "good"] as const);
    return html`
      <li>
        <a class="govuk-link hw-reference" href="${caseHref(caseId, list)}">${reference}</a>${" "}
        ${about?.filter(Boolean).join(" · ")}${refusal || !outcome ? null : html`: ${outcome}`}
        ${tag(words, tone)} ${why.get(caseId) ?? null}
        ${youTyped(desk, typed?.get(caseId))}
        ${canTakeBack ? takeBackForm(desk, { caseId, task, reference }) : null}
      </li>
    `;
  });
  const goOn = rest.slice(0, 1).map(
    () => html`
      <a class="govuk-button" href="${stackHref(rest, list)}" data-enter>
        ${t("office-pages.stack.rest", { count: rest.length })}
      </a>
    `,
  );
  const kind = again || goOn.length > 0 ? " govuk-button--secondary" : "";
  const toList = html`
    <a class="govuk-button${kind}" href="${list}">${t("office.worklist")}</a>
  `;
  const content = html`
    ${errorSummary([...errors], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${errors.length > 0 ? again : null}${takeAllBack(desk, results, list)}
    <ul class="govuk-list of-stack-done">${rows}</ul>
    ${errors.length > 0 ? null : again}${buttonGroup(...goOn, toList)}
  `;
  return show(desk, {
    ...{ title, content, path: list, failed: errors.length > 0 },
    ...(again && { before: stackScriptTags }),
  });
}

const youTyped = ({ t }: Desk, words: string | undefined): SafeHtml | null =>
  words ? html`<span>${t("office-pages.you-wrote")} ${words}</span>` : null;

/** One button for the whole stack, as long as nobody was told. */
export function takeAllBack(
  { deps, t, csrf }: Desk,
  results: readonly Pick<StackResult, "caseId" | "task" | "takesEffectAt">[],
  list: string,
  action = "/office/stack/take-back",
): SafeHtml | null {
  const waiting = results.filter(({ takesEffectAt }) => takesEffectAt);
  const first = waiting.map(({ takesEffectAt = "" }) => takesEffectAt).sort()[0];
  if (first === undefined) return null;
  const [, query = ""] = list.split("?", 2);
  return html`
    <p class="govuk-body">
      ${t("office-pages.take-back.until", { time: effectTime(deps, first) })}
    </p>
    <form method="post" action="${action}" novalidate>
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
  const items = chosenIn(form, "stack").flatMap((each) => workIn(each) ?? []);
  return sendTakenBack(desk, items, { list: listOf(textOf(form, "list"), desk) });
}

/** Takes back what was signed or voted on together; each file of which it is too late says so. */
export async function sendTakenBack(
  desk: Desk,
  items: readonly AssignItem[],
  to: { readonly list: string; readonly back?: PlainKey; readonly most?: number },
): Promise<FastifyReply> {
  const { most, ...shown } = to;
  const results = await takeBackStack(desk.deps, items, actorAt(desk), most);
  const code = "office-pages.stack.taken-back";
  return sendChosen(desk, results, { ...shown, code, chosen: items.length });
}
