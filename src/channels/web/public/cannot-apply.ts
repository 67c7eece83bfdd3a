import type { Requirement } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, notificationBanner, type SafeHtml } from "../../components/index.ts";
import { bullets } from "../../questions/index.ts";

/** What somebody who does not meet these requirements can do; where nothing is said, who helps. */
export function insteadView(unmet: readonly Requirement[], t: Translate): SafeHtml {
  const ways = unmet.flatMap(({ instead }) => (instead ? [html`${t.words(instead)}`] : []));
  const helps = html`<a class="govuk-link" href="/centres">${t("public.instead-centre")}</a>`;
  return html`<h2 class="govuk-heading-m">${t("public.instead")}</h2>${bullets([...ways, helps])}`;
}

/** Said before anything is asked: they cannot apply, why, and what they can do instead. */
export function cannotApply(unmet: readonly Requirement[], t: Translate): SafeHtml | null {
  if (unmet.length === 0) return null;
  const reasons = bullets(unmet.map((each) => html`${t.words(each.else)}`));
  const content = html`<p class="govuk-body">${t("eligibility.because")}</p>${reasons}
    ${insteadView(unmet, t)}`;
  const heading = t("eligibility.not-eligible");
  return notificationBanner({ heading, content, id: "cannot-apply" }, t);
}
