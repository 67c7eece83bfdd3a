/**
 * The questions of a service page by page, with its papers: the one way in which they are asked,
 * whoever types: the person in a browser, or an operator for the person in front of him. It stands
 * below the channels; whose draft it is, under which addresses and in which frame, says the `Host`.
 * Checking once more, sending, and whom it is sent for stay with the channel.
 */
import type { FastifyInstance } from "fastify";
import { documentRoutes } from "./document-routes.ts";
import type { Host } from "./host.ts";
import { pageRoutes } from "./page-routes.ts";

export { type Marked, markedOf, readMarked, savedTexts } from "./answer-form.ts";
export { answerView, namedFields } from "./answer-view.ts";
export { type AnswersView, answersView } from "./answers-view.ts";
export {
  type CodeSearch,
  type CodeSearches,
  foundIn,
  searchesIn,
} from "./code-search.ts";
export { paperErrors, papersView } from "./document-view.ts";
export type { FieldView, Lists } from "./field-parts.ts";
export { fieldsShown } from "./fields-shown.ts";
export {
  type Among,
  type Host,
  listsOf,
  type Opened,
  type QuestionPage,
} from "./host.ts";
export { keep, notFound, wayBack } from "./keep.ts";
export { fieldView, type TextQuestion, textQuestion } from "./kinds.ts";
export { type ListedItem, listView } from "./list-view.ts";
export { firstButton, questionsView, titleOf } from "./page-view.ts";
export { errorOf, pageErrors, problemText } from "./problem-text.ts";
export { type RatingGiven, ratingFields, ratingIn } from "./rating-form.ts";
export { takeFiles } from "./take-files.ts";
export { judged } from "./upload.ts";
export { pathOf, type Way, wayOf } from "./way.ts";

/** `…/page/:page` and `…/documents` of every draft that this host opens. */
export function questionRoutes(app: FastifyInstance, host: Host): void {
  pageRoutes(app, host);
  documentRoutes(app, host);
}
