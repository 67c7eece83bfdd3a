import type { FastifyReply } from "fastify";
import type { AssignResult } from "../../acts/index.ts";
import type { PlainKey } from "../../platform/i18n/index.ts";
import { html, tag } from "../components/index.ts";
import { type Desk, show } from "./desk.ts";
import { whyEach } from "./moved.ts";
import { caseHref } from "./worklist.ts";

interface Shown {
  readonly list: string;
  readonly title: string;
  /** What stands beside a file that stayed as it was. */
  readonly not: PlainKey;
}

/** What came of each of several files; of those that stayed as they were, why. */
export async function sendFileResults(
  desk: Desk,
  results: readonly AssignResult[],
  { list, title, not }: Shown,
): Promise<FastifyReply> {
  const { t } = desk;
  const why = await whyEach(desk, results);
  const rows = results.map(({ caseId, reference, refusal }) => {
    const words = refusal ? tag(t(not), "bad") : tag(t("office.done"), "good");
    return html`
      <li>
        <a class="govuk-link hw-reference" href="${caseHref(caseId, list)}">${reference}</a>${" "}
        ${words} ${why.get(caseId) ?? null}
      </li>
    `;
  });
  const content = html`
    <h1 class="govuk-heading-l">${title}</h1>
    <ul class="govuk-list of-stack-done">${rows}</ul>
    <a class="govuk-button" href="${list}">${t("office.worklist")}</a>
  `;
  return show(desk, { title, content, path: list });
}
