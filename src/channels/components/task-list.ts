import type { Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { tag } from "./tag.ts";

export interface Task {
  readonly title: string;
  readonly href?: string | undefined;
  readonly hint?: string | undefined;
  /** A tag or a word; default "Not yet started". */
  readonly status: Content;
}

/**
 * The sections of a form with how far each is. Criteria: link and status tied by
 * `aria-describedby`.
 */
export const taskList = (tasks: readonly Task[], idPrefix = "task"): SafeHtml =>
  html`
    <ul class="govuk-task-list">
      ${tasks.map((task, index) => {
        const id = `${idPrefix}-${index + 1}`;
        const described = `${task.hint === undefined ? "" : `${id}-hint `}${id}-status`;
        const name =
          task.href === undefined
            ? html`<div>${task.title}</div>`
            : html`
          <a
            class="govuk-link govuk-task-list__link"
            href="${task.href}"
            aria-describedby="${described}"
          >
            ${task.title}
          </a>
        `;
        const hint =
          task.hint === undefined
            ? null
            : html`<div id="${id}-hint" class="govuk-task-list__hint">${task.hint}</div>`;
        return html`
      <li
        class="govuk-task-list__item${
          task.href === undefined ? "" : " govuk-task-list__item--with-link"
        }"
      >
        <div class="govuk-task-list__name-and-hint">${name}${hint}</div>
        <div
          class="govuk-task-list__status${
            task.href === undefined ? " govuk-task-list__status--cannot-start-yet" : ""
          }"
          id="${id}-status"
        >
          ${task.status}
        </div>
      </li>
    `;
      })}
    </ul>
  `;

export const examples = (t: Translate): Example[] => [
  {
    name: "three sections",
    html: taskList([
      { title: "Umwirondoro", href: "#1", status: t("form.section-done") },
      {
        title: "Imigereka",
        href: "#2",
        hint: "PDF",
        status: tag(t("form.section-to-do"), "action"),
      },
      { title: "Kwishyura", status: t("form.section-later") },
    ]),
  },
];
