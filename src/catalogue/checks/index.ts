/** All checks of a definition beyond its structure, its rules and its translations. */
import { unclearCalls } from "./calls.ts";
import type { Check } from "./check.ts";
import { panelsOfOne, unclearCommittees, unknownCallOutcomes } from "./committee.ts";
import { unsaidConditions } from "./conditions.ts";
import {
  feesDueNever,
  mixedKinds,
  negativeAmounts,
  unclearTariffs,
  unknownCurrencies,
  unsayableCalculations,
  unsourcedFacts,
} from "./facts.ts";
import {
  comparable,
  mixedFindings,
  takenFindings,
  takenPapers,
  tasksThatMayStick,
} from "./findings.ts";
import {
  blindValidation,
  duplicateNames,
  impossibleLimits,
  misplacedFieldKeys,
  openRulings,
  processOrRulings,
  unreachablePages,
} from "./form.ts";
import { needlessProgramAlone, oneWayDifference, unknownDifference } from "./officers.ts";
import { unknownOffices } from "./offices.ts";
import { unclearPapers } from "./papers.ts";
import {
  askingFromNowhere,
  deadlinesWithoutClock,
  stagesNamedLikeEnds,
  stagesWithoutDecision,
  stagesWithoutWayOn,
  unknownStages,
  unreachableStages,
} from "./process.ts";
import { unclearRankings } from "./ranking.ts";
import {
  codesOutside,
  nobodyToEscalateTo,
  unknownAuthorities,
  unknownCodeLists,
  unknownColumns,
  unknownLaws,
  unknownLifeEvents,
  unknownReuse,
} from "./references.ts";

export type { Check, Checked, Surroundings } from "./check.ts";
export { missingTranslations, unknownTranslations } from "./translations.ts";

export const checks: readonly Check[] = [
  unclearPapers,
  unknownAuthorities,
  nobodyToEscalateTo,
  unknownOffices,
  unknownLaws,
  unknownLifeEvents,
  codesOutside,
  unknownCodeLists,
  unknownReuse,
  unknownColumns,
  unsourcedFacts,
  unknownCurrencies,
  unclearTariffs,
  feesDueNever,
  negativeAmounts,
  unsayableCalculations,
  mixedKinds,
  duplicateNames,
  misplacedFieldKeys,
  impossibleLimits,
  unreachablePages,
  blindValidation,
  openRulings,
  processOrRulings,
  unknownStages,
  stagesNamedLikeEnds,
  stagesWithoutWayOn,
  unreachableStages,
  stagesWithoutDecision,
  deadlinesWithoutClock,
  askingFromNowhere,
  unknownDifference,
  needlessProgramAlone,
  oneWayDifference,
  takenFindings,
  comparable,
  mixedFindings,
  takenPapers,
  tasksThatMayStick,
  unclearCalls,
  unclearRankings,
  unclearCommittees,
  panelsOfOne,
  unknownCallOutcomes,
  unsaidConditions,
];
