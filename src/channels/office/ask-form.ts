import {
  button,
  checkboxes,
  details,
  errorMessage,
  html,
  type SafeHtml,
} from "../components/index.ts";
import { askedFor, mayAsk, namedToAsk, roundsLeft } from "./ask-this.ts";
import { actForm, type FormOf, wordsBox } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/**
 * One consolidated request: the answers and papers that are not right, ticked, and what is wanted
 * in words. The number of rounds left is told before; nothing where this step may not ask.
 */
export function askForm(form: FormOf): SafeHtml | null {
  const { desk, application, task } = form;
  const { t } = desk;
  const left = roundsLeft(application, task);
  if (left === undefined) return null;
  const typed = typedIn(form.typed, "ask", task.key);
  const heading = t("office.request");
  const { rounds: most = 0 } = application.definition.process?.moreInformation ?? {};
  if (!mayAsk(desk, left)) {
    const text = t("office-pages.rounds-used", { count: most });
    return details(heading, html`<p class="govuk-body">${text}</p>`, typed !== undefined);
  }
  const rounds =
    left > 0
      ? t("office-pages.rounds-left", { count: left })
      : t("office-pages.rounds-used", { count: most });
  const content = html`
    <p class="govuk-body">${rounds} ${t("office.request-hint")}</p>
    ${fieldBoxes(form)}
    ${wordsBox(form, "ask", t("office.request-text"), t("office-pages.person-reads"))}
    ${button({ text: t("office.request"), kind: "secondary" })}
  `;
  const isOpen = typed !== undefined || namedToAsk(desk, application).length > 0;
  return details(heading, actForm(form, "ask", content), isOpen);
}

function fieldBoxes(form: FormOf): SafeHtml {
  const { desk, application, task } = form;
  const typed = typedIn(form.typed, "ask", task.key);
  const id = fieldId("ask", task.key, "fields");
  const error = errorOf(desk.t, typed, "fields");
  const named = namedToAsk(desk, application);
  const { lang, pages } = askedFor(desk, application);
  const groups = pages
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }, index) =>
      checkboxes(
        {
          id: index === 0 ? id : `${id}-page-${index}`,
          name: "fields",
          legend: title,
          items: rows.map(({ field, question }) => ({ value: field, text: question })),
          values: typed?.fields ?? named,
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
      <div lang="${lang}">${groups}</div>
    </div>
  `;
}
