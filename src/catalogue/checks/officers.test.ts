import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "An officer kept apart from those of a task that does not exist",
    "differentFrom: [geology, decision]",
    "differentFrom: [geologie, decision]",
    /there is no task `geologie`/,
  ],
  [
    "Two tasks side by side of which only one keeps its officers apart",
    "role: officer, differentFrom: [geology], when",
    "role: officer, when",
    /`land` may be done after `geology` by the same officer/,
  ],
]);
