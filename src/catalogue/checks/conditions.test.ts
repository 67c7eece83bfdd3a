import { finds } from "./mistakes.fixture.ts";

const shown = /people are shown this condition/;

finds([
  ["A paper whose condition is not said", ", whenWords: If it is large}", "}", shown],
  ["A fee whose condition is not said", ", whenWords: If it is deep, ", ", ", shown],
  ["A time whose condition is not said", ", whenWords: If you want sand}", "}", shown],
  ["A task whose condition is not said", ", whenWords: If others did theirs, ", ", ", shown],
  [
    "An interim paper whose condition is not said",
    "    whenWords: If it is very deep\n",
    "",
    shown,
  ],
  ["A validity whose condition is not said", ", whenWords: If it is deep}", "}", shown],
  ["An entitlement whose condition is not said", "whenWords: If you drill, ", "", shown],
  [
    "Words for a condition that is not there",
    "advice: {title: Advice",
    "advice: {whenWords: If you ask, title: Advice",
    /there is no condition/,
  ],
]);
