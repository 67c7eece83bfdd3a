/** Whom a notice of a breach is for: whoever's file was looked at or exported, or a list. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { give, page, type Sent, sent } from "./office-given.ts";

let town: Town;
let mother: Sent;
let student: Sent;
let other: Sent;
let desk: Client;
let path: string;

const birth = "birth-certificate";
const words = { "words-en": "Files were read.", "words-rw": "R", "words-fr": "F", "words-az": "A" };

before(async () => {
  town = await startTown("2026-11-23T06:00:00Z", undefined, undefined, [], { proofMinutes: 600 });
  mother = await sent(town, birth, { person: "mukamana-vestine" });
  other = await sent(town, birth, { person: "ishimwe-kevin" });
  student = await sent(town, "recognition-of-foreign-degree", { person: "uwimana-sandrine" });
  await town.settle();
  town.setClock("2026-11-23T07:10:00Z");
  const registrar = await inEnglish(town, "officer-mutesi");
  assert.equal((await registrar.get(page(mother.caseId))).path, page(mother.caseId));
  const recogniser = await inEnglish(town, "officer-iradukunda");
  await give(recogniser, student.caseId, "claim");
  await recogniser.get(page(student.caseId));
  const saved = await recogniser.download(`${page(student.caseId)}/export`, { why: "court" });
  assert.equal(saved.status, 200);
  town.setClock("2026-11-23T07:31:00Z");
  const later = await inEnglish(town, "officer-mutesi");
  assert.equal((await later.get(page(other.caseId))).path, page(other.caseId));
  town.setClock("2026-11-23T08:00:00Z");
  desk = await inEnglish(town, "nyirabagenzi-diane");
  await desk.get("/office/privacy/breaches");
  await desk.post("/office/privacy/breaches", {
    ...{ "known-day": "23", "known-month": "11", "known-year": "2026", time: "9:45" },
    ...{ what: "An officer read files", data: "Names", measures: "Locked", people: "1" },
    risk: "true",
  });
  const [breach] = await town.app.parts.privacy.breaches();
  path = `/office/privacy/breaches/${breach?.id}/notice`;
});
after(() => town?.close());

/** 9:00 to 9:30 in Kigali, both minutes counted. */
const halfHour = (from = "9:00", until = "9:30") => ({
  ...{ "seen-from-day": "23", "seen-from-month": "11", "seen-from-year": "2026" },
  ...{ "seen-until-day": "23", "seen-until-month": "11", "seen-until-year": "2026" },
  ...{ "seen-from-time": from, "seen-until-time": until },
});

async function write(fields: Readonly<Record<string, string>>) {
  await desk.get(path);
  return desk.post(path, { ...words, ...fields });
}

test("The others are told of a breach at once, and its record says what it is", async () => {
  const second = await inEnglish(town, "hakizimana-felix");
  const recorded = "A breach of personal data is recorded, and its hours run";
  const bell = await second.get("/staff/notifications");
  says(bell, recorded, "by Nyirabagenzi Diane");
  const own = await desk.get("/staff/notifications");
  assert.doesNotMatch(own.body, new RegExp(recorded), "whoever recorded it is not told");
  const [, about = ""] = /href="([^"]*notifications\/breach[^"]*)"/.exec(bell.body) ?? [];
  const list = await second.get(about);
  assert.equal(list.path.split("#")[0], "/office/privacy/breaches");
  const name = "Recorded by Nyirabagenzi Diane on 23 November 2026, 10:00";
  says(
    list,
    "An officer read files High risk",
    "Breach 1. Known since 23 November 2026, 09:45",
    name,
  );
  says(list, "Authority to be told by 25 November 2026, 09:45", "To be closed");
  assert.doesNotMatch(list.body, /<dt[^>]*>\s*Authority told/);
});

test("What is wrong with the people is told at its field", async () => {
  const nobody = await write({ kind: "seen", reader: "Nobody At All", ...halfHour() });
  assert.equal(nobody.status, 422);
  says(nobody, "Nobody has this name");
  says(await write({ kind: "seen", reader: "Jeannette", ...halfHour() }), "Several have this");
  says(
    await write({ kind: "exported", ...halfHour("9:30", "9:00") }),
    "The second day must not be before the first",
  );
  says(await write({ kind: "exported", ...halfHour("late") }), "Enter a time, such as 14:30");
  const unknown = await write({ kind: "listed", references: `${mother.reference}, CDF7G-HJKM4` });
  assert.equal(unknown.status, 422);
  says(unknown, "No application has the number CDF7G-HJKM4");
  says(await write({ kind: "listed", references: " , " }), "at least one application number");
  says(await write({ kind: "" }), "Select who is affected");
});

test("Only the fields of the way that was chosen are shown, nothing typed is lost", async () => {
  const empty = await desk.get(path);
  assert.doesNotMatch(empty.body, /<input[^>]*type="text"|<textarea/, "first whom it is for");
  const choose = (kind: string, more = {}) => desk.post(path, { _action: "choose", kind, ...more });
  const seen = await choose("seen");
  assert.equal(seen.status, 200);
  assert.match(seen.body, /<input[^>]*id="reader"/);
  assert.doesNotMatch(seen.body, /<textarea[^>]*id="references"|id="service"/);
  const listed = await choose("listed", { ...words, reader: "mutesi jeannette", ...halfHour() });
  assert.match(listed.body, /<textarea[^>]*id="references"/);
  assert.match(listed.body, /Files were read\.<\/textarea>/);
  assert.doesNotMatch(listed.body, /<input[^>]*id="reader"|seen-from-day"[^>]*type="text"/);
  const back = await choose("seen", { ...words, references: mother.reference });
  assert.match(back.body, /id="reader"[^>]*value="mutesi jeannette"/);
  assert.match(back.body, new RegExp(`type="hidden" name="references" value="${mother.reference}`));
});

test("Its form and its record fit a desk and a telephone", async () => {
  const browser = await launchBrowser();
  try {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const cookies = [...desk.cookies].map(([name, value]) => ({ name, value, url: town.url }));
      await context.addCookies(cookies);
      const tab: Page = await context.newPage();
      await desk.get("/office/privacy/breaches");
      for (const [name, address] of [
        ["notice", path],
        ["breaches", "/office/privacy/breaches"],
      ] as const) {
        await tab.goto(`${town.url}${address}`);
        const wide = await tab.locator("html").evaluate((root) => root.scrollWidth);
        const { SHOTS: shots } = process.env;
        if (shots) await tab.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
        assert.ok(wide <= width, `${wide} of ${width} px`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
});

test("Those whose files somebody read, to the minute, are told, and nobody else", async () => {
  const read = { kind: "seen", reader: "mutesi jeannette" };
  says(await write({ ...read, ...halfHour("9:00", "9:31") }), "People who are written to 2");
  says(
    await write({ ...read, ...halfHour() }),
    "Whose file somebody looked at",
    "Mutesi Jeannette",
    "23 November 2026, 09:30",
    "People who are written to 1",
  );
  says(await write({ kind: "exported", ...halfHour() }), "People who are written to 1");
  const list = [mother, other].map(({ reference }) => reference.toLowerCase()).join("\n");
  says(await write({ kind: "listed", references: list }), "People who are written to 2");
  says(await write({ ...read, ...halfHour() }), "People who are written to 1");
  const second = await inEnglish(town, "hakizimana-felix");
  const waits = "A notice about a breach waits for you to confirm it";
  const bell = await second.get("/staff/notifications");
  says(bell, waits, "by Nyirabagenzi Diane");
  const own = await desk.get("/staff/notifications");
  assert.doesNotMatch(own.body, new RegExp(waits), "whoever wrote it is not told");
  const [, about = ""] =
    /href="([^"]*notifications\/breach[^"]*(?:%3A|:)\d+)"/.exec(bell.body) ?? [];
  const shown = await second.get(about.replaceAll("&amp;", "&"));
  assert.equal(shown.path, path);
  const revision = /name="revision" value="(\d+)"/.exec(shown.body)?.[1];
  says(await second.post(`${path}/confirm`, { revision }), "is confirmed and is sent now");
  await town.settle();
  const told = await town.app.sql<{ person: string }[]>`
    select person from privacy.breach_told`;
  const { id } = await town.person("mukamana-vestine");
  assert.deepEqual(
    told.map(({ person }) => person),
    [id],
  );
});
