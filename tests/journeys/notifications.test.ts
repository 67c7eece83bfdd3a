import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { decide, give, opened, page, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
const list = "/staff/notifications";
const ids = new Map<string, string>();
let town: Town;

async function desk(id: string, lang = "en"): Promise<Client> {
  const browser = await town.as(id);
  await browser.get(`/staff?lang=${lang}`);
  return browser;
}

const idOf = (name: string): string => {
  const id = ids.get(name);
  assert.ok(id, name);
  return id;
};

/** A file at its decision, which two directors may take. */
async function atDecision(): Promise<string> {
  const { caseId } = await sent(town, licence);
  await decide(await desk("officer-nkurunziza"), caseId, "complete");
  await decide(await desk("officer-uwera"), caseId, "support");
  await decide(await desk("officer-hakizimana"), caseId, "support");
  return caseId;
}

const referenceOf = async (caseId: string) =>
  (await opened(town, caseId)).state.submitted?.reference ?? "";

/** What an officer reads of one file, newest first. */
async function readsOf(officer: string, caseId: string): Promise<readonly string[]> {
  const rows = await town.app.parts.notifications.of(idOf(officer));
  return rows.filter((row) => row.caseId === caseId).map(({ kind }) => kind);
}

before(async () => {
  town = await startTown();
  const rows = await town.database.ownerSql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  for (const { id, name } of rows) ids.set(name, id);
});
after(() => town?.close());

describe("Officers are told of what happens to their work", () => {
  it("many files at one time are one entry, from which each is opened", async () => {
    const files = [];
    for (let n = 0; n < 5; n++) files.push(await sent(town, licence));
    const boss = await desk("officer-kayitesi");
    await boss.get("/office");
    const stack = await Promise.all(
      files.map(async ({ caseId }) => {
        const task = (await opened(town, caseId)).state.tasks.at(-1);
        return `${caseId}~${task?.key}`;
      }),
    );
    const to = idOf("Nkurunziza Alphonse");
    await boss.post("/office/assign-all", { list: "show=unclaimed", stack, to });
    await town.settle();
    const officer = await desk("officer-nkurunziza");
    const { body } = await officer.get(list);
    assert.equal(body.match(/Assigned to you/g)?.length, 1);
    assert.match(body, /<summary[\s\S]*5 files[\s\S]*<\/summary>/);
    assert.equal(body.match(/>\s*Unread\s*</g)?.length, 1);
    assert.match(body, /Notifications, 1 unread/);
    for (const [at, { caseId, reference }] of files.entries()) {
      const [, href = ""] = new RegExp(`href="([^"]+)"[^>]*>${reference}<`).exec(body) ?? [];
      assert.equal((await officer.get(href)).path, page(caseId));
      const { body: shown } = await officer.get(list);
      const unread = shown.match(/>\s*Unread\s*</g)?.length ?? 0;
      assert.equal(unread, [1, 3, 2, 1, 0][at]);
      assert.match(shown, unread ? new RegExp(`, ${unread} unread<`) : />Notifications<\/span>/);
    }
    await officer.post(list);
    await fitsScreens(town.url, officer, list, "bell-group");
  });

  it("taken over and assigned: the bell counts, the list names the supervisor", async () => {
    const caseId = await atDecision();
    const reference = await referenceOf(caseId);
    const rugamba = await desk("officer-rugamba");
    await give(rugamba, caseId, "claim");
    const boss = await desk("officer-kayitesi");
    await give(boss, caseId, "take-over");
    await give(boss, caseId, "assign", { to: idOf("Ingabire Alice") });
    await town.settle();
    assert.deepEqual(await readsOf("Ingabire Alice", caseId), ["assigned"]);
    assert.deepEqual(await readsOf("Kayitesi Grace", caseId), []);
    for (const path of ["/office", "/staff", page(caseId)]) {
      const { body } = await (await desk("officer-ingabire")).get(path);
      assert.match(body, /Notifications, [\d]+ unread/, path);
    }
    const { body } = await rugamba.get(list);
    assert.match(body, new RegExp(`Taken over by a supervisor · ${reference}`));
    assert.match(body, /by Kayitesi Grace/);
    await town.settle();
    assert.deepEqual(await readsOf("Ingabire Alice", caseId), ["assigned"], "told once");
  });

  it("opening one reads it, and all can be read at once", async () => {
    const caseId = await atDecision();
    await give(await desk("officer-kayitesi"), caseId, "assign", { to: idOf("Ingabire Alice") });
    await town.settle();
    const alice = await desk("officer-ingabire");
    const { notifications } = town.app.parts;
    const all = await notifications.of(idOf("Ingabire Alice"));
    const newest = all.find((each) => each.caseId === caseId);
    const unread = await notifications.unreadOf(idOf("Ingabire Alice"));
    const file = await alice.get(`${list}/${encodeURIComponent(newest?.id ?? "")}`);
    assert.match(file.body, new RegExp(await referenceOf(caseId)));
    assert.equal(await notifications.unreadOf(idOf("Ingabire Alice")), unread - 1);
    const other = await desk("officer-rugamba");
    await other.get(`${list}/${encodeURIComponent(newest?.id ?? "")}`);
    await alice.get(list);
    await alice.post(list, {});
    assert.equal(await notifications.unreadOf(idOf("Ingabire Alice")), 0);
    const { body } = await alice.get(list);
    assert.doesNotMatch(body, /unread|Mark all as read/);
  });

  it("a second signature, an answer of the applicant, a late step, and a note", async () => {
    const caseId = await atDecision();
    const rugamba = await desk("officer-rugamba");
    await give(rugamba, caseId, "claim");
    await rugamba.get(page(caseId));
    const text =
      "Ingabire Alice, please look at block 2. Nkurunziza Alphonse knows it. Nobody Else.";
    await rugamba.post(`${page(caseId)}/notes`, { text });
    await give(rugamba, caseId, "complete", { outcome: "grant" });
    await town.settle();
    const kinds = await readsOf("Ingabire Alice", caseId);
    assert.deepEqual(kinds.toSorted(), ["named", "second-signature"]);
    assert.deepEqual(await readsOf("Rugamba Emmanuel", caseId), []);
    // The geologist and the intake officer may open the file: naming them is telling them.
    assert.deepEqual(await readsOf("Nkurunziza Alphonse", caseId), ["named"]);
    const late = await atDecision();
    const uwera = await desk("officer-uwera");
    const { caseId: asked } = await sent(town, licence);
    const intake = await desk("officer-nkurunziza");
    await give(intake, asked, "claim");
    const what = { fields: "company_name", text: "The whole name, please." };
    await give(intake, asked, "ask", what);
    const person = await town.person("habimana-eric");
    const answered = await town.app.parts.cases.answerRequest({
      ...{ caseId: asked, person: person.id, papers: [] },
      answers: { ...(await opened(town, asked)).answers, company_name: "Virunga Lithium Ltd" },
    });
    assert.ok(answered.ok, JSON.stringify(answered));
    town.setClock("2026-12-04T08:00:00Z");
    await town.settle();
    assert.ok((await readsOf("Nkurunziza Alphonse", asked)).includes("answered"));
    assert.deepEqual(await readsOf("Kayitesi Grace", late), ["escalated"]);
    assert.equal((await uwera.get(list)).status, 200);
  });
});

describe("E-mail to officers", () => {
  it("goes to whoever chose it: numbers and a link, one mail for many news", async () => {
    const alice = await desk("officer-ingabire");
    const none = await alice.get(list);
    assert.match(none.body, /We have no e-mail address of yours/);
    const address = "alice@mines.example";
    await town.database.ownerSql`
      update auth.officer set email = ${address} where id = ${idOf("Ingabire Alice")}`;
    await alice.get(list);
    const saved = await alice.post(`${list}/email`, { email: "yes" });
    assert.match(saved.body, /Your choice is saved/);
    const files = [await atDecision(), await atDecision()];
    const boss = await desk("officer-kayitesi");
    for (const caseId of files) await give(boss, caseId, "assign", { to: idOf("Ingabire Alice") });
    await town.settle();
    const mailed = async () =>
      (await town.app.parts.messages.latest(50)).filter(({ recipient }) => recipient === address);
    assert.deepEqual(await mailed(), []);
    town.setClock(new Date(town.now().getTime() + 5 * 60_000).toISOString());
    await town.settle();
    const [mail, ...others] = await mailed();
    assert.equal(others.length, 0);
    assert.ok(mail);
    for (const caseId of files) assert.match(mail.body, new RegExp(await referenceOf(caseId)));
    assert.match(mail.body, /\/staff\/notifications/);
    assert.doesNotMatch(mail.body, /Kayitesi|Habimana|Ingabire/);
  });
});

describe("The morning list", () => {
  it("comes when offices open on a working day, once, to whoever has something of it", async () => {
    const caseId = await atDecision();
    await give(await desk("officer-rugamba"), caseId, "claim");
    const { tasks } = town.app;
    const mornings = async () =>
      (await town.app.parts.notifications.of(idOf("Rugamba Emmanuel"))).filter(
        ({ kind }) => kind === "morning",
      );
    // A Saturday, and the Monday after it; the term of the step is over, the promise is not.
    town.setClock("2026-12-19T01:30:00Z");
    await tasks["officers.plan-morning"]({});
    await town.settle();
    assert.deepEqual(await mornings(), []);
    town.setClock("2026-12-21T01:30:00Z");
    await tasks["officers.plan-morning"]({});
    await town.settle();
    const early = (await mornings()).length;
    town.setClock("2026-12-21T06:05:00Z");
    await town.settle();
    await tasks["officers.morning"]({ day: "2026-12-21" });
    const [morning, ...others] = await mornings();
    assert.deepEqual([early, others.length], [0, 0]);
    assert.ok((morning?.counts?.late ?? 0) > 0, JSON.stringify(morning));
    const { body } = await (await desk("officer-rugamba")).get(list);
    assert.match(body, /Your work this morning/);
    assert.match(body, /Late: \d/);
    await tasks["officers.morning"]({ day: "2026-12-20" });
    assert.equal((await mornings()).length, 1);
  });
});
