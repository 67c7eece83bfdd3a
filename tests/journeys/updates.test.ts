import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-30T06:00:00Z");
});
after(() => town.close());

/** One night: what a day brings to commitments, and the mails that follow. */
async function night(instant: string): Promise<void> {
  town.setClock(instant);
  await town.app.tasks["commitments.daily"]({});
  await town.app.parts.messages.deliverDue();
}

const outbox = async (template: string, recipient?: string) =>
  (await town.app.parts.messages.latest(1000)).filter(
    (message) =>
      message.template === template && (recipient === undefined || message.recipient === recipient),
  );

/** The newest link that this address got about a commitment with these words. */
async function linkOf(recipient: string, words: string, template = "update-asked") {
  const mail = (await outbox(template, recipient)).find(({ body }) => body.includes(words));
  const link = /\/u\/([\w-]+)/.exec(mail?.body ?? "");
  assert.ok(link, `no link for ${recipient} about ${words}`);
  return link[0];
}

const begin = async (link: string, client: Client = town.guest()) => {
  await client.get(`${link}?lang=en`);
  await client.post(`${link}/begin`);
  return client;
};

const cargo = "Open a weekly cargo flight";

test("On the first working day of the month owners are asked in their language", async () => {
  await night("2026-12-01T01:30:00Z");
  const asked = await outbox("update-asked");
  assert.ok(asked.length > 10);
  const [first] = await outbox("update-asked", "air@rcaa.example");
  assert.equal(first?.lang, "fr");
  assert.match(first?.body ?? "", /Répondez à trois questions avant le 11.décembre.2026/);
  const phones = asked.filter(({ channel }) => channel === "sms");
  assert.ok(phones.every(({ body }) => /\/u\/[\w-]{38}$/.test(body)));
  await night("2026-12-02T01:30:00Z");
  assert.equal((await outbox("update-asked")).length, asked.length, "asked once a month");
  const vacant = await town.app.parts.partnership.commitments.one("fertiliser-standards");
  assert.ok(
    vacant?.asks.every(({ side }) => side !== "az"),
    "nobody to ask",
  );
});

test("An answer has three fields, needs no sign-in and is kept as given", async () => {
  const link = await linkOf("africa@azpromo.example", "Hold a visit of investors");
  const client = town.guest();
  const first = await client.get(link);
  assert.match(first.body, /<html[^>]* lang="en"/, "in the language of the message");
  says(first, "How is it going?", "Answer by 11 December 2026", "Do not forward it");
  assert.doesNotMatch(first.body, /<script(?![^>]*src)/);
  const form = await client.post(`${link}/begin`);
  const fields = new Set(
    [...form.body.matchAll(/ name="([a-z]+)(?:-\w+)?"/g)].map(([, name]) => name),
  );
  assert.deepEqual(
    [...fields]
      .filter((name) => !/^(csrf|viewport|theme|color|description)/.test(name ?? ""))
      .sort(),
    ["forecast", "next", "status"],
  );
  const empty = await client.post(link, { "forecast-day": "40" });
  assert.equal(empty.status, 422);
  says(empty, "Select how it is going", "Enter the next step", "Enter a day");
  const done = await client.post(link, {
    ...{ status: "late", next: "Two companies wait for a <visa>", "forecast-day": "20" },
    ...{ "forecast-month": "1", "forecast-year": "2027" },
  });
  says(done, "Your answer is recorded", "Late");
  assert.ok(done.body.includes("Two companies wait for a &lt;visa&gt;"));
  const { sides } = (await town.app.parts.partnership.commitments.one("investor-visit")) ?? {};
  assert.deepEqual(sides?.az?.reports.at(-1), {
    ...{ on: "2026-12-02", status: "late", nextStep: "Two companies wait for a <visa>" },
    ...{ forecast: "2027-01-20", by: "azpromo", way: "link", lang: "en" },
  });
  const [receipt] = await outbox("update-received", "africa@azpromo.example");
  assert.match(receipt?.body ?? "", /Late/);
});

test("An answer by a forwarded link is told at once, and taken back within a day", async () => {
  const link = await linkOf("osc@rdb.example", "");
  const stranger = await begin(link);
  await stranger.post(link, { status: "done", next: "Nothing is left." });
  const served = "asan-trainers";
  const about = async () => (await town.app.parts.partnership.commitments.one(served))?.sides.rw;
  const reports = (await about())?.reports.length ?? 0;
  assert.equal((await about())?.reports.at(-1)?.nextStep, "Nothing is left.");
  await town.app.parts.messages.deliverDue();
  const back = /\/u\/back\/[\w-]{38}/.exec(
    (await outbox("update-received", "osc@rdb.example"))[0]?.body ?? "",
  )?.[0];
  assert.ok(back, "the address on record gets the way back");

  const guess = await town.guest().get(link.replace("/u/", "/u/back/"));
  assert.equal(guess.status, 404, "the link of the question is none of a receipt");
  assert.equal((await town.guest().get(back.replace("/back", ""))).status, 404, "nor the reverse");
  const owner = town.guest();
  says(await owner.get(`${back}?lang=en`), "Did you not give this answer?", "Nothing is left.");
  assert.equal(
    (await about())?.reports.length,
    reports,
    "a mail server that looks changes nothing",
  );
  says(await owner.post(back), "The answer is taken back");
  assert.equal((await about())?.reports.length, reports - 1);
  assert.equal((await about())?.unanswered, 1);
  says(await owner.get(`${back}?lang=en`), "the answer was taken back already");
  await town.app.parts.messages.deliverDue();
  const fresh = await linkOf("osc@rdb.example", "");
  assert.notEqual(fresh, link);
  const answered = await begin(fresh);
  const next = { status: "on-track", next: "The call is open." };
  says(await answered.post(fresh, next), "Your answer is recorded");
  const history = await town.app.parts.partnership.commitments.history(served);
  assert.ok(
    history.some(({ type }) => type === "ReportTakenBack"),
    "the register forgets nothing",
  );

  await town.app.parts.messages.deliverDue();
  const late = /\/u\/back\/[\w-]{38}/.exec(
    (await outbox("update-received", "osc@rdb.example"))[0]?.body ?? "",
  )?.[0];
  town.setClock("2026-12-04T08:00:01Z");
  says(await town.guest().get(`${late}?lang=en`), "taken back for one day");
  town.setClock("2026-12-02T08:00:00Z");
});

test("A used, forwarded, altered or expired link is refused in words of its own", async () => {
  const used = await linkOf("africa@azpromo.example", "Hold a visit of investors");
  const again = await town.guest().get(`${used}?lang=en`);
  assert.equal(again.status, 409);
  says(again, "This question has been answered. Each link works once.");

  const link = await linkOf("air@rcaa.example", "Ouvrir un vol cargo");
  const owner = await begin(link);
  const other = await town.guest().get(`${link}?lang=en`);
  assert.equal(other.status, 403);
  says(other, "A forwarded link does not work", "Send a new link");
  const stolen = town.guest();
  await stolen.get(`${link}?lang=en`);
  const posted = await stolen.post(link, { status: "done" });
  assert.equal(posted.status, 403);
  says(await owner.get(link), "Send the answer");

  const altered = `${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`;
  assert.equal((await town.guest().get(altered)).status, 404);
  assert.equal((await town.guest().get("/u/none")).status, 404);

  town.setClock("2026-12-26T08:00:00Z");
  const late = await town
    .guest()
    .get(`${await linkOf("scholarships@mineduc.example", "buruse")}?lang=en`);
  says(late, "This link has expired", "Send a new link");
  town.setClock("2026-12-02T08:00:00Z");
});

test("A new link goes to the address on record alone, and the old one ends", async () => {
  const link = await linkOf("air@rcaa.example", "Ouvrir un vol cargo");
  const stranger = town.guest();
  await stranger.get(`${link}?lang=en`);
  const sent = await stranger.post(`${link}/again`);
  says(sent, "a new link is on its way to the address on record");
  await town.app.parts.messages.deliverDue();
  const fresh = await linkOf("air@rcaa.example", "Ouvrir un vol cargo");
  assert.notEqual(fresh, link);
  says(await town.guest().get(`${link}?lang=en`), "A newer link was sent");
  const client = await begin(fresh);
  says(await client.get(fresh), "Send the answer");
});

test("A link outlives no hand-over of its post", async () => {
  const link = await linkOf("export@rdb.example", "Hold a visit of investors");
  const { posts } = town.app.parts.partnership;
  const given = await posts.give(
    "rdb-trade",
    { type: "fill", since: "2026-12-02" },
    { key: "hand-over" as never, actor: "system" },
    { holder: { since: "2026-12-02", name: "Another", email: "another@rdb.example", lang: "en" } },
  );
  assert.ok(given.ok);
  says(await town.guest().get(`${link}?lang=en`), "the post has changed hands");
});

test("Silence is reminded at 7, 3 and 0 days, told to co-chairs and heads, and shown", async () => {
  const scholar = "scholarships@mineduc.example";
  const step = async (day: string, template: string, recipient: string) => {
    const before = (await outbox(template, recipient)).length;
    await night(`${day}T01:30:00Z`);
    await night(`${day}T02:30:00Z`);
    return (await outbox(template, recipient)).length - before;
  };
  const open = ["recognition-of-degrees", "scholarships-first-intake"].length;
  assert.equal(await step("2026-12-03", "update-reminder", scholar), 0);
  assert.equal(await step("2026-12-04", "update-reminder", scholar), open);
  assert.equal(await step("2026-12-08", "update-reminder", scholar), open);
  assert.equal(await step("2026-12-11", "update-reminder", scholar), open);
  assert.equal(await step("2026-12-12", "update-reminder", scholar), 0);
  const chair = "study@edu.example";
  const toChair = await step("2026-12-18", "update-silent", chair);
  assert.ok(toChair >= open, "co-chairs of the group after a week");
  assert.ok((await step("2026-12-25", "update-silent", "ps@minaffet.example")) > 0, "heads");
  const page = await town.guest().get("/partnership/commitments/scholarships-first-intake?lang=en");
  says(page, "No answer since 5 October 2026", "Questions without an answer: 1");
  await night("2027-01-04T01:30:00Z");
  const later = await town
    .guest()
    .get("/partnership/commitments/scholarships-first-intake?lang=en");
  says(later, "Questions without an answer: 2");
});

test("The Monday mail lists exactly what is due to whom, once", async () => {
  const before = (await outbox("monday", "air@rcaa.example")).length;
  await night("2027-01-11T01:30:00Z");
  await night("2027-01-11T03:30:00Z");
  const mails = await outbox("monday", "air@rcaa.example");
  assert.equal(mails.length - before, 1);
  const body = mails[0]?.body ?? "";
  assert.match(body, /Ouvrir un vol cargo hebdomadaire/);
  assert.doesNotMatch(body, /bourses|café/, "another group's");
  const desk = await outbox("monday", "desk@minaffet.example");
  assert.match(desk[0]?.body ?? "", new RegExp(cargo));
});
