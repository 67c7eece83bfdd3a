import type { workOfNobodyWords } from "../../acts/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, inset, type SafeHtml } from "../components/index.ts";

type Words = NonNullable<Awaited<ReturnType<typeof workOfNobodyWords>>>;

/** The narrowest list of the office with the files of a role: one step where it has one. */
function listOf(
  { services }: Pick<Catalogue, "services">,
  { role, office, services: own }: Words["work"][number],
): string {
  const [service, ...others] = own;
  const stages = services
    .find(({ id }) => id === service)
    ?.process?.stages.filter(({ tasks }) => tasks.some((task) => task.role === role));
  const isOne = service !== undefined && others.length === 0;
  const [stage, ...more] = (isOne && stages) || [];
  const query = new URLSearchParams({
    ...(isOne && { service }),
    ...(office && { office }),
    ...(stage && more.length === 0 && { stage: stage.id }),
  });
  return query.size > 0 ? `/office?${query}` : "/office";
}

/** Files that nobody at work can do, each with its list, for whoever supervises; whom to ask. */
export const nobodysInset = (
  t: Translate,
  catalogue: Pick<Catalogue, "services">,
  { work, ask }: Words,
): SafeHtml =>
  inset(html`
    <p class="govuk-body"><strong>${t("notifications.kinds.work-of-nobody")}:</strong></p>
    <ul class="govuk-list govuk-list--bullet">
      ${work.map(
        (row) => html`
          <li><a class="govuk-link" href="${listOf(catalogue, row)}">${row.line}</a></li>
        `,
      )}
    </ul>
    <p class="govuk-body">${ask}</p>
  `);
