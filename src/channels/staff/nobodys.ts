import type { workOfNobodyWords } from "../../acts/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, inset, type SafeHtml } from "../components/index.ts";

type Words = NonNullable<Awaited<ReturnType<typeof workOfNobodyWords>>>;

/** Files that nobody at work can do, for whoever supervises, and whom to ask. */
export const nobodysInset = (t: Translate, { lines, ask }: Words): SafeHtml =>
  inset(html`
    <p class="govuk-body"><strong>${t("notifications.kinds.work-of-nobody")}:</strong></p>
    <ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>
    <p class="govuk-body">${ask}</p>
  `);
