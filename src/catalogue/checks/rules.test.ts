import { finds } from "./mistakes.fixture.ts";

finds([
  ["An unknown name in a rule", "rule: total <= 100", "rule: totl <= 100", /totl/],
  [
    "A misspelt name of what is known of the application",
    "rule: total <= 100",
    "rule: application.renewed",
    /`eligibility.size.rule`: .*renewed/,
  ],
  [
    "A renewal that is compared with a word",
    "rule: total <= 100",
    'rule: application.renewal = "yes"',
    /`eligibility.size.rule`/,
  ],
  [
    "A rule of the wrong type",
    "rule: total <= 100",
    "rule: total + 100",
    /`eligibility.size.rule`: the rule gives a number/,
  ],
  [
    "An option that does not exist in a rule",
    'show: stone = "granite"',
    'show: stone = "marble"',
    /`form.blasting.show`/,
  ],
  [
    "A fee whose amount is not a number",
    "amount: total * 1000",
    "amount: stone",
    /`fees.permit.tariffs.0.amount`: the rule gives/,
  ],
  [
    "A page that asks by an answer given later",
    'show: stone = "granite"',
    "show: count(pits) > 0",
    /`form.blasting.show`: .*pits/,
  ],
  [
    "A calculation that uses a later one",
    "total: sum(pits.hectares)",
    "total: if large then 1 else 2",
    /`calculate.total`: .*large/,
  ],
  [
    "A requirement that looks at the reviews",
    "rule: total <= 100",
    "rule: count(reviews) = 0",
    /`eligibility.size.rule`: .*reviews/,
  ],
  [
    "A claim that names what does not exist",
    "value: case.reference",
    "value: case.number",
    /`output.claims.number.value`/,
  ],
  [
    "A first value of the wrong type",
    "prefill: applicant.phone",
    "prefill: applicant.birthDate",
    /prefill`: the rule gives a date/,
  ],
  [
    "A calculation of mixed kinds",
    "large: total > 10",
    'large: if total > 10 then 1 else "x"',
    /one way gives a number, the other the text/,
  ],
  [
    "A claim of mixed kinds",
    "value: stone}",
    'value: if total > 1 then 1 else "x"}',
    /one way gives a number, the other the text/,
  ],
  [
    "A claim that cannot be printed",
    "value: stone}",
    "value: pits}",
    /the claim `stone` is not something that can be printed/,
  ],
  [
    "A calculation that gives anything",
    "large: total > 10",
    "large: '[1, \"x\"][1]'",
    /`large` gives values of different kinds/,
  ],
  [
    "A claim that gives anything",
    "value: stone}",
    "value: '[1, \"x\"][1]'}",
    /the claim `stone` gives values of different kinds/,
  ],
]);
