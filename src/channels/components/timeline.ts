import { type Content, type Example, html, type SafeHtml } from "./html.ts";

export interface TimelineEntry {
  readonly title: Content;
  /** The moment in words, and for machines (`datetime`). */
  readonly when: string;
  readonly datetime?: string | undefined;
  /** Who did it, in the words that a person may see. */
  readonly by?: string | undefined;
  readonly content?: Content | undefined;
}

/**
 * What has happened, newest first or last as given. Criteria: an ordered list; times are `time`
 * elements.
 */
export const timeline = (entries: readonly TimelineEntry[]): SafeHtml =>
  html`
    <ol class="hw-timeline">
      ${entries.map(
        (e) => html`
        <li class="hw-timeline__item">
          <p class="hw-timeline__title">${e.title}</p>
          <p class="hw-timeline__when">
            <time${e.datetime === undefined ? null : html` datetime="${e.datetime}"`}>
              ${e.when}
            </time>
            ${e.by === undefined ? null : html` · ${e.by}`}
          </p>
          ${
            e.content === undefined
              ? null
              : html`
            <div class="hw-timeline__content">${e.content}</div>
          `
          }
        </li>
      `,
      )}
    </ol>
  `;

export interface ProgressStep {
  readonly text: string;
  readonly state: "done" | "now" | "later" | "stopped";
  /** A date or a promise: "before 14 December". */
  readonly detail?: string | undefined;
}

/**
 * How far an application is: what was done, what is being done, what comes. `stateWords` says each
 * state to the ear. Criteria: an ordered list; the current step is marked (`aria-current="step"`).
 */
export const progress = (
  steps: readonly ProgressStep[],
  stateWords: (state: ProgressStep["state"]) => string,
): SafeHtml =>
  html`
    <ol class="hw-progress">
      ${steps.map(
        (step) => html`
        <li
          class="hw-progress__step hw-progress__step--${step.state}"${
            step.state === "now" ? html` aria-current="step"` : null
          }
        >
          <span class="hw-progress__text">
            ${step.text}<span class="govuk-visually-hidden"> (${stateWords(step.state)})</span>
          </span>
          ${
            step.detail === undefined
              ? null
              : html`
            <span class="hw-progress__detail">${step.detail}</span>
          `
          }
        </li>
      `,
      )}
    </ol>
  `;

export const examples = (): Example[] => [
  {
    name: "a timeline",
    html: timeline([
      {
        title: "Byemejwe",
        when: "23 Ugushyingo 2026, 14:30",
        datetime: "2026-11-23T12:30:00Z",
        by: "NIDA",
        content: html`<p class="govuk-body">Indangamuntu iraboneka.</p>`,
      },
      { title: "Ubusabe bwoherejwe", when: "20 Ugushyingo 2026, 09:00" },
    ]),
  },
  {
    name: "progress",
    html: progress(
      [
        { text: "Ubusabe bwoherejwe", state: "done", detail: "20 Ugushyingo" },
        { text: "Birimo gusuzumwa", state: "now", detail: "bitarenze 23 Ugushyingo" },
        { text: "Icyemezo cy’urwego", state: "later" },
      ],
      (state) => ({ done: "byarangiye", now: "ubu", later: "nyuma", stopped: "byahagaze" })[state],
    ),
  },
];
