import type { PasskeyAnswer, PasskeyQuestion } from "../../platform/auth/index.ts";
import { assetOf, type FormFields, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { button, html, type SafeHtml } from "../components/index.ts";

/** The script that asks the device; served by the channel `workplace`. */
export const passkeyScript = assetOf(`${import.meta.dirname}/browser`, "passkey.ts");

export interface PasskeyForm {
  readonly action: string;
  readonly question: PasskeyQuestion;
  /** Whether the device makes a new passkey, or shows one that it has. */
  readonly adds: boolean;
  readonly text: string;
  readonly csrf: SafeHtml;
  /** Sent along unseen. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** A form that is sent with the answer of the device. It needs a script, and says so without. */
export const passkeyForm = (form: PasskeyForm, t: Translate): SafeHtml => html`
  <form
    method="post"
    action="${form.action}"
    data-passkey="${form.adds ? "add" : "prove"}"
    data-options="${JSON.stringify(form.question.options)}"
  >
    ${form.csrf}
    <input type="hidden" name="state" value="${form.question.state}">
    <input type="hidden" name="answer" value="">
    ${Object.entries(form.hidden ?? {}).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}
    <div data-passkey-failed tabindex="-1" hidden>
      <p class="govuk-error-message">${t("staff.passkey.failed")}</p>
    </div>
    ${button({ text: form.text })}
  </form>
  <noscript><p class="govuk-body">${t("staff.passkey.needs-script")}</p></noscript>
  <script type="module" src="${passkeyScript.path}"></script>
`;

/** What such a form sends. */
export const passkeyAnswerIn = (posted: FormFields): PasskeyAnswer => ({
  state: textOf(posted, "state"),
  answer: textOf(posted, "answer"),
});
