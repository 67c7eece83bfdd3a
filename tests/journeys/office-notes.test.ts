import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ownData } from "../../src/acts/own-data.ts";
import { eraseCase } from "../../src/cases/index.ts";
import { transaction } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { decide, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
const words = "Telephoned the <surveyor>: the map of block 1 is right.";
let town: Town;

async function desk(id: string, lang = "en"): Promise<Client> {
  const browser = await town.as(id);
  await browser.get(`/office?lang=${lang}`);
  return browser;
}

const write = async (browser: Client, caseId: string, text: string) => {
  await browser.get(page(caseId));
  return browser.post(`${page(caseId)}/notes`, { text });
};

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("Internal notes", () => {
  it("are read by the next officer with who and when, and stay", async () => {
    const { caseId } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    const written = await write(intake, caseId, words);
    assert.match(written.body, /The note is added/);
    assert.match(written.body, /Telephoned the &lt;surveyor&gt;/);
    await decide(intake, caseId, "complete");
    const { body } = await (await desk("officer-uwera")).get(page(caseId));
    const [, notes = ""] = /id="notes">([\s\S]*?)<\/section>/.exec(body) ?? [];
    assert.match(notes, /Nkurunziza Alphonse/);
    assert.match(notes, /the map of block 1 is right/);
    await assert.rejects(town.app.sql`update cases.note set text = 'x'`, /permission denied/);
  });

  it("who writes a colleague's name reads who was told, and of nobody else", async () => {
    const { caseId } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    await decide(intake, caseId, "complete");
    const reviewer = await desk("officer-uwera");
    const own = (await reviewer.get("/office")).body;
    const uwera = /Uwera \w+/.exec(own)?.[0] ?? assert.fail("no name");
    const text = `${uwera} and Nkurunziza Alphonse and Mutesi Jeannette: see the map.`;
    const { body } = await write(reviewer, caseId, text);
    const [, news = ""] = /id="flash"([\s\S]*?)<h1/.exec(body) ?? [];
    assert.match(news, /They are told of it: Nkurunziza Alphonse\s*</);
    assert.match(news, /Not told, because they may not open this file now: Mutesi Jeannette\s*</);
    await town.settle();
    const rows = await town.app.sql<{ name: string }[]>`
      select o.name from notifications.notification n join auth.officer o on o.id = n.officer
      where n.case_id = ${caseId} and n.kind = 'named'`;
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["Nkurunziza Alphonse"],
    );
    const plain = await write(reviewer, caseId, "See the map.");
    assert.match(plain.body, /The note is added/);
    assert.doesNotMatch(plain.body, /They are told|Not told/);
    const alone = await write(reviewer, caseId, "Ask Mutesi Jeannette.");
    assert.match(alone.body, /Not told, because they may not open this file now: Mutesi Jeannette/);
  });

  it("newer than the step before stand above the decision of whoever is next", async () => {
    const { caseId } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    await decide(intake, caseId, "complete");
    await write(intake, caseId, "Do not sign <before> the map is corrected.");
    const panelOf = ({ body }: { readonly body: string }) =>
      /id="task"([\s\S]*?)of-case__more/.exec(body)?.[1] ?? "";
    const panel = panelOf(await (await desk("officer-uwera")).get(page(caseId)));
    assert.match(
      panel,
      /Internal notes \(1\)[\s\S]*href="#notes">Nkurunziza[\s\S]*Do not sign &lt;before&gt;/,
    );
    assert.ok(panel.indexOf("Do not sign") < panel.indexOf('value="claim"'));
    const own = panelOf(await intake.get(page(caseId)));
    assert.doesNotMatch(own, /Do not sign/);
  });

  it("the same form twice is one note; an empty one is refused", async () => {
    const { caseId } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    const { body } = await intake.get(page(caseId));
    const form = body.match(/<form[^>]*\/notes"[\s\S]*?<\/form>/)?.[0] ?? "";
    const key = /name="key" value="([^"]+)"/.exec(form)?.[1] ?? "";
    for (const _time of [1, 2]) await intake.post(`${page(caseId)}/notes`, { key, text: words });
    assert.equal((await town.app.parts.cases.notesOf(caseId)).length, 1);
    for (const [lang, said] of Object.entries({
      en: /Write something in the note/,
      fr: /quelque chose dans la note/,
      rw: /Andika ikintu/,
      az: /Qeydə nəsə yazın/,
    })) {
      const browser = await desk("officer-nkurunziza", lang);
      assert.match((await write(browser, caseId, "  ")).body, said);
    }
    assert.equal((await town.app.parts.cases.notesOf(caseId)).length, 1);
  });

  it("refused where they are sent on their own, they come back with why", async () => {
    const { caseId } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    const whole = `The <map> ${"of block 1 ".repeat(400)}`;
    for (const [path, id] of [
      ["notes", "note"],
      ["messages", "message"],
    ] as const) {
      await intake.get(page(caseId));
      const refused = await intake.post(`${page(caseId)}/${path}`, { text: whole });
      assert.equal(refused.status, 422);
      const [box = ""] =
        new RegExp(`<textarea[^>]*id="${id}"[\\s\\S]*?</textarea>`).exec(refused.body) ?? [];
      assert.ok(box.includes(`The &lt;map&gt; ${"of block 1 ".repeat(400)}`.trim()), box);
      assert.match(refused.body, new RegExp(`href="#${id}"[^>]*>[^<]*4,000 characters`));
      assert.match(refused.body, new RegExp(`id="${id}-error"[\\s\\S]*?4,000 characters`));
      const folded = refused.body.slice(0, refused.body.indexOf(box)).match(/<details[^>]*>/g);
      assert.match(folded?.at(-1) ?? "", / open/);
    }
    assert.deepEqual(await town.app.parts.cases.notesOf(caseId), []);
  });

  it("written while the file went to others, they are there to be copied", async () => {
    const { caseId } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    const { body } = await intake.get(page(caseId));
    const alone = (path: string) => {
      const form = new RegExp(`<form[^>]*/${path}"[\\s\\S]*?</form>`).exec(body)?.[0] ?? "";
      const hidden = form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g);
      return Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, value]));
    };
    const forms = { notes: alone("notes"), messages: alone("messages") };
    await town.app.parts.cases.give({
      ...{ caseId, command: { type: "withdraw" } },
      actor: { kind: "person", id: (await town.person("habimana-eric")).id },
    });
    for (const [path, form] of Object.entries(forms)) {
      const refused = await intake.post(`${page(caseId)}/${path}`, { ...form, text: words });
      assert.equal(refused.status, 409);
      assert.match(refused.body, /What you wrote, not sent/);
      assert.match(refused.body, /Telephoned the &lt;surveyor&gt;/);
      assert.match(refused.body, /“Withdrawn” by the applicant/);
    }
  });

  it("an officer to whom the file is closed writes none", async () => {
    const { caseId } = await sent(town, licence);
    const other = await desk("officer-uwera");
    const refused = await other.post(`${page(caseId)}/notes`, { text: words });
    assert.equal(refused.status, 403);
    assert.deepEqual(await town.app.parts.cases.notesOf(caseId), []);
  });

  it("are neither on the applicant's page nor in their copy, and go with the file", async () => {
    const { caseId } = await sent(town, licence);
    await write(await desk("officer-nkurunziza"), caseId, words);
    const owner = await town.as("habimana-eric");
    const own = await owner.get(`/applications/${caseId}`);
    assert.equal(own.status, 200);
    assert.doesNotMatch(own.body, /surveyor/);
    const copy = await ownData(town.app.parts as never, await town.person("habimana-eric"));
    assert.match(JSON.stringify(copy), new RegExp(caseId));
    assert.doesNotMatch(JSON.stringify(copy), /surveyor/);
    await town.app.parts.cases.give({
      ...{ caseId, command: { type: "withdraw" } },
      actor: { kind: "person", id: (await town.person("habimana-eric")).id },
    });
    const { id } = await opened(town, caseId);
    await transaction(town.app.sql, (tx) => eraseCase(tx, town.now(), id));
    assert.deepEqual(await town.app.parts.cases.notesOf(caseId), []);
  });
});
