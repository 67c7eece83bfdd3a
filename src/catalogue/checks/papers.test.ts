import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "A paper about a claim that it has not",
    "  id: permit\n  title: Permit\n",
    "  id: permit\n  title: Permit\n  subject: holder\n",
    /the paper has no claim `holder`/,
  ],
  [
    "Two claims of a paper with the same title",
    "grade: {title: Grade, value",
    "grade: {title: Stone, value",
    /`stone` has the same title/,
  ],
  [
    "A layout that nobody draws",
    "  id: permit\n  title: Permit\n",
    "  id: permit\n  title: Permit\n  layout: parchment\n",
    /civil-status/,
  ],
  [
    "A part of a paper that has no heading",
    "depth: {title: Depth, value: findings.intake.depth}",
    "depth: {title: Depth, value: findings.intake.depth, part: cellar}",
    /part/,
  ],
]);
