import { type Content, html } from "./html.ts";

/** An answer in words, marked where it stands in another language than the page (WCAG 3.1.2). */
export const answered = (row: {
  readonly answer: string;
  readonly lang?: string | undefined;
}): Content =>
  row.lang === undefined || row.answer === ""
    ? row.answer
    : html`<span lang="${row.lang}">${row.answer}</span>`;
