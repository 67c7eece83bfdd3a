import type { Colleague } from "../../platform/auth/index.ts";
import { button, details, html, type SafeHtml, select } from "../components/index.ts";
import { actForm, type FormOf } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/** A supervisor chooses who does the task; whoever has it in hand is not offered again. */
export function assignForm(form: FormOf, colleagues: readonly Colleague[]): SafeHtml {
  const { desk, task } = form;
  const { t } = desk;
  const typed = typedIn(form.typed, "assign", task.key);
  const others = colleagues.filter(({ id }) => id !== task.claimedBy);
  const choice = select(
    {
      ...{ id: fieldId("assign", task.key, "to"), name: "to", value: typed?.to },
      label: t("office-pages.assign.who"),
      items: others.map(({ id, name }) => ({ value: id, text: name })),
      error: errorOf(t, typed, "to"),
    },
    t,
  );
  const go = button({ text: t("office-pages.assign.do"), kind: "secondary" });
  const content =
    others.length > 0
      ? actForm(form, "assign", html`${choice}${go}`)
      : html`<p class="govuk-body">${t("office-pages.assign.nobody")}</p>`;
  const isOpen = typed !== undefined || task.claimedBy === desk.officer.id;
  return details(t("office-pages.assign.title"), content, isOpen);
}
