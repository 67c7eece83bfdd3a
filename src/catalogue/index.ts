/**
 * What a government offers. Reads a folder of `jurisdictions/`, checks every definition, and gives
 * services as immutable, typed versions with compiled rules; stores in the database what was
 * published, so that a running case can follow the version that it began with, and the holidays by
 * which working days are counted. It evaluates no form (src/form) and moves no case (src/workflow).
 */
export {
  actingFor,
  atOffice,
  chosenUnder,
  mayComeTo,
  officeAsked,
  officeName,
  officesIn,
} from "./acting.ts";
export { publicHolidays, readCalendar } from "./calendar.ts";
export {
  type Catalogue,
  type Code,
  type Finding,
  type HeldBack,
  loadVersions,
  type Source,
} from "./catalogue.ts";
export type { Edit } from "./edits.ts";
export type { ActRefused, Example, ExampleExpects } from "./example.ts";
export { readExamples } from "./examples.ts";
export { definedKind } from "./field-kinds.ts";
export type { TriedEdits } from "./government-live.ts";
export { calendarFile, editedHolidays } from "./holidays.ts";
export { contrastWanted } from "./jurisdiction.ts";
export { type LiveCatalogue, openCatalogue } from "./live.ts";
export { type Government, type Loaded, loadCatalogue, readGovernment } from "./load.ts";
export type * from "./model.ts";
export { officeKey } from "./offices.ts";
export { bindTreaty, dropEdits, type Publication, publish, putEdits, withdraw } from "./publish.ts";
export { checkFolder, exportEdits, publishFolder } from "./publish-folder.ts";
export { jurisdictionSchema } from "./schema/government.ts";
export type { Schema } from "./schema/parts.ts";
export { serviceSchema } from "./schema/service.ts";
export type { LetterText } from "./schema/texts.ts";
export { applicantScope, caseScope, findingsName, reviewsScope } from "./scope.ts";
export type { Match } from "./search/rank.ts";
export { readHolidays, setHoliday, type TreatyFact } from "./store.ts";
export { stageDue, tariffOn } from "./tariff.ts";
export { everyService } from "./texts.ts";
export { type CalendarKeeper, workingCalendar } from "./working-calendar.ts";
