import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { makeReference } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { formOfAct, give, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
let town: Town;

async function desk(id: string): Promise<Client> {
  const browser = await town.as(id);
  await browser.get("/office?lang=en");
  return browser;
}

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("Who may see a file", () => {
  it("an officer of another authority sees nothing of it, on any page", async () => {
    const { caseId, reference } = await sent(town, licence);
    const [paper] = (await opened(town, caseId)).documents.map ?? [];
    const other = await desk("officer-mutesi");
    assert.doesNotMatch((await other.get("/office")).body, new RegExp(reference));
    assert.match((await other.get(`/office?q=${reference}`)).body, /waiting for you/);
    for (const path of ["", `/files/${paper?.id}`, "/revoke"]) {
      const refused = await other.get(page(caseId) + path);
      assert.equal(refused.status, 403, path);
      assert.doesNotMatch(refused.body, /Rulindo|Habimana/);
    }
    assert.equal((await town.app.parts.cases.accessesOf(caseId)).length, 0);
  });

  it("a forged post of another authority's officer changes nothing", async () => {
    const { caseId } = await sent(town, licence);
    const [own, other] = [await desk("officer-nkurunziza"), await desk("officer-mutesi")];
    await own.get(page(caseId));
    const { task = "" } = formOfAct(own, "claim");
    await other.get("/office");
    for (const act of ["claim", "complete", "confirm", "return", "ask", "extend", "take-over"]) {
      const fields = { act, task, outcome: "complete", text: "x", fields: "documents.map" };
      const forged = await other.post(`${page(caseId)}/act`, fields);
      assert.equal(forged.status, 403, act);
    }
    await other.post("/office/claim", { row: `${caseId}~${task}` });
    const { state } = await opened(town, caseId);
    assert.equal(state.tasks[0]?.claimedBy, undefined);
    assert.equal(state.status, "in-review");
  });

  it("a post from another site is not believed", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await officer.get(page(caseId));
    const { _csrf: _token, ...fields } = formOfAct(officer, "claim");
    const forged = await officer.send(`${page(caseId)}/act`, new URLSearchParams(fields));
    assert.equal(forged.status, 403);
    assert.equal((await opened(town, caseId)).state.tasks[0]?.claimedBy, undefined);
  });

  it("a guest is sent to sign in, a person is refused, and a file that is not there is not found", async () => {
    assert.match((await town.guest().get("/office")).path, /^\/demo-issuer\/choose\//);
    const person = await town.as("habimana-eric");
    for (const path of ["/office", "/office/load", page(newId())]) {
      assert.equal((await person.get(path)).status, 403, path);
    }
    const officer = await desk("officer-nkurunziza");
    assert.equal((await officer.get(page(newId()))).status, 404);
    assert.equal((await officer.get("/office/cases/nobody")).status, 404);
  });

  it("every look at a file and at a paper is recorded, and shown to the person", async () => {
    const { caseId } = await sent(town, licence);
    const [paper] = (await opened(town, caseId)).documents.map ?? [];
    const officer = await desk("officer-nkurunziza");
    await officer.get(page(caseId));
    const shown = await officer.get(`${page(caseId)}/files/${paper?.id}`);
    assert.equal(shown.headers.get("content-type"), "application/pdf");
    assert.match(shown.headers.get("cache-control") ?? "", /no-store/);
    assert.match(shown.body, /^%PDF/);
    const seen = await town.app.parts.cases.accessesOf(caseId);
    assert.deepEqual(seen.map(({ what }) => what).sort(), ["case", "file:map"]);
    assert.ok(seen.every(({ authority }) => authority === "rmb"));
    const again = await officer.get(page(caseId));
    assert.match(again.body, /3 looks/);
    assert.match(again.body, /Nkurunziza Alphonse, Rwanda Mines[^<]*Map of the blocks/);
    const person = await town.as("habimana-eric");
    const told = await person.get(`/applications/${caseId}/seen`);
    assert.match(told.body, /Nkurunziza Alphonse/);
  });

  it("a paper of another file is not given out under this one", async () => {
    const [mine, other] = [await sent(town, licence), await sent(town, licence)];
    const [paper] = (await opened(town, other.caseId)).documents.map ?? [];
    const officer = await desk("officer-nkurunziza");
    assert.equal((await officer.get(`${page(mine.caseId)}/files/${paper?.id}`)).status, 404);
  });
});

describe("What people write", () => {
  it("is shown as they wrote it and never becomes part of the page", async () => {
    const script = `<script>alert("1")</script>`;
    const { caseId } = await sent(town, licence, {
      answers: { company_name: script, work_summary: `"><img src=x onerror=alert(1)>` },
      fileName: `<b>map</b>.pdf`,
    });
    const officer = await desk("officer-nkurunziza");
    await give(officer, caseId, "claim");
    const asked = await give(officer, caseId, "ask", { text: `</textarea>${script}` });
    assert.equal(asked.status, 422);
    const file = await give(officer, caseId, "release").then(() => officer.get(page(caseId)));
    for (const { body } of [asked, file]) {
      assert.doesNotMatch(body, /<script>alert|<img src=x|<b>map/);
      assert.match(body, /&lt;script&gt;alert/);
    }
  });
});

describe("A long worklist", () => {
  const officer = "officer-tuyishime";
  const references = new Map<string, string>();

  before(async () => {
    const rows = Array.from({ length: 120 }, (_, index) => workRow(index));
    for (const { case_id, reference } of rows) references.set(case_id, reference);
    await town.database.ownerSql`
      insert into cases.task (case_id, key, task, stage, authority, role, reference, service,
        opened_at, due_at, promised_at)
      select *, due_at
      from jsonb_to_recordset(${town.database.ownerSql.json(rows)}) as t(case_id uuid, key text,
        task text, stage text, authority text, role text, reference text, service text,
        opened_at timestamptz, due_at timestamptz)`;
    await town.database.ownerSql`
      insert into cases.application (id, reference, person_id, service, definition, authority,
        status, lang, submitted_at, version)
      select case_id, reference, ${newId()}, service, 1, authority, 'in-review', 'en', opened_at, 1
      from cases.task where role = 'land-officer'`;
  });

  /** Ten share each due time; the last ten have no term. */
  const workRow = (index: number) => ({
    case_id: newId(),
    key: "2.land",
    task: "land",
    stage: "review",
    authority: "nla",
    role: "land-officer",
    reference: makeReference(randomBytes(18)) as string,
    service: licence,
    opened_at: "2026-11-20T08:00:00Z",
    due_at: index < 110 ? `2026-11-${20 + Math.floor(index / 11)}T15:00:00Z` : "infinity",
  });

  it("comes in pages of fifty, due first, none left out and none shown twice", async () => {
    const browser = await desk(officer);
    const seen: string[] = [];
    let { body } = await browser.get("/office");
    const sizes: number[] = [];
    for (let pages = 0; pages < 5; pages++) {
      const ids = [...body.matchAll(/href="\/office\/cases\/([0-9a-f-]{36})[?"]/g)].map(
        ([, id = ""]) => id,
      );
      seen.push(...ids);
      sizes.push(ids.length);
      const next = /rel="next" href="([^"]*)"/.exec(body)?.[1];
      if (!next) break;
      ({ body } = await browser.get(next.replaceAll("&amp;", "&")));
    }
    assert.deepEqual(sizes, [50, 50, 20]);
    assert.equal(new Set(seen).size, 120);
    assert.match(body, /no deadline/);
    assert.match(body, /First page/);
  });

  it("says how the due time stands, in words", async () => {
    const browser = await desk(officer);
    const { body } = await browser.get("/office");
    for (const words of ["overdue by 3 days", "overdue by 1 day", "due today", "in 1 day"]) {
      assert.ok(body.includes(words), words);
    }
    const late = await browser.get("/office?show=overdue");
    assert.doesNotMatch(late.body, /due today|in 1 day/);
  });

  it("finds a file by its number, however it is typed, and asks for more than two letters", async () => {
    const browser = await desk(officer);
    const [[id = "", reference = ""] = []] = references;
    const typed = reference.toLowerCase().replace("-", " ");
    const found = await browser.get(`/office?q=${encodeURIComponent(typed)}`);
    assert.match(found.body, new RegExp(id));
    assert.equal(found.body.match(/class="of-small"/g)?.length, 1);
    await browser.get("/office");
    const short = await browser.post("/office/find", { q: "CD", for: "contact" });
    assert.equal(short.status, 422);
    assert.match(short.body, /Enter at least three letters of a name, or a whole number/);
    assert.match(short.body, /value="CD"/);
  });

  it("reads any nonsense in its address as the beginning", async () => {
    const browser = await desk(officer);
    for (const query of ["after=x", "show=all&show=mine", "service=nothing", "q=%27%3B--"]) {
      assert.equal((await browser.get(`/office?${query}`)).status, 200, query);
    }
  });
});

describe("How the work lies", () => {
  it("shows who has how much, what is late and what is free", async () => {
    const { caseId } = await sent(town, licence);
    const officer = await desk("officer-nkurunziza");
    await give(officer, caseId, "claim");
    const { body } = await officer.get("/office/load");
    assert.match(body, /Nkurunziza Alphonse/);
    assert.match(body, /hw-bar__fill/);
    assert.match(body, /Rwanda Mines, Petroleum and Gas Board/);
  });
});
