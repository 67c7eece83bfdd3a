import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ownData } from "../../src/acts/own-data.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { formOfAct, give, page, sent } from "./office-given.ts";

const birth = "birth-certificate";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const keyIn = (client: Client, action: string, name: string): string =>
  new RegExp(`action="${action}"[\\s\\S]*?name="${name}" value="([^"]+)"`).exec(
    client.last?.body ?? "",
  )?.[1] ?? "";

async function started() {
  const { caseId } = await sent(town, birth);
  await town.settle();
  const officer = await town.as("officer-mutesi");
  await officer.get("/office?lang=en");
  await give(officer, caseId, "claim");
  const person = await town.as("habimana-eric");
  await person.get("/me?lang=en");
  return { caseId, officer, person };
}

/** What the button "Send" would send: the box stands in the form of the decision. */
async function boxOf(officer: Client, caseId: string, message: string) {
  await officer.get(page(caseId));
  const key = /name="message-key" value="([^"]+)"/.exec(officer.last?.body ?? "")?.[1] ?? "";
  assert.ok(key, "a key of its own");
  const own = { _action: "message", "message-key": key, message };
  return { ...formOfAct(officer, "complete"), ...own };
}

const officeWrites = async (officer: Client, caseId: string, text: string) =>
  officer.post(`${page(caseId)}/act`, await boxOf(officer, caseId, text));

async function personWrites(person: Client, caseId: string, text: string) {
  await person.get(`/applications/${caseId}`);
  const path = `/applications/${caseId}/messages`;
  return person.post(path, { _key: keyIn(person, path, "_key"), text });
}

const toldOf = async (caseId: string) =>
  town.app.sql<{ body: string }[]>`
    select body from messages.outbox where case_id = ${caseId} and template = 'office-wrote'`;

describe("Messages between the office and the applicant", () => {
  it("are told by the channel without the words, and answered on the page", async () => {
    const { caseId, officer, person } = await started();
    const first = await person.get(`/applications/${caseId}`);
    assert.doesNotMatch(first.body, /id="thread"/);
    says(await officeWrites(officer, caseId, "Is Remera in Gasabo?"), "Your message is sent");
    await town.settle();
    const told = await toldOf(caseId);
    assert.ok(told.length > 0);
    for (const { body } of told) assert.doesNotMatch(body, /Remera in Gasabo/);
    const shown = await person.get(`/applications/${caseId}`);
    says(shown, "Is Remera in Gasabo?");
    assert.doesNotMatch(shown.body, /Mutesi/);
    says(await personWrites(person, caseId, "Yes, in Gasabo."), "Your message is sent");
    says(await officer.get(page(caseId)), "Yes, in Gasabo.");
    await town.settle();
    says(await officer.get("/staff/notifications"), "The applicant answered your message");
  });

  it("are begun by the office, and not written without end", async () => {
    const { caseId, officer, person } = await started();
    const early = await person.post(`/applications/${caseId}/messages`, { text: "Hello?" });
    assert.equal(early.status, 409);
    await officeWrites(officer, caseId, "Which school?");
    for (let n = 0; n < 10; n++)
      assert.equal((await personWrites(person, caseId, `Answer ${n}`)).status, 200);
    assert.equal((await personWrites(person, caseId, "One more")).status, 409);
    await officeWrites(officer, caseId, "Thank you.");
    assert.equal((await personWrites(person, caseId, "You are welcome")).status, 200);
  });

  it("sent twice by the same form are one, and empty ones none", async () => {
    const { caseId, officer } = await started();
    const form = await boxOf(officer, caseId, "Which school?");
    for (let n = 0; n < 2; n++)
      says(await officer.post(`${page(caseId)}/act`, form), "Your message is sent");
    await town.settle();
    assert.equal((await town.app.parts.cases.messagesOf(caseId)).length, 1);
    const empty = await officer.post(`${page(caseId)}/act`, { ...form, message: "  " });
    says(empty, "Enter your message.");
    const alone = await officer.post(`${page(caseId)}/messages`, { key: "", text: "  " });
    says(alone, "Enter your message.");
    const stranger = await town.as("mukamana-vestine");
    await stranger.get("/me?lang=en");
    const other = await stranger.post(`/applications/${caseId}/messages`, { text: "Mine?" });
    assert.equal(other.status, 404);
  });

  it("belong to what a person is given of their data", async () => {
    const { caseId, officer } = await started();
    await officeWrites(officer, caseId, "Which school?");
    const person = await town.person("habimana-eric");
    const data = await ownData(town.app.parts, person);
    const thread = data.applications.find(({ id }) => id === caseId)?.thread;
    assert.deepEqual(
      thread?.map(({ side, text }) => [side, text]),
      [["office", "Which school?"]],
    );
  });
});
