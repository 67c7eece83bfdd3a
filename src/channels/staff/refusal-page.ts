import type { Refusal, RefusalKind } from "../../kernel/index.ts";
import { statusOf } from "../../platform/http/index.ts";
import type { PlainKey, Translate } from "../../platform/i18n/index.ts";
import { html, type LinkButton, linkButton } from "../components/index.ts";
import type { StaffPage } from "./frame.ts";

/** Headings of the staff's refusals. Web: `web/problem-page.ts`; API: `api/problem.ts`. */
const titles: Readonly<Record<RefusalKind, PlainKey>> = {
  invalid: "counter.not-possible",
  "not-allowed": "http.forbidden",
  "not-found": "http.not-found",
  conflict: "counter.not-possible",
  unavailable: "http.unavailable",
};

export type RefusalPage = StaffPage & { readonly status: number; readonly path: string };

/** A refusal as a page, with one link on. `text` replaces the words of the refusal's code. */
export function refusalPage(
  { code, kind, facts }: Refusal,
  onward: LinkButton,
  t: Translate,
  text = t.refusal({ code, facts }),
): RefusalPage {
  const title = t(titles[kind]);
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${text}</p>
    ${linkButton(onward)}`;
  return { title, content, status: statusOf(kind), path: onward.href };
}
