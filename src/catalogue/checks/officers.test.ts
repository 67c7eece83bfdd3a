import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "A system that does without a second signature where one is enough",
    "land: {title: Land, differentFrom: [geology],",
    "land: {title: Land, programAlone: true, differentFrom: [geology],",
    /`land` needs no second signature/,
  ],
  [
    "An officer kept apart from those of a task that does not exist",
    "differentFrom: [geology, intake]",
    "differentFrom: [geologie, intake]",
    /there is no task `geologie`/,
  ],
  [
    "Two tasks side by side of which only one keeps its officers apart",
    "land: {title: Land, differentFrom: [geology],",
    "land: {title: Land,",
    /`land` may be done after `geology` by the same officer/,
  ],
]);
