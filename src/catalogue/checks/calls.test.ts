import { goodRulings } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

finds([
  [
    "A call that closes before it opens",
    "opens: 2027-01-10",
    "opens: 2027-04-10",
    /closes on 2027-03-31, before it opens/,
  ],
  [
    "Two calls at once",
    "closes: 2026-11-30",
    "closes: 2027-01-10",
    /the call of 2027-01-10 opens before the one above it has closed/,
  ],
  [
    "A call without source",
    "closes: 2026-11-30, illustrative: true",
    "closes: 2026-11-30",
    /the call of 2026-11-01 has no source/,
  ],
  [
    "A call for what is answered at once",
    "level: 0",
    "level: 0\ncalls: [{opens: 2026-11-01, closes: 2026-11-30, illustrative: true}]",
    /takes no applications/,
    goodRulings,
  ],
]);
