/**
 * What a side states about the partnership, in words: a table for each kind of subject, by the type
 * of the event that states it. What stands in no table is told by its type.
 */

import type { Position } from "../../../partnership/index.ts";
import { isLang, languageNames, type Translate } from "../../../platform/i18n/index.ts";
import { type Content, html } from "../html.ts";
import { commitmentFacts } from "./commitments.ts";
import { indicatorFacts } from "./indicators.ts";
import { instrumentFacts } from "./instruments.ts";
import { languageChanges } from "./languages.ts";
import { pilotFacts } from "./pilots.ts";
import { riskFacts } from "./risks.ts";
import { sessionFacts } from "./sessions.ts";
import type { Data, FactTable } from "./words.ts";

type Said = Pick<NonNullable<Position["theirs"]>, "type" | "data">;

const facts: FactTable = {
  ...instrumentFacts,
  ...commitmentFacts,
  ...sessionFacts,
  ...pilotFacts,
  ...indicatorFacts,
  ...riskFacts,
};

/** Types of the events that are told in words. */
export const factTypes: readonly string[] = Object.keys(facts);

/** What a fact is about, from the statement of either side. */
export const factLabel = ({ type, data }: Said, t: Translate): string =>
  facts[type]?.label(data as Data, t) ?? type;

/** What one side states, in words. */
export const factWords = ({ type, data }: Said, t: Translate): Content =>
  facts[type]?.words(data as Data, t) ?? type;

/**
 * What both sides state about one fact. Where both read alike in the language of the reader, the
 * texts in the other languages stand beneath, so that one sees in what they differ.
 */
export function bothWords(
  { ours, theirs }: { readonly ours: Said | null; readonly theirs: Said | null },
  t: Translate,
): { readonly ours: Content | undefined; readonly theirs: Content | undefined } {
  const words = { ours: ours && factWords(ours, t), theirs: theirs && factWords(theirs, t) };
  const alike = words.ours !== null && String(words.ours) === String(words.theirs);
  const changes = alike && ours && theirs ? languageChanges(ours.data, theirs.data) : [];
  const withChanges = (side: "ours" | "theirs") =>
    changes.length === 0
      ? (words[side] ?? undefined)
      : html`${words[side]}${changes.map((change) => {
          const { lang } = change;
          const own = isLang(lang) ? languageNames[lang] : lang;
          const name = html`<span lang="${lang}">${own}</span>`;
          const text = change[side]
            ? html`<span lang="${lang}">${change[side]}</span>`
            : t("partnership.session.not-written");
          return html`<br>${name}: ${text}`;
        })}`;
  return { ours: withChanges("ours"), theirs: withChanges("theirs") };
}

/** The title that a statement gives its subject, before our register has it; "" for others. */
export const statedTitle = ({ type, data }: Said, t: Translate): string =>
  facts[type]?.title?.(data as Data, t) ?? "";
