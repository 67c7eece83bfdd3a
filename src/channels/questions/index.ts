/**
 * The questions of a service page by page, with its papers: the one way in which they are asked,
 * whoever types: the person in a browser, or an operator for the person in front of them. It stands
 * below the channels; whose draft it is, under which addresses and in which frame, says the `Host`.
 * Checking once more, sending, and whom it is sent for stay with the channel.
 */
import type { FastifyInstance } from "fastify";
import { documentRoutes } from "./document-routes.ts";
import type { Host } from "./host.ts";
import { pageRoutes } from "./page-routes.ts";

export { type AnswerView, answerView } from "./answer-view.ts";
export { type AnswersView, answersView } from "./answers-view.ts";
export {
  type AddressCodes,
  addressCodeErrors,
  addressCodeFields,
  addressCodesIn,
  contactErrors,
  contactFields,
  contactSummary,
  type ToldIn,
  toldInField,
} from "./contact-fields.ts";
export { paperErrors, papersView } from "./document-view.ts";
export {
  bullets,
  contradictions,
  dueWords,
  durationIn,
  entitlementIn,
  feeNotes,
  mostOf,
  rangeIn,
} from "./facts-view.ts";
export type { FieldView } from "./field-parts.ts";
export {
  type Among,
  type Host,
  listsOf,
  type Opened,
  type QuestionPage,
} from "./host.ts";
export { keep, wayBack } from "./keep.ts";
export { fieldView, type TextQuestion, textQuestion } from "./kinds.ts";
export { addedTo, addedView, asksAtOnce, inputInWhole } from "./more-questions.ts";
export { narrowedTo } from "./narrowed.ts";
export { questionsForm, withLanguage } from "./other-language.ts";
export {
  captionOf,
  type Frame,
  firstButton,
  goOnButtons,
  itemTitle,
  questionsView,
} from "./page-view.ts";
export { inputIn } from "./posted.ts";
export { errorOf, pageErrors, problemText } from "./problem-text.ts";
export { oneTapRating, type RatingGiven, ratingFields, ratingIn } from "./rating-form.ts";
export { type ScreenParts, screenView } from "./screen-view.ts";
export { feeIn, type SummaryView, summaryView, totalIn, unmetView } from "./summary-view.ts";
export { idsOf, takeFiles, takeInto } from "./take-files.ts";
export { judged } from "./upload.ts";
export { pathOf, placePath, screenPath, turnFacts, wayOf } from "./way.ts";
export { type WholeFrame, wholeView } from "./whole-view.ts";

/** `…/page/:page` and `…/documents` of every draft that this host opens. */
export function questionRoutes(app: FastifyInstance, host: Host): void {
  pageRoutes(app, host);
  documentRoutes(app, host);
}
