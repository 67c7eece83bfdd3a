import type { Draft } from "../../cases/index.ts";
import type { Progress } from "../../form/index.ts";
import { TurnedAway } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { backLink, html, type SafeHtml } from "../components/index.ts";
import type { Host, Opened } from "./host.ts";

/** Keeps what was answered so far, and which pages were answered well. */
export async function keep(
  { draft }: Opened,
  { cases }: Pick<Host, "cases">,
  { answers, visited }: Progress,
): Promise<Draft> {
  const { id, person } = draft;
  const saved = await cases.saveDraft({ id, person, answers, visited });
  if (!saved)
    throw new TurnedAway({ refusal: { kind: "conflict", code: "case.already-submitted" } });
  return { ...draft, answers, visited };
}

/** Back to the page before, as a landmark of its own, so that nothing stands outside of one. */
export const wayBack = (href: string, t: Translate): SafeHtml =>
  html`<nav aria-label="${t("form.back")}">${backLink(href, t)}</nav>`;
