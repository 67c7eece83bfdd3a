import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "A finding with the name of an answer",
    "depth: {type: decimal",
    "stone: {type: decimal",
    /the name `stone` already stands for something else/,
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
    "A task that may have no outcome",
    "grant: {title: Grant, to: granted}",
    "grant: {title: Grant, to: granted, when: large}",
    /the task `decision` may have no outcome at all/,
  ],
]);
