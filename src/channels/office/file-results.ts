import type { FastifyReply } from "fastify";
import type { AssignResult } from "../../acts/index.ts";
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
}

/** What came of each of several files; of those that stayed as they were, why. */
export async function sendFileResults(
  desk: Desk,
  results: readonly AssignResult[],
  { title, ...row }: Shown,
): Promise<FastifyReply> {
  const { list } = row;
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <ul class="govuk-list of-stack-done">${await fileRows(desk, results, row)}</ul>
    <a class="govuk-button" href="${list}">${desk.t("office.worklist")}</a>
  `;
  return show(desk, { title, content, path: list });
}
