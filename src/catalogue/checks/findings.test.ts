import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "A finding with the name of an answer",
    "depth: {type: decimal",
    "stone: {type: decimal",
    /the name `stone` already stands for something else/,
  ],
  [
    "A finding that confirms an answer of another type",
    "grade: {type: choice",
    "grade: {confirms: budget, type: choice",
    /`process.*confirms`/,
  ],
  [
    "A finding of a kind that no answer can be compared with",
    "depth: {type: decimal",
    "depth: {confirms: 3, type: decimal",
    /what an officer finds as `decimal` is compared with no answer/,
  ],
  [
    "A choice of an officer without options",
    ", options: {fine: Fine stone, rough: Rough stone}",
    "",
    /`grade` is a choice without `options`/,
  ],
  [
    "A rule that reads a finding that nobody makes",
    "value: findings.intake.depth}",
    "value: findings.intake.height}",
    /height/,
  ],
  [
    "An outcome that is not among those that a finding depends on",
    'show: outcome != "refuse"',
    'show: outcome != "refused"',
    /refused/,
  ],
  [
    "A fee that is due before officers can find what it depends on",
    "royalty: {title: Royalty, currency: RWF, due: grant",
    "royalty: {title: Royalty, currency: RWF, due: submit",
    /findings/,
  ],
  [
    "Two tasks whose findings rules cannot tell apart",
    "geology: {title: Geology,",
    "intake: {findings: {size: {type: integer, label: Size?}}, title: Geology,",
    /`findings.intake` would stand for two tasks/,
  ],
  [
    "A paper of an officer with the id of the applicant's",
    "survey-plan: {title",
    "plan: {title",
    /the id `plan` already stands for another paper/,
  ],
  [
    "A paper of an officer whose rule names an outcome that is none",
    'when: outcome = "complete"',
    'when: outcome = "completed"',
    /completed/,
  ],
  [
    "A condition of an officer's paper without words",
    "whenWords: If it is complete, applicantSees",
    "applicantSees",
    /people are shown this condition/,
  ],
  [
    "A task that may have no outcome",
    "grant: {title: Grant, to: granted}",
    "grant: {title: Grant, to: granted, when: large}",
    /the task `decision` may have no outcome at all/,
  ],
]);
