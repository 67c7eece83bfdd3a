/** What the supervisor of a committee sees of its work. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { dateIn } from "../../src/kernel/index.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { give, opened, page, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const vote = { outcome: "upheld", text: "Nothing new." };

it("who has not voted and which opinion is missing: on day, load and bell", async () => {
  const [heard, unheard] = [await appealIn(town), await appealIn(town)];
  await hearAuthority(town, heard);
  const member = await deskOf(town, "officer-karangwa");
  await give(member, heard, "complete", vote);
  const boss = await deskOf(town, "officer-ndahiro");
  const [voted, silent] = await Promise.all(
    [heard, unheard].map(async (id) => (await opened(town, id)).state.submitted?.reference),
  );
  for (const path of ["/staff", "/office/load"]) {
    const shown = textOf(await boss.get(path));
    const rowOf = (reference = "") => shown.slice(shown.indexOf(reference)).slice(0, 260);
    assert.match(shown, /Files on which committees vote/);
    assert.match(rowOf(voted), /Mukantwari Immaculée and Sebahire Thierry –/);
    assert.match(rowOf(silent), /Karangwa.*Missing: Higher Education Council/);
    await fitsScreens(town.url, boss, path, `votes-${path.slice(1).replace("/", "-")}`);
  }
  assert.doesNotMatch(textOf(await member.get("/office/load")), /Files on which committees vote/);
  await town.app.tasks["officers.morning"]({ day: dateIn(town.now(), "Africa/Kigali") });
  says(await boss.get("/staff/notifications"), "Committees vote on: 2");
});

it("many files of a call still open hide no other, and all are counted", async () => {
  const { caseId } = await sent(town, "scholarship-azerbaijan", { person: "ishimwe-kevin" });
  const votesOn = (prefix: string, count: number, sentAt: string) => town.database.ownerSql`
    insert into cases.task select (jsonb_populate_record(t, jsonb_build_object(
      'case_id', gen_random_uuid(), 'key', 'ranking', 'task', 'ranking', 'stage', 'ranking',
      'reference', ${prefix}::text || n, 'sent_at', ${sentAt}::text, 'role', 'committee-member',
      'authority', 'mineduc', 'by_vote', true))).*
    from cases.task t, generate_series(1, ${count}::int) n where t.case_id = ${caseId}`;
  await votesOn("OPEN-", 51, "2026-11-20T08:00:00Z");
  await votesOn("CLOSED-", 1, "2026-10-01T08:00:00Z");
  await town.database.ownerSql`
    update cases.task set due_at = due_at + interval '1 day' where reference like 'CLOSED-%'`;
  const boss = await deskOf(town, "officer-mukandoli");
  const day = textOf(await boss.get("/staff"));
  assert.match(day, /CLOSED-1 /);
  assert.doesNotMatch(day, /OPEN-/);
  await votesOn("MORE-", 60, "2026-10-01T08:00:00Z");
  await town.app.tasks["officers.morning"]({ day: dateIn(town.now(), "Africa/Kigali") });
  says(await boss.get("/staff/notifications"), "Committees vote on: 61");
  const load = textOf(await boss.get("/office/load"));
  assert.equal(load.match(/MORE-/g)?.length, 50, "the table shows the first that are due");
  assert.match(load, /Votes owed/);
  assert.match(load, / 61 /, "each member owes a vote on all of them");
});

it("no median time for single members, whose committee decides", async () => {
  const caseId = await appealIn(town);
  await hearAuthority(town, caseId);
  for (const id of ["officer-karangwa", "officer-sebahire"])
    await give(await deskOf(town, id), caseId, "complete", vote);
  town.setClock(new Date(town.now().getTime() + 11 * 60_000).toISOString());
  const boss = await deskOf(town, "officer-ndahiro");
  says(
    await boss.get("/office/load"),
    "Votes owed",
    "Karangwa Vincent 0 0 0 In progress 0 1 0 1 –",
  );
  const file = await (await deskOf(town, "officer-karangwa")).get(page(caseId));
  says(file, "First decision: ");
});

it("the tick to vote without the opinion stands before the vote, on the first screen", async () => {
  const caseId = await appealIn(town);
  const { dueAt } =
    (await opened(town, caseId)).state.tasks.find(({ task }) => task === "opinion") ?? {};
  town.setClock(new Date(Date.parse(dueAt ?? "") + 1000).toISOString());
  await town.settle();
  const member = await deskOf(town, "officer-karangwa");
  const { body } = await member.get(page(caseId));
  assert.ok(body.indexOf('name="withoutOpinion"') < body.indexOf('name="outcome"'));
  const shown = await openedPaper(member, caseId);
  const box = await shown.locator('input[name="withoutOpinion"]').boundingBox();
  assert.ok(box && box.y > 0 && box.y < 800, JSON.stringify(box));
});

it("a reason of two lines stands beside its button where a paper is open", async () => {
  const { caseId } = await sent(town, "scholarship-azerbaijan", { person: "ishimwe-kevin" });
  const officer = await deskOf(town, "officer-iradukunda");
  await give(officer, caseId, "claim");
  const shown = await openedPaper(officer, caseId);
  await shown.locator('input[name="outcome"][value="refuse"]').check();
  const items = await shown.evaluate<{ text: string; lines: number; isBelow: boolean }[]>(`
    [...document.querySelectorAll(".of-panel .govuk-radios__item")].map((item) => {
      const [input, label] = ["input", "label"].map((each) =>
        item.querySelector(each).getBoundingClientRect());
      const text = item.textContent.trim();
      return { text, lines: label.height / 30, isBelow: label.top >= input.bottom };
    })`);
  assert.ok(
    items.some(({ lines }) => lines > 1.5),
    JSON.stringify(items),
  );
  assert.deepEqual(
    items.filter(({ isBelow }) => isBelow),
    [],
  );
});

/** The file in a real browser, with the first of its papers open beside the form. */
async function openedPaper(client: Client, caseId: string) {
  const browser = await launchBrowser();
  after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  const shown = await context.newPage();
  await shown.goto(`${town.url}${page(caseId)}`);
  await shown.locator("a", { hasText: "paper.pdf" }).first().click();
  await shown.locator("#viewer").waitFor();
  return shown;
}
