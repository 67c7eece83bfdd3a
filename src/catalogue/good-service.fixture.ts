import type { Code } from "./catalogue.ts";
import { readJurisdiction } from "./jurisdiction.ts";
import type { Treaty } from "./model.ts";
import { readService } from "./service-files.ts";

/** A small invented service that uses every feature and has no mistakes, for tests to break. */
export const goodService = `service: quarry
version: 1
language: en
title: Quarry permit
description: Permission to open a quarry.
whoMayApply: Anybody.
lifeEvents: [building]
audience: business
authority: mines
level: 2
calls:
  - {opens: 2026-11-01, closes: 2026-11-30, illustrative: true}
  - {opens: 2027-01-10, closes: 2027-03-31, illustrative: true}
laws:
  mining-law: {title: Mining law, source: "https://example.org/law", checkedOn: 2026-11-23}
form:
  site:
    title: The site
    fields:
      stone: {type: choice, label: Which stone?, options: {granite: Granite, sand: Sand}}
      tools: {type: choices, label: Which tools?, minItems: 1, maxItems: 2, \
options: {drill: Drill, spade: Spade}}
      start: {type: date, label: When?, valid: {rule: start > today(), else: Choose a later day}}
      country: {type: code, label: Which country?, list: countries}
      budget: {type: money, label: Which budget?, currency: RWF, minimum: 1}
      phone: {type: phone, label: Phone, prefill: applicant.phone}
  blasting:
    title: Blasting
    show: stone = "granite"
    fields:
      blast: {type: yes-no, label: Will you blast?}
      expert: {type: text, label: Who is the expert?, show: blast = true, maxLength: 50}
  pits:
    title: The pits
    repeat: {name: pits, min: 1, max: 3, itemTitle: Pit}
    fields:
      hectares: {type: decimal, label: How large?, unit: hectares, minimum: 0, maximum: 50}
documents:
  plan: {title: Plan, when: 'total > 2', whenWords: If it is large}
calculate:
  total: sum(pits.hectares)
  large: total > 10
  wide: {title: It is wide, rule: total > 20}
  area: {title: Area, unit: hectares, rule: total + 0}
eligibility:
  treaty: {title: The treaty binds both, rule: treaty.quarries_2020.in_force or stone = "sand", \
else: Wait for it, illustrative: true}
  size: {title: Not too large, rule: total <= 100, else: Apply for a mine, law: mining-law, \
source: "https://example.org/size", checkedOn: 2026-11-23}
fees:
  permit:
    title: Permit
    currency: RWF
    due: submit
    tariffs:
      - {from: 2026-01-01, amount: total * 1000, source: "https://example.org/fee", \
checkedOn: 2026-11-23}
      - {amount: 500, illustrative: true}
    contradictedBy:
      blog: {says: 900 RWF, source: "https://example.org/blog", checkedOn: 2026-11-23}
  seal: {title: Seal, currency: USD, due: submit, kind: service, unit: per container, amount: 0, \
upTo: 30, illustrative: true}
  royalty: {title: Royalty, currency: RWF, due: grant, amount: findings.intake.depth * 100, \
when: findings.intake.depth > 2, whenWords: If it is deep, illustrative: true}
  survey: {title: Survey, currency: RWF, due: before decision, when: findings.intake.depth > 50, \
amount: findings.intake.depth * 10, whenWords: If it is very deep, illustrative: true}
  sign: {title: Sign, currency: RWF, due: grant, kind: duty, amount: 200, when: large, \
whenWords: If it is large, illustrative: true}
entitlements:
  tools-free: {title: No duty on tools, text: The law frees drills., \
when: 'list contains(tools, "drill")', whenWords: If you drill, law: mining-law, illustrative: true}
  advice: {title: Advice, text: Everybody is advised., illustrative: true}
process:
  clock:
    starts: after intake
    limits:
      - {when: stone = "sand", limit: P3D, illustrative: true, \
whenWords: If you want sand}
    limit: 30bd
    extension: {by: 10bd, role: director, authority: mines}
    onExpiry: grant
    grantBlockedBy: blast = true
    illustrative: true
  moreInformation: {rounds: 1, answerWithin: P30D, onExpiry: withdraw, from: [intake]}
  stages:
    intake:
      title: Intake
      task:
        authority: mines
        role: director
        within: 2bd
        onExpiry: escalate
        differentFrom: [geology, intake]
        findings:
          depth: {type: decimal, label: How deep?, unit: metres, minimum: 0, \
show: outcome != "refuse"}
          grade: {type: choice, label: Which grade?, show: depth > 5, options: {fine: Fine stone, \
rough: Rough stone}}
          bond: {type: money, label: Which bond?, currency: USD, required: false, \
valid: {rule: bond <= budget, else: Less}}
        documents:
          survey-plan: {title: Plan of the survey, maxFiles: 2, required: false, \
when: outcome = "complete", \
whenWords: If it is complete, applicantSees: true}
        outcomes:
          complete: {title: Complete, to: review}
          refuse: {title: Refuse, to: refused}
          shallow: {title: Shallow, to: refused, when: findings.intake.depth <= 1}
    review:
      title: Review
      tasks:
        geology: {title: Geology, authority: mines, role: director, differentFrom: [land], \
within: 3bd, onExpiry: fine, source: "https://example.org/term", checkedOn: 2026-11-23, \
outcomes: {fine: {title: Fine}}}
        land: {title: Land, differentFrom: [geology], authority: land, \
office: 'if stone = "sand" then "north" else "south"', role: officer, when: 'count(reviews) > 0', \
whenWords: If others did theirs, \
outcomes: {free: {title: Free}}}
      join: {count: 1}
      next: decision
    decision:
      title: Decision
      task: {authority: mines, authorityBy: 'if stone = "granite" then "quarries" else "mines"', \
role: director, fourEyes: true, outcomes: {grant: {title: Grant, to: granted}}}
  refusalReasons:
    too-large: {title: Too large, law: mining-law}
interim:
  sketch:
    title: Sketch
    after: review
    when: findings.intake.depth > 60
    whenWords: If it is very deep
    claims: {depth: {title: Depth, value: findings.intake.depth}}
    validFor: P30D
    illustrative: true
output:
  id: permit
  title: Permit
  claims:
    stone: {title: Stone, value: stone}
    number: {title: Number, value: case.reference}
    grade: {title: Grade, value: findings.intake.grade}
    depth: {title: Depth, value: findings.intake.depth}
  validities:
    - {when: findings.intake.depth > 40, validFor: P1Y, illustrative: true, \
whenWords: If it is deep}
    - {when: stone = "sand", whenWords: If you want sand, \
validFor: P2Y, source: "https://example.org/law", \
checkedOn: 2026-11-23}
  validFor: P4Y
  revocation: {authority: mines, role: director, reasons: {fraud: Fraud}}
  illustrative: true
renewal: {opens: P90D, reuse: [stone, pits], illustrative: true}
appeal:
  authority: land
  role: officer
  within: P30D
  decideWithin: 20bd
  outcomes: {remitted: {title: Again, to: review}}
  law: mining-law
  illustrative: true
retention: {granted: P10Y, otherwise: P2Y, illustrative: true}
`;

/** The same service, ranking the applications of a call before it decides. */
export const rankedService = goodService.replace(
  /( +)task: \{authority: mines, authorityBy: .*\n/,
  `$1task: {authority: mines, role: director, skippedInRenewal: true, \
outcomes: {grant: {title: Grant, to: granted}}}
      next: granted
      ranking:
        by: {title: Depth, value: findings.intake.depth}
        ties: [{title: Budget, value: budget}]
        places: 2
        list: {stone: {title: Stone, value: stone}}
        illustrative: true
`,
);

/** The other kind of service: it answers at once. */
export const goodRulings = `service: quarry
version: 1
language: en
title: Quarry check
description: Do you need a permit?
whoMayApply: Anybody.
audience: both
authority: mines
level: 0
form:
  site: {title: The site, fields: {stone: {type: choice, label: Stone?, \
options: {granite: Granite, sand: Sand}}}}
rulings:
  needed: {when: stone = "granite", title: Needed, text: You need a permit.}
  free: {title: Free, text: You need nothing.}
retention: {granted: P1D, otherwise: P1D, illustrative: true}
`;

const government = readJurisdiction("xx", {
  jurisdiction: `code: xx
name: {en: Xland}
languages: [en]
currency: RWF
timeZone: Africa/Kigali
weekend: [6, 7]
telephone: {countryCode: "250", trunkPrefix: "0", national: "7\\\\d{8}", digits: 9, \
example: 0788 123 456, illustrative: true}
identityNumber: {pattern: "\\\\d{16}", example: 1 1980 7 0012345 0 12, illustrative: true}
nameOrder: family-first
opens: "08:00"
closes: "17:00"
levels: {low: 1}
lifeEvents: {building: {en: Building}}
`,
  authorities: `mines: {name: {en: Mines}, roles: {director: {en: Director}, \
supervisor: {en: Supervisor}}}
quarries: {name: {en: Quarries}, roles: {director: {en: Director}}}
land: {name: {en: Land}, offices: towns, roles: {officer: {en: Officer}}}
panel: {name: {en: Panel}, panel: true, roles: {officer: {en: Member}}}
`,
});
if (!government.jurisdiction) throw new Error(JSON.stringify(government.findings));
const { jurisdiction } = government;

const quarries: Treaty = {
  id: "quarries_2020",
  title: { en: "Quarries" },
  signedOn: "2020-01-01",
  illustrative: true,
  parties: [
    { code: "xx", inForceOn: "2021-01-01", illustrative: true },
    { code: "yy", inForceOn: "2026-12-01", illustrative: true },
  ],
};

const codes = (...values: string[]) => values.map((value) => ({ value, label: { en: value } }));

const main = { en: "Main Street" };
const streets: readonly Code[] = [
  { value: "north.main", label: main, within: { value: "north", label: main } },
];

/** Reads a text as the service \`quarry\` of a government with the given languages. */
export const readText = (
  text: string,
  languages: readonly string[] = ["en"],
  files: Readonly<Record<string, string>> = {},
) =>
  readService(
    "services/quarry",
    { "service.yaml": text, ...files },
    {
      jurisdiction: { ...jurisdiction, languages, treaties: [quarries] },
      lists: new Map<string, readonly Code[]>([
        ["countries", codes("RW")],
        ["towns", codes("north", "south")],
        ["streets", streets],
      ]),
    },
  );
