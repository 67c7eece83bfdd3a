/**
 * What may happen next, by whom, by when: pure functions of a definition. Which stage opens which
 * tasks, where a stage leads once enough of them are done, and when terms end while clocks stop and
 * resume. It records nothing; `cases` does.
 */
export {
  criteriaOf,
  lineOf,
  numbersOf,
  type Ranked,
  type RankedPlace,
  rank,
  rankingStage,
  selects,
} from "./ranking.ts";
export {
  appealStage,
  appealTask,
  committeeOf,
  isOnAppeal,
  isOpinion,
  leadsTo,
  type Outcomes,
  opinionTask,
  opinionTaskId,
  outcomesOpen,
  type ProcessFacts,
  processOf,
  refusalReasonsAt,
  stageOf,
  type TaskToOpen,
  tasksToOpen,
  taskWanted,
} from "./stages.ts";
export { limitOf, resumeTerm, stopTerm, termEnd } from "./terms.ts";
export { majorityOf, type Tally, tally } from "./votes.ts";
