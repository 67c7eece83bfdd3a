import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { sent } from "./office-given.ts";

let town: Town;
/** Who enters values for the register, and who accepts them. */
let keeper: Client;
let evaluator: Client;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
  keeper = await inEnglish(town, "officer-gahigi");
  evaluator = await inEnglish(town, "officer-statistician");
});
after(async () => await town.close());

const tea = "/desk/indicators/tea-to-azerbaijan";
const report = async (typed: Record<string, string>) => {
  await keeper.get(tea);
  return keeper.post(`${tea}/report`, {
    ...{ side: "rw", source: "NAEB quarterly bulletin", press: "no" },
    ...{ "vintage-day": "20", "vintage-month": "10", "vintage-year": "2026", ...typed },
  });
};

test("What is missing is said; a value has its source and the day of its version", async () => {
  const list = await keeper.get("/desk/indicators");
  says(list, "Still to be entered", "Tea sold to Azerbaijan : 2026/27-Q1");
  says(await report({ period: "2026-Q9", value: "40" }), "Enter a period, such as 2026-Q1");
  says(await report({ period: "2026-Q3", value: "many" }), "Enter a number");
  says(await report({ period: "2026-Q3", value: "40", source: "" }), "Enter the source");
  says(await report({ period: "2026/27-Q1", value: "40" }), "2026/27-Q1 Rwanda 40");
  says(await report({ period: "2026-08", value: "7" }), "already a value for 2026/27-Q1");
  assert.ok(!textOf(await keeper.get("/desk/indicators")).includes("Azerbaijan : 2026/27-Q1"));
});

test("The same quarter is another one in the fiscal year of the other side", async () => {
  const theirs = await report({ period: "2026-Q3", value: "37", side: "az" });
  says(theirs, "2026-Q3 Azerbaijan Stated by Rwanda, not public 37");
  says(await keeper.get(tea), "2026/27-Q1 Rwanda 40", "Rwanda: 2026/27", "Azerbaijan: 2026");
});

test("What we enter about the other side is not public", async () => {
  const csv = await (await fetch(`${town.url}/partnership/indicators.csv`)).text();
  assert.match(csv, /tea-to-azerbaijan,[^\n]*\b40\b/);
  assert.doesNotMatch(csv, /tea-to-azerbaijan,[^\n]*\b37\b/);
});

test("An accepted period is locked, and reopened only with a reason that both see", async () => {
  assert.equal((await keeper.post(`${tea}/lock`, {})).status, 403, "who enters does not accept");
  const period = "rw:2026-07-01:2026-10-01";
  await evaluator.get(tea);
  says(await evaluator.post(`${tea}/lock`, { period }), "Accepted", "2026/27-Q1 was accepted");
  says(await report({ period: "2026-Q3", value: "41" }), "Reopen the period first");
  await evaluator.get(tea);
  says(await evaluator.post(`${tea}/reopen`, { period }), "Enter a reason");
  const reason = "The bulletin was corrected";
  says(await evaluator.post(`${tea}/reopen`, { period, reason }), "was reopened, nisr", reason);
  const later = { "vintage-day": "27", "vintage-month": "11" };
  says(await report({ period: "2026-Q3", value: "41", ...later }), "2026/27-Q1 Rwanda 41");
});

test("Applications on the platform are counted, and small counts are not public", async () => {
  const path = "/desk/indicators/visas-to-azerbaijanis";
  says(await keeper.get(path), "No value yet.");
  const { caseId } = await sent(town, "visa-for-azerbaijanis", { person: "ishimwe-kevin" });
  await completed(town, caseId, "examination", "support");
  await completed(town, caseId, "decision", "grant");
  const counted = "Counted from the services of this platform";
  says(await keeper.get(path), "2026/27-Q2 Rwanda 1", counted);
  const open = await town.guest().get("/partnership/indicators?lang=en");
  says(open, "Visas to Azerbaijanis", "fewer than 5", counted);
});

test("Scholars stand by stage, counted where the service tells and typed otherwise", async () => {
  const list = await keeper.get("/desk/indicators");
  says(list, "Scholars by stage", "Scholars who arrived : 2025/26-Q1 and 2026/27-Q1");
  await sent(town, "scholarship-azerbaijan", { person: "ishimwe-kevin" });
  const row = async (title: string) => {
    const text = textOf(await keeper.get("/desk/indicators"));
    const from = text.indexOf(title, text.indexOf("Scholars by stage"));
    return text.slice(from + title.length, from + title.length + 12).trim();
  };
  assert.match(await row("Scholars who answered the call"), /^1 – –/);
  assert.match(await row("Scholars nominated"), /^– – –/);
  const path = "/desk/indicators/scholars-arrived";
  await keeper.get(path);
  const typed = { period: "2026/27-Q1", value: "1", side: "rw", source: "Embassy in Ankara" };
  const seen = { "vintage-day": "20", "vintage-month": "10", "vintage-year": "2026" };
  says(
    await keeper.post(`${path}/report`, { ...typed, ...seen, press: "no" }),
    "2026/27-Q1 Rwanda",
  );
  assert.match(await row("Scholars who arrived"), /^1 1 –/);
  // The public page remembers its counts for a while.
  town.setClock("2026-11-28T08:10:00Z");
  const open = textOf(await town.guest().get("/partnership/indicators?lang=en"));
  assert.match(open, /Scholars who answered the call fewer than 5/);
});

test("Both sides' figures of one flow stand side by side, never averaged", async () => {
  const page = await town.guest().get("/partnership/indicators?lang=en");
  says(page, "What both sides report", "2024 Illustrative 1,240,000 1,655,000 -415,000");
  assert.ok(!page.body.includes("1,447,500"), "the mean of both");
  says(page, "As the press stated", "2 million dollars in 2024", "more than 700 million dollars");
  says(page, "772,000,000", "allafrica.com", "Days on the corridor Dar es Salaam–Kigali");
  assert.match(page.body, /<svg class="hw-chart"/);
});

test("Series without a value are named once, after those that have one", async () => {
  const page = await town.guest().get("/partnership/indicators?lang=en");
  const minerals = page.body.split(">Minerals<")[1]?.split(">People<")[0] ?? "";
  assert.match(minerals, /No value yet\.<\/h3>[\s\S]*<li>Mineral certificates with an importer/);
});

test("A scorecard for each side comes from the same facts", async () => {
  const page = await keeper.get("/desk/indicators/scorecards?day=2026-03-01");
  says(page, "Rwanda: imihigo, 2025/26", "Azerbaijan: programme report, 2026");
  says(page, "First hall in the ASAN style is open (halls) 1 0 All or nothing 4 0");
  // (86 · 3 + 20 · 2 + 0 · 4) ÷ 9 for Rwanda, (78.3 · 2 + 100 · 3) ÷ 5 for Azerbaijan.
  says(page, "Tea sold to Azerbaijan (t) 100 86 In proportion 3 86", "Total: 33.11 %");
  says(page, "Officers trained by ASAN (officers) 120 94 From 60 % on 2 78.3", "Total: 91.33 %");
});
