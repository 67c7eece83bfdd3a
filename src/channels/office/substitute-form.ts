import { roleWords } from "../../acts/index.ts";
import { emptySeats, seatsOf, substitutesToVote } from "../../cases/index.ts";
import type { Committee } from "../../catalogue/index.ts";
import { button, details, html, type SafeHtml, select } from "../components/index.ts";
import type { Assigning } from "./assign-form.ts";
import { assigneeItems, awayWords } from "./assignees.ts";
import type { NameOf } from "./names.ts";
import { actForm, type FormOf, wordsBox } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/** A substitute by name; for a supervisor also that they are on leave, or have left. */
export function substituteName({ desk, staff = [] }: FormOf, id: string, nameOf: NameOf): string {
  const colleague = staff.find((each) => each.id === id);
  if (colleague?.away) return awayWords(desk, colleague);
  const hasLeft = staff.length > 0 && !colleague;
  return hasLeft ? desk.t("committee.substitute.left", { name: nameOf(id) }) : nameOf(id);
}

/** A supervisor takes back that a substitute votes, who has not; null where there is none. */
export function withdrawForm(form: FormOf, nameOf: NameOf): SafeHtml | null {
  const { desk, task } = form;
  const { t } = desk;
  const act = "withdraw-substitute" as const;
  const open = substitutesToVote(task);
  if (open.length === 0 || task.signed) return null;
  const typed = typedIn(form.typed, act, task.key);
  const items = open.map(({ to }) => ({ value: to, text: substituteName(form, to, nameOf) }));
  const content = actForm(
    form,
    act,
    html`
      ${select(
        {
          ...{ id: fieldId(act, task.key, "to"), name: "to", value: typed?.to, items },
          label: t("committee.substitute.whom"),
          error: errorOf(t, typed, "to"),
        },
        t,
      )}
      ${wordsBox(form, act, t("office.reason"), t("committee.substitute.withdraw-hint"))}
      ${button({ text: t("committee.substitute.withdraw"), kind: "secondary" })}
    `,
  );
  return details(t("committee.substitute.withdraw"), content, typed !== undefined);
}

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
            ${t("committee.substitute.nobody")}${" "}
            ${t("committee.short.appoint", { role, names: administrators })}
          </p>
        `;
  return html`
    <p class="govuk-body">${t("committee.substitute.empty", { empty, members })}</p>
    ${details(t("committee.substitute.title"), content, isLost || typed !== undefined)}
  `;
}
