import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { clamdAddress } from "../../src/platform/scan/index.ts";
import { barriersOn } from "../axe.ts";
import { holds, launchBrowser } from "../browser.ts";
import { eicar, type StandIn, startClamd } from "../clamd-stand-in.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { decide, formOfAct, give, opened, page, sent } from "./office-given.ts";

let scanner: StandIn;
let town: Town;
let browser: Browser;
before(async () => {
  [scanner, browser] = await Promise.all([startClamd(), launchBrowser()]);
  const clamd = clamdAddress(scanner.address);
  assert.ok(clamd);
  town = await startTown(undefined, undefined, undefined, [], { clamd });
});
after(async () => {
  await browser?.close();
  await town?.close();
  await scanner?.close();
});

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

const pdf = (text: string, name = "report.pdf") =>
  new File([`%PDF-1.7\n% ${text}\n%%EOF\n`], name, { type: "application/pdf" });

/** A phytosanitary application of which the laboratory has a sample, in the analyst's hand. */
async function atLaboratory() {
  const file = await sent(town, "phytosanitary-certificate");
  await decide(await desk("officer-mukarugwiza"), file.caseId, "complete");
  await decide(await desk("officer-sibomana"), file.caseId, "sample", { text: "Spots on leaves." });
  const analyst = await desk("officer-umurerwa");
  await give(analyst, file.caseId, "claim");
  return { ...file, analyst };
}

async function post(officer: Client, caseId: string, fields: object, files: Record<string, File>) {
  await officer.get(page(caseId));
  const form = { ...formOfAct(officer, "complete"), ...fields };
  return officer.upload(`${page(caseId)}/act`, form, files);
}

const filesOf = async (caseId: string) => (await opened(town, caseId)).taskFiles;

test("A required report is asked for with the outcome, and nothing typed is lost", async () => {
  const { caseId, analyst } = await atLaboratory();
  const words = { outcome: "free", text: "Nothing was seen." };
  const without = await post(analyst, caseId, words, {});
  assert.equal(without.status, 422);
  assert.match(without.body, /href="#document-laboratory-report"[^>]*>Report of the laboratory/);
  assert.match(without.body, /Nothing was seen\./);
  assert.equal((await opened(town, caseId)).state.stage, "laboratory");
  const done = await post(analyst, caseId, words, { "document.laboratory-report": pdf("a") });
  assert.equal(done.status, 200);
  assert.equal((await opened(town, caseId)).state.stage, "certificate");
});

test("What is wrong with a file is said, by content and scanner; it is not kept", async () => {
  const { caseId, analyst } = await atLaboratory();
  const page = new File(["<html></html>"], "report.pdf", { type: "application/pdf" });
  const name = "document.laboratory-report";
  const attach = { _action: "attach", text: "half a sentence" };
  const wrong = await post(analyst, caseId, attach, { [name]: page });
  assert.match(wrong.body, /Report of the laboratory: The file must be one of/);
  assert.match(wrong.body, /half a sentence/);
  const infected = await post(analyst, caseId, attach, { [name]: pdf(eicar) });
  assert.match(infected.body, /virus/);
  assert.deepEqual(await filesOf(caseId), []);
});

test("Whoever has the task in hand attaches, replaces and removes it, nobody else", async () => {
  const { caseId, analyst } = await atLaboratory();
  const name = "document.laboratory-report";
  const attach = { _action: "attach" };
  await post(analyst, caseId, attach, { [name]: pdf("first", "first.pdf") });
  const second = await post(analyst, caseId, attach, { [name]: pdf("second", "second.pdf") });
  assert.match(second.body, /second\.pdf/);
  const [only, ...others] = await filesOf(caseId);
  assert.equal(only?.name, "second.pdf");
  assert.deepEqual(others, []);
  const form = formOfAct(analyst, "complete");
  const inspector = await desk("officer-sibomana");
  const action = `${page(caseId)}/act?for=compare`;
  const foreign = await inspector.upload(action, { ...form, ...attach }, { [name]: pdf("x") });
  assert.equal(foreign.status, 403);
  await post(analyst, caseId, { _remove: only?.id }, {});
  assert.deepEqual(await filesOf(caseId), []);
});

test("The next officer sees it in the viewer; the applicant once the task is done", async () => {
  const { caseId, analyst } = await atLaboratory();
  const name = "document.laboratory-report";
  await post(analyst, caseId, { _action: "attach" }, { [name]: pdf("result") });
  const [file] = await filesOf(caseId);
  const person = await town.as("habimana-eric");
  assert.equal((await person.get(`/files/${file?.id}`)).status, 404);
  await post(analyst, caseId, { outcome: "free" }, {});
  const own = await person.get(`/applications/${caseId}?lang=en`);
  assert.match(own.body, /Attached by the office[\s\S]*Report of the laboratory: <a/);
  assert.equal((await person.get(`/files/${file?.id}`)).status, 200);
  const stranger = await town.as("mukamana-vestine");
  assert.equal((await stranger.get(`/files/${file?.id}`)).status, 404);
  const director = await desk("officer-mukasine");
  await director.get("/office?lang=en");
  assert.match(
    (await director.get(page(caseId))).body,
    /Report of the laboratory: [\s\S]*data-paper/,
  );
  const exported = await director.post(`${page(caseId)}/export`, { why: "archive" });
  assert.equal(exported.status, 200);
  assert.equal((await director.get(`${page(caseId)}/files/${file?.id}`)).status, 200);
  const looks = await town.app.parts.cases.accessesOf(caseId);
  assert.ok(looks.some(({ what }) => what === "file:laboratory-report"));
});

test("Photos for officers alone are nothing of the applicant's", async () => {
  const { caseId } = await sent(town, "phytosanitary-certificate");
  await decide(await desk("officer-mukarugwiza"), caseId, "complete");
  const inspector = await desk("officer-sibomana");
  await give(inspector, caseId, "claim");
  const pixel = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA" +
      "WjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const photo = new File([pixel], "lot.png", { type: "image/png" });
  await post(inspector, caseId, { outcome: "free" }, { "document.inspection-photos": photo });
  const [file] = await filesOf(caseId);
  assert.equal(file?.name, "lot.png");
  const person = await town.as("habimana-eric");
  const own = await person.get(`/applications/${caseId}?lang=en`);
  assert.doesNotMatch(own.body, /Attached by the office/);
  assert.equal((await person.get(`/files/${file?.id}`)).status, 404);
});

for (const width of [1280, 360])
  test(`In a browser of ${width} pixels a file is attached, and opens in the viewer`, async () => {
    const { caseId, analyst } = await atLaboratory();
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      bypassCSP: true,
    });
    const cookies = [...analyst.cookies].map(([name, value]) => ({ name, value, url: town.url }));
    await context.addCookies(cookies);
    const shown = await context.newPage();
    await shown.goto(town.url + page(caseId));
    await shown.fill("[data-decide] textarea", "half a sentence");
    await shown.setInputFiles("#document-laboratory-report", {
      name: "result.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n%%EOF\n"),
    });
    await shown.click("[name=_action][value=attach]");
    await holds(shown, `document.querySelector(".hw-attached a")?.textContent === "result.pdf"`);
    assert.equal(await shown.inputValue("[data-decide] textarea"), "half a sentence");
    assert.deepEqual(await barriersOn(shown), []);
    const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
    assert.ok(wide <= width, `${wide}`);
    const picture = process.env.HAMWE_PICTURES;
    if (picture) await shown.screenshot({ path: `${picture}/task-${width}.png`, fullPage: true });
    await context.close();
  });
