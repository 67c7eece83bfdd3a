import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isReference } from "../../src/kernel/index.ts";
import { load } from "../../src/platform/events/index.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { caseIn, codeOf, filled, mother, opened, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town.close());

const badgeOf = (body: string): string => /\/agents\/[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(body)?.[0] ?? "";

test("An agent serves by the same steps, and what he may ask stands in the message, on the screen and on the receipt", async () => {
  const agent = await staff(town, "ndayisaba-paul");
  const visit = await opened(agent, mother.card);
  const base = await filled(agent, visit);
  says(await agent.get(`${base}/check`), "Igihembo cy’uhagarariye serivisi", "nta na kimwe");
  await agent.get("/counter/pad");
  const address = /\/counter\/pad\/[\w-]{22}/.exec((await agent.post("/counter/pad")).body)?.[0];
  await agent.get(`${base}/check`);
  await agent.post(`${base}/ask`, { kind: "code" });
  says(await town.guest().get(address ?? ""), "Igihembo cy’uhagarariye serivisi");
  const person = await town.person(mother.id);
  const messages = await town.app.parts.messages.outboxOf(person.id);
  assert.ok(messages.some(({ body }) => /kode yawe.*(Igihembo|nta na kimwe)/.test(body)));
  await agent.get(`${base}/confirm`);
  const receipt = await agent.post(`${base}/confirm`, { code: await codeOf(town, mother.id) });
  says(receipt, "Igihembo cy’uhagarariye serivisi", "Nomero y’ikarita");
  const [{ actor } = { actor: "" }] = await load(town.app.sql, `case-${caseIn(receipt)}`);
  assert.match(actor, new RegExp(`^person:${person.id} agent:[0-9a-f-]{36}$`));
  await agent.post(`${visit}/close`);
  const day = await agent.get("/counter/served");
  says(day, "Mukamana V•••", "Birth certificate", "Cash book", "0 Frw");
  assert.doesNotMatch(day.body, /Mukamana Vestine/, "the list stays on a screen");
  const operator = await staff(town, "mugabo-jean");
  const own = await operator.get("/counter/served");
  says(own, "Nobody yet today");
  assert.doesNotMatch(own.body, /Cash book/);
});

test("Anybody can look a badge up and report an agent who asks too much; the inspector reads it", async () => {
  const agent = await staff(town, "ndayisaba-paul");
  const badge = badgeOf((await agent.get("/counter")).body);
  const somebody = town.guest();
  await somebody.get("/services?lang=en");
  const example = /example ([A-Z0-9-]+)/.exec(textOf(await somebody.get("/agents")))?.[1];
  assert.ok(isReference(example ?? ""), "an example that a badge could have");
  const page = await somebody.get(badge.toLowerCase().replace("-", ""));
  says(page, "Ndayisaba Paul", "Valid", "Recognition of a foreign degree 500 Frw");
  const forged = await somebody.get("/agents/CDF7G-HJKM4");
  assert.equal(forged.status, 404);
  says(forged, "This is no badge of an agent", "CDF7G-HJKM4", "Pay nothing", "help desk: 9099");
  const about = await somebody.get("/agents/CDF7G-HJKM4/report");
  says(about, "Tell us about it", "CDF7G-HJKM4", "What happened?");
  const nothing = await somebody.post("/agents/CDF7G-HJKM4/report", { text: " " });
  assert.equal(nothing.status, 422);
  const thanked = await somebody.post("/agents/CDF7G-HJKM4/report", { text: "He wanted money" });
  says(thanked, "We have received your report");
  const helper = await staff(town, "mugabo-jean");
  says(await helper.get("/counter/calls"), "CDF7G-HJKM4: He wanted money");
  const typed = await somebody.get("/agents");
  says(typed, "What an agent may never ask for", "Your PIN or a password");
  says(typed, "Check an agent’s badge");
  assert.equal((await somebody.get("/agents?badge=")).status, 422);
  const short = await somebody.get("/agents?badge=%3Cb%3E");
  assert.equal(short.status, 422);
  says(short, "ten letters and digits. Check what you typed");
  assert.match(short.body, /value="&lt;b&gt;"/);
  const number = badge.split("/").at(-1)?.toLowerCase().replace("-", " ") ?? "";
  const checked = await somebody.get(`/agents?badge=${encodeURIComponent(number)}`);
  assert.equal(checked.path, badge);
  says(checked, "Ndayisaba Paul", "Valid");
  await somebody.get(`${badge}/report`);
  const empty = await somebody.post(`${badge}/report`, { asked: "many" });
  assert.equal(empty.status, 422);
  says(empty, "Enter an amount in digits", "Enter what happened");
  const thanks = await somebody.post(`${badge}/report`, {
    text: "He wanted <2000>",
    asked: "2 000",
  });
  says(thanks, "An inspector will read it");
  const inspector = await staff(town, "rwema-patrick");
  says(await inspector.get("/counter/agents"), "Ndayisaba Paul", "Valid");
  const control = await inspector.get(`/counter${badge}`);
  says(control, "2,000", "He wanted &lt;2000&gt;");
  assert.equal((await agent.get("/counter/agents")).status, 403, "an agent reads no reports");
});

test("A tariff that changes leaves alone what was charged by the one before", async () => {
  const agent = await staff(town, "ndayisaba-paul");
  /** Sends a birth certificate for her; the address of the receipt. */
  const send = async (beforeYes = async () => undefined as unknown): Promise<string> => {
    const visit = await opened(agent, mother.card);
    const base = await filled(agent, visit);
    await agent.get(`${base}/check`);
    await agent.post(`${base}/ask`, { kind: "code" });
    await beforeYes();
    await agent.get(`${base}/confirm`);
    const receipt = await agent.post(`${base}/confirm`, { code: await codeOf(town, mother.id) });
    assert.equal(receipt.status, 200);
    return receipt.path;
  };
  const charge = /Igihembo cy’uhagarariye serivisi (nta na kimwe|\d+ Frw)/;
  const charged = async (path: string) => charge.exec(textOf(await agent.get(path)))?.[1];
  const administrator = await town.as("mugisha-beatha");
  const tariff = async (withDocuments: string) => {
    const form = await administrator.get("/admin/agents/tariff?lang=en");
    const services = ["birth-certificate"];
    const fields = {
      ...{ withDocuments, services, print: "", bill: "", source: "https://example.org" },
      ...{ "checkedOn-day": "1", "checkedOn-month": "1", "checkedOn-year": "2026" },
    };
    says(await administrator.post(form.path, fields), "The change is made");
  };
  // Told that it is free, and asked for 700 before she has said yes.
  const free = await send(() => tariff("700"));
  assert.equal(await charged(free), "nta na kimwe");
  await agent.post(`${free.split("/applications")[0]}/close`);
  const dear = await send();
  assert.equal(await charged(dear), "700 Frw");
  await tariff("900");
  assert.equal(await charged(dear), "700 Frw");
  await agent.post(`${dear.split("/applications")[0]}/close`);
  says(await agent.get("/counter/served"), "23 November 2026 3 700 Frw");
});

test("A suspended badge is invalid at once, its agent is signed out, and works again only when reinstated", async () => {
  const agent = await staff(town, "ndayisaba-paul");
  const badge = badgeOf((await agent.get("/counter")).body);
  const visit = await opened(agent, mother.card);
  const inspector = await staff(town, "rwema-patrick");
  const control = `/counter${badge}`;
  await inspector.get(control);
  const why = await inspector.post(control, { finding: "overcharged", suspend: "true" });
  assert.equal(why.status, 422);
  says(why, "Enter a reason");
  const done = await inspector.post(control, {
    ...{ finding: "overcharged", suspend: "true", note: "Asked 2,000 for a free service" },
  });
  says(done, "Not valid", "Asked for more than the tariff", "Rwema Patrick");
  assert.match((await agent.get(visit)).path, /demo-issuer/, "signed out where he was");
  const somebody = town.guest();
  await somebody.get("/services?lang=en");
  says(await somebody.get(badge), "Not valid", "Do not pay them anything");
  const again = await staff(town, "ndayisaba-paul");
  const refused = await again.get("/counter");
  assert.equal(refused.status, 403);
  says(refused, "Your badge is suspended");
  assert.equal((await again.get(visit)).status, 403, "also where a file was open");
  await inspector.get(control);
  await inspector.post(control, { finding: "reinstated", note: "Paid it back" });
  says(await somebody.get(badge), "Valid");
  assert.equal((await again.get("/counter")).status, 200);
});

test("The corner computer is a shared one, and the browser forgets all when somebody is done", async () => {
  const somebody = town.guest();
  const corner = await somebody.get("/corner?lang=en");
  says(corner, "Other people use this computer too");
  assert.match(corner.headers.get("clear-site-data") ?? "", /storage/);
  assert.match(corner.body, /\/sign-in\?shared=1/);
});
