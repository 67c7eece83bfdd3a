import type { Outcome } from "../../catalogue/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../components/index.ts";

/** A part of a decision's form, and the outcomes with which it is asked, by their ids. */
export interface AskedWith {
  readonly outcomes: readonly string[];
  readonly content: SafeHtml;
}

/**
 * The parts in their order: those that only some outcomes ask for stand together and say with
 * which; a script shows them once one of these is chosen. What no outcome asks for is left out.
 */
export function askedWith(
  t: Translate,
  all: readonly Outcome[],
  parts: readonly AskedWith[],
): SafeHtml[] {
  const groups: { readonly outcomes: readonly string[]; readonly contents: SafeHtml[] }[] = [];
  for (const { outcomes, content } of parts) {
    const before = groups.at(-1);
    if (before && before.outcomes.join(" ") === outcomes.join(" ")) before.contents.push(content);
    else groups.push({ outcomes, contents: [content] });
  }
  return groups.flatMap(({ outcomes, contents }) => {
    if (outcomes.length === 0) return [];
    if (outcomes.length === all.length) return contents;
    const titles = all.filter(({ id }) => outcomes.includes(id)).map(({ title }) => t.words(title));
    return [
      html`
        <fieldset class="govuk-fieldset" data-outcomes="${outcomes.join(" ")}">
          <legend class="govuk-hint" data-only>
            ${t("office-pages.only-with", { outcomes: t.list(titles) })}
          </legend>
          ${contents}
        </fieldset>
      `,
    ];
  });
}
