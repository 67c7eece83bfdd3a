import { roleWords } from "../../acts/index.ts";
import { emptySeats, seatsOf } from "../../cases/index.ts";
import type { Committee } from "../../catalogue/index.ts";
import { button, details, html, type SafeHtml, select } from "../components/index.ts";
import type { Assigning } from "./assign-form.ts";
import { assigneeItems } from "./assignees.ts";
import { actForm, type FormOf, wordsBox } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/**
 * A supervisor names who votes in place of a member who has a conflict of interest; null where no
 * seat is empty for that, or votes have decided.
 */
export function substituteForm(
  form: FormOf,
  committee: Committee,
  { colleagues }: Assigning,
): SafeHtml | null {
  const { desk, task, administrators = "" } = form;
  const { t, deps } = desk;
  const empty = emptySeats(task);
  const { members, quorum } = committee;
  if (empty === 0 || task.signed) return null;
  const act = "name-substitute" as const;
  const typed = typedIn(form.typed, act, task.key);
  const isLost = seatsOf(committee, task) < quorum;
  const role = roleWords(t, deps.catalogue, task.authority, task.role);
  const content =
    colleagues.length > 0
      ? actForm(
          form,
          act,
          html`
            ${select(
              {
                ...{ id: fieldId(act, task.key, "to"), name: "to", value: typed?.to },
                label: t("office-pages.assign.who"),
                items: assigneeItems(desk, colleagues),
                error: errorOf(t, typed, "to"),
              },
              t,
            )}
            ${wordsBox(form, act, t("office.reason"), t("committee.substitute.hint"))}
            ${button({ text: t("committee.substitute.do"), kind: "secondary" })}
          `,
        )
      : html`
          <p class="govuk-body">
            ${t("committee.substitute.nobody")}
            ${t("committee.short.appoint", { role, names: administrators })}
          </p>
        `;
  return html`
    <p class="govuk-body">${t("committee.substitute.empty", { empty, members })}</p>
    ${details(t("committee.substitute.title"), content, isLost || typed !== undefined)}
  `;
}
