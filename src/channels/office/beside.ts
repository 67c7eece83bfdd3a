import type { FastifyReply } from "fastify";
import { writeToApplicant } from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, statusOf, textOf } from "../../platform/http/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { sendCase } from "./case-page.ts";
import { actorAt, type Desk } from "./desk.ts";
import { noteWritten } from "./notes.ts";
import { type Beside, fieldId, type Typed } from "./typed.ts";

/** The form of a decision, to which boxes and buttons elsewhere on the page belong as well. */
export const decisionForm = (task: string): string => fieldId("complete", task, "form");

/** The button of a box beside the decision: what is filled in there comes along and stays. */
export const besideButton = (form: string, name: Beside, text: string): SafeHtml => html`
  <input type="hidden" name="${name}-key" value="${newId()}" form="${form}">
  <button
    type="submit"
    class="govuk-button govuk-button--secondary"
    name="_action"
    value="${name}"
    form="${form}"
  >
    ${text}
  </button>
`;

/**
 * Writes the note or the message that stands beside a decision, or shows the related files: the
 * file comes back with the decision as it was filled in.
 */
export async function actBeside(
  desk: Desk,
  application: Application,
  typed: Typed,
  { name, form }: { readonly name: Beside; readonly form: FormFields },
): Promise<FastifyReply> {
  if (name === "related") return sendCase(desk, application, typed);
  const { deps, t } = desk;
  const key = textOf(form, `${name}-key`);
  const words = {
    id: isUuid(key) ? key : newId(),
    caseId: application.id,
    text: typed[name] ?? "",
  };
  const author = actorAt(desk);
  const written =
    name === "note"
      ? await noteWritten(desk, { ...words, author })
      : await writeToApplicant(deps, words, author);
  if (!written.ok) {
    const { code, facts, kind } = written.refusal;
    const problem = { field: name, code, words: { [t.lang]: t.refusal({ code, facts }) } };
    return sendCase(desk, application, { ...typed, problems: [problem] }, statusOf(kind));
  }
  const done = written.value ?? { kind: "success" as const, code: "thread.sent" as const };
  return sendCase(desk, application, { ...typed, [name]: "", done });
}
