import { newId } from "../../platform/db/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import { type Beside, fieldId } from "./typed.ts";

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
