import { type Example, html, type SafeHtml } from "./html.ts";

/** Calm colours with one meaning each, the same in every list. */
export type Tone = "neutral" | "waiting" | "working" | "action" | "good" | "bad";

/** What people see of a case, and the tone that it has everywhere. */
const tones: Readonly<Record<string, Tone>> = {
  draft: "neutral",
  submitted: "waiting",
  "fee-due": "action",
  paid: "waiting",
  "in-review": "working",
  waiting: "action",
  "more-info": "action",
  answered: "working",
  granted: "good",
  issued: "good",
  refused: "bad",
  withdrawn: "neutral",
  lapsed: "neutral",
  expired: "neutral",
  revoked: "bad",
  appealed: "working",
  late: "bad",
};

/**
 * The tone of a status by its code (the last word of `status.<code>`); unknown ones are neutral.
 */
export const toneOf = (status: string): Tone => tones[status] ?? "neutral";

/**
 * A status in a word. Criteria: the word alone says it, never the colour (1.4.1); not clickable.
 */
export const tag = (text: string, tone: Tone = "neutral"): SafeHtml =>
  html`<strong class="govuk-tag hw-tag--${tone}">${text}</strong>`;

export const examples = (): Example[] => [
  {
    name: "every tone",
    html: html`
      <p>
        ${(["neutral", "waiting", "working", "action", "good", "bad"] as const).map(
          (tone) => html`${tag(tone, tone)} `,
        )}
      </p>
    `,
  },
];
