import { leaveWords } from "../../acts/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";

/** Leave of all the authority that no administrator has confirmed yet; nothing where none waits. */
export async function leaveThatWaits(desk: Desk): Promise<SafeHtml | null> {
  const { deps, t, officer, now } = desk;
  const asked = { authority: officer.authority, waiting: true, size: 500 };
  const rows = (await deps.staff.members(asked)).flatMap(({ id, name, absences }) =>
    absences
      .filter(({ status, untilAt }) => status === "asked" && new Date(untilAt) > now)
      .map((absence) => ({ officer: id, name, absence })),
  );
  if (rows.length === 0) return null;
  const nameOf = await deps.names(rows.flatMap(({ absence }) => absence.deputy ?? []));
  const words = await leaveWords(deps, t, rows, nameOf);
  const items = rows.map(
    ({ officer: id, name }, at) => html`<li>
      <a class="govuk-link" href="/office/load/${id}">${name}</a>: ${words[at]}
    </li>`,
  );
  return html`
    <section aria-labelledby="leave-waits">
      <h2 class="govuk-heading-m" id="leave-waits">${t("supervise.leave.waiting")}</h2>
      <ul class="govuk-list">${items}</ul>
    </section>
  `;
}
