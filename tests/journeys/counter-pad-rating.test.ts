import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { ratingOf } from "../../src/assessment/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { act, caseIn, confirmed, filled, mother, opened, seated, ticket } from "./counter-given.ts";

const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  await town.person(mother.id);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** The address of a new second screen of this operator. */
async function newPad(operator: Client): Promise<string> {
  await operator.get("/counter/pad");
  const made = await operator.post("/counter/pad");
  return /\/counter\/pad\/[\w-]{22}/.exec(made.body)?.[0] ?? assert.fail("no second screen");
}

/** Calls the mother, opens her file, and applies for a certificate of this child. */
async function applied(operator: Client, child: string) {
  await ticket(town);
  await operator.get("/counter");
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, child);
  return { visit, send: () => confirmed(town, operator, base, mother.id) };
}

async function close(operator: Client, visit: string): Promise<void> {
  await operator.get(visit);
  await operator.post(`${visit}/close`);
}

const stored = async (caseId: string) => {
  const rating = await ratingOf(town.app.sql, caseId);
  return rating && [rating.score, rating.comment, rating.door, rating.lang];
};

/** Paid, found in the register and signed; the certificate is then there. */
async function granted(caseId: string): Promise<void> {
  const { cases } = town.app.parts;
  for (const { id: fee } of (await cases.open(caseId))?.state.submitted?.fees ?? []) {
    const command = { type: "record-payment", fee, bill: fee } as const;
    await cases.give({ caseId, command, actor: { kind: "system" } });
  }
  await completed(town, caseId, "register-check", "found");
  await completed(town, caseId, "signature", "sign");
  await town.settle();
}

test("Once it is sent the person says on their own screen how it was, and the operator sees nothing", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const address = await newPad(operator);
  const pad = town.guest();
  const { visit, send } = await applied(operator, "Ineza");
  assert.doesNotMatch((await pad.get(address)).body, /Byagenze bite/, "nothing is done yet");
  const caseId = caseIn(await send());

  const question = await pad.get(address);
  assert.match(question.body, /<html lang="rw"/);
  says(
    question,
    "Byoherejwe",
    "Byagenze bite?",
    "Neza cyane",
    "Nabi cyane",
    "Ubakira ntakibona",
    "Simbuka",
  );
  assert.ok(!question.body.includes(mother.name), "it names the service and nobody");

  const forged = await town
    .guest()
    .send(address, new URLSearchParams({ case: caseId, score: "1" }));
  assert.equal(forged.status, 403);
  await pad.post(address, { score: "9" });
  assert.equal(await stored(caseId), undefined);
  const more = await pad.post(address, { score: "4" });
  says(more, "Hari icyo mwifuza kongeraho?");
  assert.deepEqual(await stored(caseId), [4, "", "counter", "rw"], "one press is enough");
  const long = await pad.post(address, { comment: "a".repeat(1001) });
  assert.equal(long.status, 422);
  says(await pad.post(address, { comment: "Byihuse" }), "Amanota yanyu yabitswe");
  assert.deepEqual(await stored(caseId), [4, "Byihuse", "counter", "rw"]);
  assert.doesNotMatch((await pad.get(address)).body, /Byagenze bite/, "asked once");

  await granted(caseId);
  const page = `${visit}/applications/${caseId}`;
  const file = await operator.get(page);
  assert.ok(!textOf(file).includes("Ask how they were served"));
  const aloud = await operator.get(`${page}/rate`);
  assert.equal(aloud.status, 409);
  says(aloud, "has been rated already");
  assert.ok(!aloud.body.includes("Byihuse"));

  await operator.get(page);
  const id = /papers\/([0-9a-f-]{36})\/en/.exec(file.body)?.[1] ?? assert.fail("no certificate");
  await operator.post(`${page}/handover`, { paper: id, unprinted: "true" });
  assert.doesNotMatch(
    (await pad.get(address)).body,
    /Byagenze bite/,
    "rated in this visit already",
  );
  await close(operator, visit);
});

test("Handing a certificate over asks again, after the decision; who skips is not asked twice", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const address = await newPad(operator);
  const pad = town.guest();
  const first = await applied(operator, "Keza");
  const caseId = caseIn(await first.send());
  await pad.get(address);
  const form = new URLSearchParams({ ...pad.hidden(address), score: "1" });
  const skipped = await pad.post(address, { skip: "all" });
  assert.doesNotMatch(skipped.body, /Byagenze bite/);
  assert.doesNotMatch((await pad.get(skipped.path)).body, /Byagenze bite/, "nor after a while");
  await close(operator, first.visit);
  says(await pad.send(address, form), "Murakaza neza");
  assert.equal(await stored(caseId), undefined, "the file is closed: a late press says nothing");

  await granted(caseId);
  town.setClock(new Date(town.now().getTime() + 60_000).toISOString());
  await ticket(town);
  await operator.get("/counter");
  await act(operator, "next");
  const visit = await opened(operator, mother.card);
  assert.doesNotMatch((await pad.get(address)).body, /Byagenze bite/);
  const page = `${visit}/applications/${caseId}`;
  const file = await operator.get(page);
  const id = /papers\/([0-9a-f-]{36})\/en/.exec(file.body)?.[1] ?? assert.fail("no certificate");
  await operator.post(`${page}/handover`, { paper: id, unprinted: "true" });
  says(await pad.get(address), "Byagenze bite?");
  await pad.post(address, { score: "5" });
  await pad.post(address, { skip: "comment" });
  assert.deepEqual(await stored(caseId), [5, "", "counter", "rw"]);
  await close(operator, visit);
  const her = await inEnglish(town, mother.id);
  says(await her.get(`/applications/${caseId}`), "You rated this service: Very well");
});

/** The page as it is, without a barrier, and no wider than the screen. */
async function looked(page: Page, name: string, width: number): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  assert.deepEqual(await barriersOn(page), [], name);
  const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
  assert.ok(wide <= width, `${name}: ${wide}`);
}

test("In a browser the rating is pressed without scripts, on a wide screen and a narrow one", async () => {
  const operator = await seated(town, "mukeshimana-aline", "3");
  const address = await newPad(operator);
  for (const width of [1280, 360]) {
    const { visit, send } = await applied(operator, width > 400 ? "Isimbi Ange" : "Isimbi Aline");
    const caseId = caseIn(await send());
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ viewport, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(town.url + address);
    await looked(page, "pad-how", width);
    await Promise.all([page.waitForLoadState(), page.click('button[value="5"]')]);
    await page.waitForSelector("#comment");
    await looked(page, "pad-comment", width);
    await page.fill("#comment", "Merci");
    await page.click("button:not([name])");
    await page.waitForSelector("h1:has-text('Amanota yanyu')");
    await looked(page, "pad-thanks", width);
    assert.deepEqual(await stored(caseId), [5, "Merci", "counter", "rw"]);
    await context.close();
    await close(operator, visit);
  }
});
