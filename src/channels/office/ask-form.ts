import { type Application, requestWindow, supervisor } from "../../cases/index.ts";
import {
  button,
  checkboxes,
  details,
  errorMessage,
  html,
  type SafeHtml,
} from "../components/index.ts";
import { actForm, type FormOf, wordsBox } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/** Paths that may be asked for anew: every answer and paper on the way that the person took. */
export const askable = ({ asked }: Application): ReadonlySet<string> =>
  new Set(asked.pages.flatMap(({ rows }) => rows.map(({ field }) => field)));

/**
 * One consolidated request: the answers and papers that are not right, ticked, and what is wanted
 * in words. The number of rounds left is told before; nothing where this step may not ask.
 */
export function askForm(form: FormOf): SafeHtml | null {
  const { desk, application, task } = form;
  const { t } = desk;
  const { state, definition } = application;
  const { process } = definition;
  if (!process || !requestWindow(state, task, process).ok) return null;
  const { moreInformation: more } = process;
  const typed = typedIn(form.typed, "ask", task.key);
  const left = more.rounds - state.rounds;
  const heading = t("office.request");
  if (left <= 0 && !desk.officer.roles.includes(supervisor)) {
    const text = t("office-pages.rounds-used", { count: more.rounds });
    return details(heading, html`<p class="govuk-body">${text}</p>`, typed !== undefined);
  }
  const rounds =
    left > 0
      ? t("office-pages.rounds-left", { count: left })
      : t("office-pages.rounds-used", { count: more.rounds });
  const content = html`
    <p class="govuk-body">${rounds} ${t("office.request-hint")}</p>
    ${fieldBoxes(form)}
    ${wordsBox(form, "ask", t("office.request-text"), t("office-pages.person-reads"))}
    ${button({ text: t("office.request"), kind: "secondary" })}
  `;
  return details(heading, actForm(form, "ask", content), typed !== undefined);
}

function fieldBoxes(form: FormOf): SafeHtml {
  const { desk, application, task } = form;
  const typed = typedIn(form.typed, "ask", task.key);
  const id = fieldId("ask", task.key, "fields");
  const error = errorOf(desk.t, typed, "fields");
  const groups = application.asked.pages
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }, index) =>
      checkboxes(
        {
          id: index === 0 ? id : `${id}-${index}`,
          name: "fields",
          legend: title,
          items: rows.map(({ field, question }) => ({ value: field, text: question })),
          values: typed?.fields,
        },
        desk.t,
      ),
    );
  const wrong = error === undefined ? null : errorMessage(`${id}-error`, error, desk.t);
  return html`
    <div
      class="${error === undefined ? "of-ask" : "of-ask govuk-form-group govuk-form-group--error"}"
    >
      <p class="govuk-label govuk-label--s">${desk.t("office-pages.tick-fields")}</p>
      ${wrong}
      <div lang="${application.asked.lang}">${groups}</div>
    </div>
  `;
}
