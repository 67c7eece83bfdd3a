import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-30T06:00:00Z");
});
after(() => town.close());

const officer = async (): Promise<Client> => {
  const client = await town.as("officer-gahigi");
  await client.get("/desk?lang=en");
  return client;
};

/** The events of a calendar as a second library reads them. */
function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  return calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
}

test("On Monday one page says what is due from whom, and how long it has been silent", async () => {
  const client = await officer();
  const page = await client.get("/desk/monday");
  says(page, "Rwanda, 30 November 2026", "Past the deadline", "Days since the last session");
  says(page, "Open a weekly cargo flight", "Vacant posts", "Without an update for 60 days");
  says(page, "Instruments without activity");
  const group = await client.get("/desk/monday?group=education");
  says(group, "Education, 30 November 2026", "Award the first twenty scholarships");
  assert.doesNotMatch(group.body, /weekly cargo flight/);
  const post = await client.get("/desk/monday?post=minict-digital");
  says(post, "Serve people in ten public services");
  assert.doesNotMatch(post.body, /twenty scholarships/);
  const vacant = (count: number) =>
    new RegExp(`Vacant posts[^0-9]*<a class="govuk-link" href="/desk/posts">${count}</a>`);
  assert.match(page.body, vacant(0), "the vacant post is of the other side");
  assert.match((await client.get("/desk/monday?side=az")).body, vacant(1));
  assert.equal((await client.get("/desk/monday?post=nobody&side=%25")).status, 200);
});

test("A calendar program reads deadlines at a secret address, until revoked", async () => {
  const client = await officer();
  await client.get("/desk/monday?group=transport");
  const made = await client.post("/desk/monday/calendar", { group: "transport" });
  const address = /http[^<\s]*\/partnership\/calendar\/[\w-]{32}\.ics/.exec(made.body)?.[0];
  assert.ok(address);
  const { pathname } = new URL(address);
  const calendar = await town.guest().get(pathname);
  assert.match(calendar.headers.get("content-type") ?? "", /^text\/calendar; charset=utf-8/);
  assert.ok(calendar.body.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
  const events = eventsIn(calendar.body);
  const cargo = events.find(
    ({ summary }) => summary === "Open a weekly cargo flight between Baku and Kigali",
  );
  assert.equal(cargo?.startDate.toString(), "2026-10-31");
  assert.equal(cargo?.startDate.isDate, true);
  assert.match(cargo?.uid ?? "", /^cargo-flight@/);
  assert.ok(
    events.every(({ summary }) => !/scholarships/.test(summary)),
    "of its group alone",
  );
  const again = eventsIn((await town.guest().get(pathname)).body);
  assert.deepEqual(
    again.map(({ uid }) => uid),
    events.map(({ uid }) => uid),
  );

  const page = await client.get("/desk/monday");
  assert.ok(!page.body.includes(pathname), "the address is shown once");
  const revoke = /action="(\/desk\/monday\/calendar\/[^"]*\/revoke)"/.exec(page.body)?.[1] ?? "";
  says(await client.post(revoke), "The address gives nothing any more");
  assert.equal((await town.guest().get(pathname)).status, 404);
  assert.equal((await town.guest().get("/partnership/calendar/none.ics")).status, 404);
});
