import { leaveDays } from "../../acts/index.ts";
import type { Absence } from "../../kernel/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";
import type { NameOf } from "./names.ts";

/** Leave in words: its days, the deputy, and since when it waits for an administrator. */
export function leaveWords(
  { deps, t }: Pick<Desk, "deps" | "t">,
  absence: Absence,
  nameOf: NameOf,
): string {
  const { deputy, status, askedAt } = absence;
  const { timeZone } = deps.catalogue.jurisdiction;
  return [
    leaveDays(t, absence, timeZone),
    deputy && `${t("staff.deputy")}: ${nameOf(deputy)}`,
    status === "asked" && t("supervise.leave.waits", { since: t.day(askedAt, timeZone) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Leave of all the authority that no administrator has confirmed yet; nothing where none waits. */
export async function leaveThatWaits(desk: Desk): Promise<SafeHtml | null> {
  const { deps, t, officer, now } = desk;
  const asked = { authority: officer.authority, waiting: true, size: 500 };
  const rows = (await deps.staff.members(asked)).flatMap(({ id, name, absences }) =>
    absences
      .filter(({ status, untilAt }) => status === "asked" && new Date(untilAt) > now)
      .map((absence) => ({ id, name, absence })),
  );
  if (rows.length === 0) return null;
  const nameOf = await deps.names(rows.flatMap(({ absence }) => absence.deputy ?? []));
  const items = rows.map(
    ({ id, name, absence }) => html`<li>
      <a class="govuk-link" href="/office/load/${id}">${name}</a>:
      ${leaveWords(desk, absence, nameOf)}
    </li>`,
  );
  return html`
    <section aria-labelledby="leave-waits">
      <h2 class="govuk-heading-m" id="leave-waits">${t("supervise.leave.waiting")}</h2>
      <ul class="govuk-list">${items}</ul>
    </section>
  `;
}
