import { answerWindow } from "../../cases/index.ts";
import type { Colleague } from "../../platform/auth/index.ts";
import { committeeOf } from "../../workflow/index.ts";
import { button, details, html, type SafeHtml, select } from "../components/index.ts";
import { assigneeItems } from "./assignees.ts";
import type { NameOf } from "./names.ts";
import { substituteForm, withdrawForm } from "./substitute-form.ts";
import { actForm, type FormOf } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/** Whom a supervisor can give a task. */
export interface Assigning {
  /** Those on leave are among them. */
  readonly colleagues: readonly Colleague[];
  /** Why nobody at work can be given it; null where somebody can. */
  readonly nobody: SafeHtml | null;
  /** Of what a committee decides: all who work at its authority. */
  readonly staff?: readonly Colleague[];
}

/** A supervisor chooses who does the task. */
function assignForm(form: FormOf, { colleagues, nobody }: Assigning): SafeHtml {
  const { desk, task } = form;
  const { t } = desk;
  const typed = typedIn(form.typed, "assign", task.key);
  const choice = select(
    {
      ...{ id: fieldId("assign", task.key, "to"), name: "to", value: typed?.to },
      label: t("office-pages.assign.who"),
      items: assigneeItems(desk, colleagues),
      error: errorOf(t, typed, "to"),
    },
    t,
  );
  const go = button({ text: t("office-pages.assign.do"), kind: "secondary" });
  const content = nobody ?? actForm(form, "assign", html`${choice}${go}`);
  const isOpen = typed !== undefined || task.claimedBy === desk.officer.id;
  return details(t("office-pages.assign.title"), content, isOpen);
}

/** To whom a supervisor can give it, or whom they can name in place of a member. */
export function givenTo(form: FormOf, assigning: Assigning, nameOf: NameOf): SafeHtml | null {
  const committee = committeeOf(form.application.definition, form.task);
  if (!committee) return assignForm(form, assigning);
  return answerWindow(form.application.state).ok
    ? null
    : html`${withdrawForm(form, nameOf)}${substituteForm(form, committee, assigning)}`;
}
