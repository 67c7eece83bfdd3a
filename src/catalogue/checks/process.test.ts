import { goodService } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "An outcome that leads nowhere",
    "complete: {title: Complete, to: review}",
    "complete: {title: Complete}",
    /the outcome `complete` leads nowhere/,
  ],
  [
    "An outcome that leads to a stage that does not exist",
    "to: review}\n",
    "to: revue}\n",
    /`revue` leads nowhere/,
  ],
  [
    "A clock that waits for a stage that does not exist",
    "after intake",
    "after payment",
    /`payment` leads nowhere/,
  ],
  [
    "Asking from a stage that does not exist",
    "from: [intake]",
    "from: [lobby]",
    /`lobby` leads nowhere/,
  ],
  [
    "A reason for refusal of a stage that does not exist",
    "{title: Too large, law: mining-law}",
    "{title: Too large, law: mining-law, stages: [decision, cellar]}",
    /`cellar` leads nowhere/,
  ],
  [
    "An appeal that leads to a stage that does not exist",
    "{title: Again, to: review}",
    "{title: Again, to: attic}",
    /`attic` leads nowhere/,
  ],
  ["Asking allowed from nowhere", "from: [intake]", "from: []", /no stage may ask/],
  [
    "A stage that is never reached",
    "complete: {title: Complete, to: review}",
    "complete: {title: Complete, to: decision}",
    /^the stage `review` is never reached/,
    goodService.replace("to: review}}", "to: decision}}"),
  ],
  [
    "A stage from which no decision can be reached",
    "grant: {title: Grant, to: granted}",
    "grant: {title: Grant, to: decision}",
    /no way leads from `review` to a decision/,
  ],
  [
    "Parallel tasks that lead nowhere together",
    "      next: decision\n",
    "",
    /the tasks of `review` lead nowhere/,
  ],
  [
    "A parallel task that leads on by itself",
    "{fine: {title: Fine}}",
    "{fine: {title: Fine, to: decision}}",
    /does not lead on by itself/,
  ],
  [
    "A parallel task without a title",
    "geology: {title: Geology, ",
    "geology: {",
    /the task `geology` has no title/,
  ],
  [
    "A stage with nothing to do",
    "      task: {authority: mines, " +
      `authorityBy: 'if stone = "granite" then "quarries" else "mines"', ` +
      `role: director, fourEyes: true, outcomes: {grant: {title: Grant, to: granted}}}\n`,
    "      next: granted\n",
    /needs one of `task` and `tasks`/,
  ],
  [
    "A stage whose only task may not open",
    "fourEyes: true, outcomes",
    "when: large, outcomes",
    /where its task is not opened/,
  ],
  ["More tasks wanted than there are", "{count: 1}", "{count: 3}", /3 tasks can never be done/],
  [
    "A stage called like an end",
    "    decision:\n",
    "    granted:\n",
    /`granted` is an end, not a stage/,
  ],
  [
    "What happens at a deadline that does not exist",
    "within: 3bd, onExpiry: fine",
    "onExpiry: fine",
    /a deadline without a clock/,
  ],
  [
    "Expiry with an unknown outcome",
    "onExpiry: fine",
    "onExpiry: gone",
    /`gone` is no outcome of this task/,
  ],
  [
    "A veto where silence does not grant",
    "onExpiry: grant\n",
    "onExpiry: refuse\n",
    /silence does not grant here/,
  ],
  [
    "A renewal of what is valid for life",
    / {2}validities:\n(.*\n){2} {2}validFor: P4Y\n/.exec(goodService)?.[0] ?? "",
    "",
    /valid for life is not renewed/,
  ],
]);
