import assert from "node:assert/strict";
import { test } from "node:test";
import { iatiProblems } from "../../../tests/iati/rules.ts";
import { fold } from "../../kernel/index.ts";
import { commitmentDecider } from "../commitments/decide.ts";
import type { CommitmentEvent } from "../commitments/model.ts";
import { pilotDecider } from "../pilots/decide.ts";
import type { PilotEvent } from "../pilots/model.ts";
import { type IatiPublisher, iatiActivities } from "./activities.ts";

const publisher: IatiPublisher = {
  ...{ side: "rw", baseUrl: "https://hamwe.example", today: "2026-11-28" },
  names: { rw: { en: "Rwanda", rw: "u Rwanda" }, az: { az: "Azərbaycan" } },
};

const commitment: readonly CommitmentEvent[] = [
  {
    type: "CommitmentRecorded",
    data: {
      ...{ id: "cargo_flight", by: "rw", on: "2026-01-10", parties: ["rw", "az"], agreed: true },
      joint: {
        text: { en: "Open a flight & a <road>", fr: "Ouvrir un vol" },
        ...{ prevailing: "en", source: { instrument: "air" }, deadline: "2026-12-31" },
        ...{ measure: "A flight a week", verification: "Schedule", group: "transport" },
      },
    } as never,
  },
  {
    type: "StatusReported",
    data: {
      side: "rw",
      report: {
        ...{ on: "2026-02-01", status: "on-track", nextStep: "Slots", by: "rcaa", way: "desk" },
      },
    } as never,
  },
  {
    type: "ContributionRecorded",
    data: {
      side: "az",
      contribution: {
        ...{ kind: "in-kind", stage: "committed", on: "2026-03-01", rateOn: "2026-02-28" },
        money: { minor: 1_250_050, currency: "AZN" },
      },
    },
  },
];

const pilot: readonly PilotEvent[] = [
  {
    type: "PilotProposed",
    data: {
      ...{ id: "tea", parties: ["rw", "az"], on: "2026-01-20" },
      charter: {
        ...{ title: { en: "Tea by air" }, sponsors: { rw: "naeb", az: "azpromo" }, runBy: [] },
        cap: { minor: 20_000_000, currency: "USD" },
        metrics: [{ id: "days", title: { en: "Days" }, unit: "days", target: 20 }],
        killCriteria: [],
      },
    },
  },
  {
    type: "ReadingTaken",
    data: { metric: "days", value: 24, on: "2026-05-01", source: "way bill", side: "rw" },
  },
  {
    type: "MoneyPromised",
    data: {
      ...{ side: "az", kind: "in-kind", stage: "pledged", on: "2026-03-01" },
      money: { minor: 900_000, currency: "AZN" },
    },
  },
  {
    type: "MoneySpent",
    data: {
      ...{ side: "rw", on: "2026-04-01", for: "Two flights" },
      money: { minor: 4_000_000, currency: "USD" },
    },
  },
];

const fileOf = (events = commitment, other = pilot) =>
  iatiActivities(publisher, {
    commitments: events.length > 0 ? [fold(commitmentDecider, events)] : [],
    pilots: other.length > 0 ? [fold(pilotDecider, other)] : [],
    signedOn: new Map([["air", "2025-09-20"]]),
  }) ?? "";

test("The file is valid by the schema and by the rules of the standard ruleset", () => {
  const text = fileOf();
  assert.deepEqual(iatiProblems(text, publisher.today), []);
  for (const part of [
    "<iati-identifier>RW-GOV-commitment-cargo-flight</iati-identifier>",
    '<activity-date type="1" iso-date="2025-09-20"/>',
    '<activity-date type="2" iso-date="2026-02-01"/>',
    "Open a flight &amp; a &lt;road&gt;",
    '<narrative xml:lang="fr">Ouvrir un vol</narrative>',
    '<transaction-type code="11"/><transaction-date iso-date="2026-03-01"/>',
    '<value currency="AZN" value-date="2026-02-28">12500.50</value>',
    '<transaction-type code="13"/><transaction-date iso-date="2026-03-01"/>',
    '<actual value="24"/>',
  ])
    assert.ok(text.includes(part), part);
});

test("Nothing to report is no file, for one without an activity would not be valid", () => {
  assert.equal(fileOf([], []), "");
  const [proposed] = pilot;
  assert.equal(fileOf([], proposed ? [proposed] : []), "", "nothing has happened to it");
});

test("Each rule bites: the check is no rubber stamp", () => {
  const wrong: readonly (readonly [rule: string, from: string | RegExp, to: string])[] = [
    ["schema", "<activity-status", "<activity-state"],
    ["has a start", /<activity-date type="[12]" iso-date="[^"]*"\/>/g, ""],
    ["has a default language", ' xml:lang="en"', ""],
    ["planned start before planned end", 'type="3" iso-date="2026', 'type="3" iso-date="2020'],
    ["no actual date in the future", 'type="2" iso-date="2026', 'type="2" iso-date="2036'],
    ["no transaction in the future", '-date iso-date="2026-03', '-date iso-date="2027-03'],
    ["identifiers have none of / & | ?", ">RW-GOV-commitment-", ">RW-GOV-commitment/"],
    ["begins with the identifier of who reports", ">RW-GOV-commitment-", ">XX-commitment-"],
    ["countries and regions sum to 100", 'code="RW" percentage="100"', 'code="RW" percentage="90"'],
    [
      "sectors of the OECD sum to 100",
      'code="21010" percentage="100"',
      'code="21010" percentage="9"',
    ],
    ["a budget has at most a year", '<period-end iso-date="2027', '<period-end iso-date="2029'],
    ["periods begin before they end", '<period-end iso-date="2027', '<period-end iso-date="2017'],
  ];
  for (const [rule, from, to] of wrong) {
    const problems = iatiProblems(fileOf().replace(from, to), publisher.today);
    assert.ok(
      problems.some((problem) => problem.includes(rule)),
      `${rule}: ${problems.join("; ")}`,
    );
  }
});
