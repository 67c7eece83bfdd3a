import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { normaliseReference } from "../../src/kernel/index.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { decide, page, type Sent, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
const birth = "birth-certificate";
let child: Sent;
let granted: Sent;

async function desk(id: string): Promise<Client> {
  const browser = await town.as(id);
  await browser.get("/office?lang=en");
  return browser;
}

async function find(browser: Client, q: string, purpose = "contact") {
  await browser.get("/office");
  return browser.post("/office/find", { q, for: purpose });
}

const looksAt = async (caseId: string) =>
  (await town.app.parts.cases.accessesOf(caseId)).map(
    ({ what, purpose }) => `${what} ${purpose ?? "work"}`,
  );

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  const of = { person: "mukamana-vestine" };
  child = await sent(town, birth, { ...of, answers: { child_name: "Iradukunda Ganza Çelik" } });
  granted = await sent(town, birth, { ...of, answers: { child_name: "Ishimwe Lea" } });
  await decide(await desk("officer-mutesi"), granted.caseId, "found");
  await decide(await desk("officer-nsengimana"), granted.caseId, "sign");
  await town.settle();
});
after(async () => {
  await browser?.close();
  await town?.close();
});

describe("Finding a file at the desk", () => {
  it("by a part of a name, a national ID or a telephone, in any spelling", async () => {
    const registrar = await desk("officer-mutesi");
    for (const q of ["mukam", "vestine MUKAMANA", "ganza celik", "CELIK", "0788 000 001"]) {
      const list = await find(registrar, q);
      assert.equal(list.status, 200, q);
      says(list, child.reference);
    }
    const person = await town.person("mukamana-vestine");
    says(await find(registrar, person.nationalId ?? ""), child.reference, granted.reference);
    const none = await find(registrar, "nobody-of-this-name");
    says(none, "No file that you may read matches");
    assert.doesNotMatch(textOf(none), /\bfalse\b/);
  });

  it("shows more of many matches, with no name in an address", async () => {
    for (let n = 0; n < 21; n++)
      await sent(town, birth, {
        person: "uwimana-sandrine",
        answers: { child_name: `Keza ${"x".repeat(n + 1)}` },
      });
    const registrar = await desk("officer-mutesi");
    const first = await find(registrar, "sandrine");
    const rowsIn = ({ body }: { readonly body: string }) =>
      body.match(/class="govuk-link hw-reference"/g)?.length;
    says(first, "More than 20 files match", "Show more");
    assert.equal(rowsIn(first), 20);
    const all = await registrar.post("/office/find", { q: "sandrine", for: "contact", most: "40" });
    assert.deepEqual([all.path, rowsIn(all)], ["/office/find", 21]);
    assert.doesNotMatch(textOf(all), /Show more/);
    says(await registrar.get("/office/find"), "21 files");
    const { caseId } = await sent(town, birth, { person: "uwimana-sandrine" });
    says(await registrar.get(page(caseId)), "20 other files or more that you may read");
  });

  it("says that a number is found as a whole, or by its end beside a name", async () => {
    const registrar = await desk("officer-mutesi");
    for (const q of ["0788", "0788 0000", "1198 5700"]) {
      const list = await find(registrar, q);
      assert.equal(list.status, 422, q);
      says(list, "the whole telephone or national ID number, or a name and the last four digits");
    }
    const unknown = await find(registrar, "0788 999 999");
    assert.equal(unknown.status, 200);
    says(unknown, "No file that you may read matches");
    says(await find(registrar, "mukamana 0001"), child.reference, granted.reference);
    says(await find(registrar, "mukamana 0002"), "No file that you may read matches");
  });

  it("by a name with one letter missing, doubled, swapped or wrong, after exact ones", async () => {
    const registrar = await desk("officer-mutesi");
    for (const q of ["mukmana", "mukammana", "mukaamna", "nukamana", "vestin MUKAMANAA"]) {
      const list = await find(registrar, q);
      says(list, child.reference, granted.reference, "Similar name");
    }
    const near = await sent(town, birth, { answers: { child_name: "Iradukunda Vestime" } });
    const list = textOf(await find(registrar, "vestine"));
    const [exact, similar] = [child, near].map(({ reference }) => list.indexOf(reference));
    assert.ok(exact !== undefined && similar !== undefined && exact > 0 && exact < similar);
    const alone = await find(registrar, "vestimee iradukumda");
    assert.equal(alone.path, "/office/find", "a similar name is never opened by itself");
    says(alone, near.reference);
  });

  it("stands on the page of a file too, where / opens it", async () => {
    const registrar = await desk("officer-mutesi");
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const cookies = [...registrar.cookies].map(([name, value]) => ({ name, value, url: town.url }));
    await context.addCookies(cookies);
    const shown = await context.newPage();
    await shown.goto(town.url + page(child.caseId));
    await shown.keyboard.press("/");
    await shown.keyboard.type("mukamana");
    const box = shown.locator(".of-find [name=q]");
    assert.equal(await box.inputValue(), "mukamana");
    await shown.locator(".of-find select").selectOption("contact");
    await Promise.all([shown.waitForURL("**/office/find"), box.press("Enter")]);
    assert.match((await shown.textContent("main")) ?? "", new RegExp(granted.reference));
    await context.close();
  });

  it("says of each file what tells it apart and where it stands", async () => {
    const list = await find(await desk("officer-mutesi"), "mukamana");
    says(list, "2 files", "Iradukunda Ganza Çelik · Remera, Gasabo", "Check in the civil register");
  });

  it("by the first characters of a number, typed as one likes", async () => {
    const registrar = await desk("officer-mutesi");
    const other = await sent(town, birth);
    const start = child.reference.slice(0, 8);
    for (const q of [start, start.toLowerCase().replace("-", ""), ` ${start} `]) {
      const file = await find(registrar, q);
      assert.equal(file.path, `${page(child.caseId)}?for=contact`, q);
    }
    // Of a few hundred numbers, three characters are enough for one and may be of several.
    const few = await find(registrar, other.reference.slice(0, 3));
    says(few, other.reference);
    const outsider = await desk("officer-nkurunziza");
    says(await find(outsider, start), "No file that you may read matches");
  });

  it("by a number with two neighbours swapped, as a question and not at once", async () => {
    const registrar = await desk("officer-mutesi");
    const text = child.reference.replace("-", "");
    const swaps = [...text.slice(1)].map(
      (next, at) => text.slice(0, at) + next + text[at] + text.slice(at + 2),
    );
    const slip = swaps.find((each) => each !== text && !normaliseReference(each)) ?? "";
    const list = await find(registrar, slip.toLowerCase());
    assert.equal(list.status, 200);
    assert.equal(list.path, "/office/find", "nothing is opened of itself");
    says(list, "Did you mean this one?", child.reference);
    assert.doesNotMatch(list.body, /Similar name/, "it is the number that is similar");
    assert.doesNotMatch(list.body, new RegExp(granted.reference));
  });

  it("opens the only one that matches, and records that it was read", async () => {
    const registrar = await desk("officer-mutesi");
    const file = await find(registrar, "mukamana lea", "supervise");
    assert.equal(file.path, `${page(granted.caseId)}?for=supervise`);
    says(file, granted.reference, "Mukamana Vestine");
    assert.ok((await looksAt(granted.caseId)).includes("case supervise"));
  });

  it("by the number of an application, certificate or bill, at once", async () => {
    const registrar = await desk("officer-mutesi");
    const [paper] = await town.app.parts.credentials.forCase(granted.caseId as never);
    const [bill] = await town.app.parts.payments.billsOfCase(granted.caseId as never);
    for (const q of [granted.reference, paper?.number ?? "", bill?.number ?? ""]) {
      const file = await find(registrar, q.toLowerCase());
      assert.equal(file.path, `${page(granted.caseId)}?for=contact`, q);
      says(file, granted.reference);
    }
  });

  it("puts no name in an address, and tells who it may not be", async () => {
    const registrar = await desk("officer-mutesi");
    const list = await find(registrar, "mukamana");
    assert.equal(list.path, "/office/find");
    const outsider = await desk("officer-nkurunziza");
    for (const q of ["mukamana", "ganza", child.reference]) {
      says(await find(outsider, q), "No file that you may read matches");
    }
    const ofHuye = await desk("officer-niyomugabo");
    assert.ok(!(await find(ofHuye, "mukamana")).body.includes(child.caseId));
  });

  it("records each row that it showed with its purpose, and the person reads it", async () => {
    const { caseId } = await sent(town, birth, { answers: { child_name: "Shema Quartz" } });
    await sent(town, birth, { answers: { child_name: "Keza Quartz" } });
    const registrar = await desk("officer-mutesi");
    await find(registrar, "quartz", "compare");
    assert.deepEqual(await looksAt(caseId), ["list compare"]);
    const person = await town.as("habimana-eric");
    says(
      await person.get(`/applications/${caseId}/seen?lang=en`),
      "In the results of a search, to decide another application",
    );
  });
});

describe("The results of a search", () => {
  it("are there again when the officer goes back, and are recorded again", async () => {
    const registrar = await desk("officer-mutesi");
    const cookies = [...registrar.cookies].map(([name, value]) => ({ name, value, url: town.url }));
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies(cookies);
    const shown = await context.newPage();
    await shown.goto(`${town.url}/office`);
    await shown.fill("#q", "mukamana");
    await shown.selectOption("#for", "compare");
    await shown.click(".of-find button");
    await shown.waitForURL("**/office/find");
    await shown.click(`a:has-text("${granted.reference}")`);
    await shown.waitForURL("**/office/cases/**");
    const lists = async () =>
      (await looksAt(granted.caseId)).filter((look) => look === "list compare").length;
    const before = await lists();
    const answer = await shown.goBack();
    assert.equal(answer?.status(), 200);
    assert.equal(await shown.inputValue("#q"), "mukamana");
    assert.equal(await shown.inputValue("#for"), "compare");
    assert.equal(await shown.locator(".hw-table .hw-reference").count(), 2);
    assert.equal(await lists(), before + 1);
    assert.doesNotMatch(JSON.stringify(await context.cookies()), /mukamana/i);
    await context.close();
  });

  it("say why: no reason is preset, and none is recorded that nobody chose", async () => {
    const registrar = await desk("officer-mutesi");
    const { body } = await registrar.get("/office");
    assert.match(body, /<select[^>]* id="for"[^>]*>\s*<option value="">/);
    assert.doesNotMatch(body, /<option value="contact" selected/);
    const looks = await looksAt(granted.caseId);
    const asked = await registrar.post("/office/find", { q: "mukamana" });
    assert.equal(asked.status, 422);
    says(asked, "Select why you look");
    assert.match(asked.body, /<a href="#for"/);
    assert.match(asked.body, /value="mukamana"/);
    assert.ok(!textOf(asked).includes(granted.reference));
    assert.deepEqual(await looksAt(granted.caseId), looks);
  });

  it("say why once: it stands there for the next look, recorded, to be changed", async () => {
    const registrar = await desk("officer-mutesi");
    await find(registrar, "mukamana", "supervise");
    const { body } = await registrar.get("/office");
    assert.match(body, /Why you look: To check the work of the office \(change\)/);
    assert.match(body, /<details[^>]*>[\s\S]*?<option value="supervise" selected/);
    const before = (await looksAt(granted.caseId)).filter((look) => look === "list supervise");
    await registrar.post("/office/find", { q: "vestine", for: "supervise" });
    const after = (await looksAt(granted.caseId)).filter((look) => look === "list supervise");
    assert.equal(after.length, before.length + 1);
    await find(registrar, "mukamana", "compare");
    const changed = await registrar.get("/office");
    assert.match(changed.body, /Why you look: To decide another application/);
    const other = await (await desk("officer-mutesi")).get("/office");
    assert.doesNotMatch(other.body, /Why you look: /, "another session is asked anew");
  });

  it("are of nobody else who signs in, and of no session after", async () => {
    const registrar = await desk("officer-mutesi");
    says(await find(registrar, "mukamana"), granted.reference);
    const colleague = await desk("officer-mutesi");
    for (const name of registrar.cookies.keys())
      if (name.endsWith("find")) colleague.cookies.set(name, registrar.cookies.get(name) ?? "");
    const empty = await colleague.get("/office/find");
    assert.equal(empty.status, 200);
    assert.doesNotMatch(empty.body, /mukamana/i);
    assert.ok(!textOf(empty).includes(granted.reference));
  });
});

describe("A file that is not somebody's work", () => {
  it("opens read-only for a colleague, who says why first", async () => {
    const at = { answers: { district: "huye", sector: "huye.ngoma" } };
    const { caseId, reference } = await sent(town, birth, at);
    await decide(await desk("officer-niyomugabo"), caseId, "found");
    await decide(await desk("officer-nsengimana"), caseId, "sign");
    await town.settle();
    const colleague = await desk("officer-mutesi");
    const refused = await colleague.get(page(caseId));
    assert.equal(refused.status, 403);
    says(refused, `Why do you open ${reference}?`);
    assert.doesNotMatch(refused.body, /Habimana/);
    assert.equal((await colleague.get(`${page(caseId)}?for=nosiness`)).status, 403);
    const file = await colleague.get(`${page(caseId)}?for=correct`);
    assert.equal(file.status, 200);
    says(file, "You can read this file", "To correct or revoke a document", "Habimana Eric");
    assert.doesNotMatch(file.body, /name="act"/);
    assert.match(file.body, /<details[\s\S]*\/revoke"[\s\S]*<\/details>/);
    assert.ok((await looksAt(caseId)).includes("case correct"));
    assert.equal((await colleague.get(`${page(caseId)}/revoke`)).status, 200);
  });

  it("stays shut for another authority, whatever reason is given", async () => {
    const outsider = await desk("officer-nkurunziza");
    const refused = await outsider.get(`${page(granted.caseId)}?for=supervise`);
    assert.equal(refused.status, 403);
    assert.doesNotMatch(refused.body, /Mukamana|Why do you open/);
  });

  it("is found again after the secret was changed", async () => {
    const { sql, cases } = town.app.parts;
    await sql`update cases.application set search_key = 'before' where id = ${child.caseId}`;
    await sql`delete from cases.search_word where case_id = ${child.caseId}`;
    assert.equal(await cases.indexLeft(), 1);
    says(await find(await desk("officer-mutesi"), "ganza"), child.reference);
    assert.equal(await cases.indexLeft(), 0);
  });
});
