import { goodRulings } from "../good-service.fixture.ts";
import { finds } from "./mistakes.fixture.ts";

finds([
  ["A name used twice", "      expert: {", "      phone: {", /the name `phone` is used twice/],
  [
    "A calculation named like an answer",
    "  large: total > 10",
    "  budget: total > 10",
    /the name `budget` is used twice/,
  ],
  [
    "A name of the rules' language",
    "      expert: {",
    "      reviews: {",
    /the name `reviews` is taken/,
  ],
  [
    "A choice without options",
    ", options: {granite: Granite, sand: Sand}",
    "",
    /`stone` is a choice without `options`/,
  ],
  [
    "Money without a currency",
    "currency: RWF, minimum: 1",
    "minimum: 1",
    /`budget` is a money without `currency`/,
  ],
  [
    "A date with a limit of numbers",
    "start: {type: date,",
    "start: {type: date, minimum: 3,",
    /`minimum` means nothing for a date/,
  ],
  [
    "Limits that no answer can meet",
    "minimum: 0, maximum: 50",
    "minimum: 60, maximum: 50",
    /no answer can be at least 60/,
  ],
  [
    "More ticks than options",
    "minItems: 1, maxItems: 2",
    "minItems: 3, maxItems: 4",
    /no answer can be at least 3 and at most 2/,
  ],
  [
    "A page that is never shown",
    'show: stone = "granite"',
    "show: 1 > 2",
    /the page `blasting` is never reached/,
  ],
  [
    "A question that is never asked",
    "show: blast = true,",
    "show: false,",
    /the question `expert` is never reached/,
  ],
  [
    "A check that does not look at the answer",
    "rule: start > today()",
    "rule: today() > today()",
    /does not look at `start`/,
  ],
  [
    "A last ruling that may not hold",
    "free: {title",
    'free: {when: stone = "sand", title',
    /left without an answer/,
    goodRulings,
  ],
  [
    "A ruling after the one that always holds",
    'when: stone = "granite", ',
    "",
    /the rulings after `needed` are never given/,
    goodRulings,
  ],
  [
    "A service that decides nothing",
    goodRulings.slice(goodRulings.indexOf("rulings:"), goodRulings.indexOf("retention:")),
    "",
    /the service decides nothing/,
    goodRulings,
  ],
  ["An application by nobody", "level: 2", "level: 0", /needs to know who applies/],
  [
    "An appeal without a process",
    "level: 0",
    "level: 0\nrenewal: {opens: P1D, reuse: [stone], illustrative: true}",
    /`renewal` needs a `process`/,
    goodRulings,
  ],
]);
