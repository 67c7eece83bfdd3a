import { fingerprintOf, type Introduction } from "../../../partnership/index.ts";
import {
  button,
  html,
  type SafeHtml,
  sideName,
  summaryList,
  warningText,
} from "../../components/index.ts";
import type { Desk } from "../desk.ts";

/** What was introduced, with the fingerprint that two officers compare by telephone. */
export function introductionView(
  text: string,
  { side, key, address }: Introduction,
  again: boolean,
  { t, csrf }: Pick<Desk, "t" | "csrf">,
): SafeHtml {
  return html`<h1 class="govuk-heading-l">${t("two-sides.check")}</h1>
    <p class="govuk-body">${t("two-sides.check-lead")}</p>
    ${summaryList({
      rows: [
        { key: t("two-sides.partner"), value: sideName(side, t) },
        { key: t("two-sides.link-address"), value: address },
        {
          key: t("two-sides.fingerprint"),
          value: html`<code class="hw-code">${fingerprintOf(key)}</code>`,
        },
      ],
    })}
    ${again ? warningText(t("two-sides.check-key"), t) : null}
    <form method="post" action="/desk/two-sides/trust" novalidate>
      ${csrf}<input type="hidden" name="introduction" value="${text}">
      ${button({ text: t("two-sides.trust") })}
    </form>`;
}
