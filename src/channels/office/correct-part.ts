import { type Application, type Task, whyFindingStands } from "../../cases/index.ts";
import { findingsWanted } from "../../form/index.ts";
import { button, details, html, type SafeHtml } from "../components/index.ts";
import type { Desk } from "./desk.ts";
import { differsBox } from "./differences.ts";
import { findingFields } from "./finding-fields.ts";
import { actForm } from "./task-forms.ts";
import { type Typed, typedIn } from "./typed.ts";

/** Beside what an officer found themselves: the way to correct it, where it can be. */
export function correctPart(
  desk: Desk,
  application: Application,
  task: Task,
  all: Typed | undefined,
): SafeHtml | null {
  const { t, officer } = desk;
  const { definition, state } = application;
  if (findingsWanted(definition, task).length === 0) return null;
  if (whyFindingStands(state, task, officer.id)) return null;
  const typed = typedIn(all, "correct-finding", task.key);
  const { outcome = "" } = task.done ?? task.proposed ?? {};
  const fields = findingFields(desk, application, task, typed, undefined, "correct-finding");
  const form = actForm(
    { desk, application, task },
    "correct-finding",
    html`
      <input type="hidden" name="outcome" value="${outcome}">
      ${fields.filter(({ outcomes }) => outcomes.includes(outcome)).map(({ content }) => content)}
      ${differsBox(desk, task, typed)}
      ${button({ text: t("office-pages.correct-finding.save"), kind: "secondary" })}
    `,
  );
  return details(t("office-pages.correct-finding.open"), form, typed !== undefined);
}
