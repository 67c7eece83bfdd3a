import { finds } from "./mistakes.fixture.ts";

const office = `office: 'if stone = "sand" then "north" else "south"'`;

finds([
  [
    "An office that the authority does not have",
    'then "north"',
    'then "west"',
    /the authority `land` has no office `west`/,
  ],
  [
    "An office asked from a list that is not the authority's",
    office,
    "office: country",
    /the authority `land` has no office `RW`/,
  ],
  [
    "An office named by an answer that may be anything",
    office,
    "office: phone",
    /it is not known which offices this rule may name/,
  ],
  [
    "An office of an authority that has none, where an answer names the authority",
    "task: {authority: mines, authorityBy:",
    `task: {authority: mines, ${office}, authorityBy:`,
    /the authority `quarries` has no offices/,
  ],
]);
