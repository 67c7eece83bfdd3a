import type { FastifyReply } from "fastify";
import { statusOf } from "../../platform/http/index.ts";
import { type Content, html, type SafeHtml } from "../components/index.ts";
import { type Desk, showDesk } from "./desk.ts";
import { type DeskForm, deskForm, type Typed, typedProblems } from "./form.ts";

export interface FormPage {
  readonly title: string;
  /** The way back, above the form. */
  readonly before: SafeHtml;
  /** What to know before one types. */
  readonly lead?: Content;
}

/** A page of one form, as it is or come back with what was typed and what is wrong with it. */
export function showForm(
  desk: Desk,
  form: DeskForm,
  { title, before, lead }: FormPage,
  typed?: Typed,
  status = typed ? statusOf("invalid") : 200,
): FastifyReply {
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${lead}
    ${deskForm(form, desk, typed)}`;
  return showDesk(desk, { title, content, status, path: form.action, before });
}
