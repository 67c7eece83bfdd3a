import type { FastifyReply } from "fastify";
import type { AssignResult } from "../../acts/index.ts";
import { redirectTo } from "../../platform/http/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { html, type SafeHtml, tag } from "../components/index.ts";
import { type Desk, show } from "./desk.ts";
import { whyEach } from "./moved.ts";
import { caseHref } from "./worklist.ts";

interface Row {
  /** The list from which the files are opened. */
  readonly list: string;
  /** What stands beside a file that stayed as it was. */
  readonly not: PlainKey;
  /** What stands beside one that did not. */
  readonly yes?: PlainKey | undefined;
}

/** Each of several files with what came of it; of those that stayed as they were, why. */
export async function fileRows(
  desk: Desk,
  results: readonly AssignResult[],
  { list, not, yes = "office.done" }: Row,
): Promise<readonly SafeHtml[]> {
  const { t } = desk;
  const why = await whyEach(desk, results);
  return results.map(({ caseId, reference, refusal }) => {
    const words = refusal ? tag(t(not), "bad") : tag(t(yes), "good");
    return html`
      <li>
        <a class="govuk-link hw-reference" href="${caseHref(caseId, list)}">${reference}</a>${" "}
        ${words} ${why.get(caseId) ?? null}
      </li>
    `;
  });
}

interface Shown extends Row {
  readonly title: string;
  /** The words of the way back, where that is not to the worklist. */
  readonly back?: PlainKey | undefined;
}

/** What came of each of several files; of those that stayed as they were, why. */
export async function sendFileResults(
  desk: Desk,
  results: readonly AssignResult[],
  { title, back = "office.worklist", ...row }: Shown,
): Promise<FastifyReply> {
  const { list } = row;
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <ul class="govuk-list of-stack-done">${await fileRows(desk, results, row)}</ul>
    <a class="govuk-button" href="${list}">${desk.t(back)}</a>
  `;
  return show(desk, { title, content, path: list });
}

interface Chosen extends Pick<Shown, "list" | "back"> {
  /** How many were chosen, those among them of which nothing is known. */
  readonly chosen: number;
  /** What was done, as the next page says it. */
  readonly code: "office-pages.stack.claimed" | "office-pages.stack.taken-back";
}

/** After an act on chosen files: the list again, or why, where some of them stayed as they were. */
export async function sendChosen(
  desk: Desk,
  results: readonly AssignResult[],
  { chosen, code, ...shown }: Chosen,
): Promise<FastifyReply> {
  const count = results.filter(({ refusal }) => !refusal).length;
  const facts = { count, chosen };
  const not = "office-pages.stack.not-done";
  if (count < results.length)
    return sendFileResults(desk, results, { ...shown, title: desk.t(code, facts), not });
  const kind = count === chosen && count > 0 ? "success" : "notice";
  return redirectTo(desk.reply, shown.list, { kind, code, facts });
}
