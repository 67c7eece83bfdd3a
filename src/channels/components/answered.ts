import { type Content, type Example, html } from "./html.ts";

/** An answer in words, marked where it stands in another language than the page (WCAG 3.1.2). */
export const answered = (row: {
  readonly answer: string;
  readonly lang?: string | undefined;
}): Content =>
  row.lang === undefined || row.answer === ""
    ? row.answer
    : html`<span lang="${row.lang}">${row.answer}</span>`;

export const examples = (): Example[] => [
  {
    name: "an answer that has only an English name",
    html: html`
      <p class="govuk-body">Igihugu: ${answered({ answer: "New Caledonia", lang: "en" })}</p>
    `,
  },
  {
    name: "an answer in the language of the page",
    html: html`<p class="govuk-body">Akarere: ${answered({ answer: "Nyagatare" })}</p>`,
  },
];
