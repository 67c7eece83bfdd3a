import type { Refusal } from "../../kernel/index.ts";
import { presentationOf, statusOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type LinkButton, linkButton } from "../components/index.ts";
import type { StaffPage } from "./frame.ts";

export type RefusalPage = StaffPage & { readonly status: number; readonly path: string };

/** A refusal in the frame of the staff, with one link on. `own` replaces the words of its code. */
export function refusalPage(
  refusal: Refusal,
  next: LinkButton,
  t: Translate,
  own?: string,
): RefusalPage {
  const { title, text } = presentationOf(refusal, t);
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${own ?? text}</p>
    ${linkButton(next)}`;
  return { title, content, status: statusOf(refusal.kind), path: next.href };
}
