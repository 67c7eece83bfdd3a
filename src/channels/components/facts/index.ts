/**
 * What a side states about the partnership, in words: a table for each kind of subject, by the type
 * of the event that states it. What stands in no table is told by its type.
 */

import type { Position } from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { Content } from "../html.ts";
import { commitmentFacts } from "./commitments.ts";
import { indicatorFacts } from "./indicators.ts";
import { instrumentFacts } from "./instruments.ts";
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

/** The title that a statement gives its subject, before our register has it; "" for others. */
export const statedTitle = ({ type, data }: Said, t: Translate): string =>
  facts[type]?.title?.(data as Data, t) ?? "";
