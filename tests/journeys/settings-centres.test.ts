import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setInterval } from "node:timers/promises";
import { must } from "../../src/kernel/index.ts";
import type { Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { twoServers } from "./settings-given.ts";

const { town, second, admin } = await twoServers();

const on = (name: string, date: string) => {
  const [year = "", month = "", day = ""] = date.split("-");
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};
const inAll = (name: string, text: string) =>
  Object.fromEntries(["rw", "en", "fr", "az"].map((lang) => [`${name}-${lang}`, text]));

async function booked(id: string, at: string, centre = "kigali") {
  const { appointments } = town.app.parts;
  const { id: person } = await town.person(id);
  const asked = { centre, topic: "civil-status-and-identity", startsAt: new Date(at), person };
  const appointment = must(await appointments.book({ ...asked, lang: "en", party: 1 }));
  return async () => (await appointments.find(appointment.id))?.status;
}

/** Sends what the form on this page has, with these answers in place of some. */
async function send(path: string, fields: Record<string, string | string[]>) {
  const { body } = await admin.get(path);
  const seen = /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? assert.fail("no form");
  return admin.post(path, { ...fields, seen });
}

const centreIn = ({ app }: Town, id = "kigali") =>
  app.catalogue.jurisdiction.centres?.find((centre) => centre.id === id) ?? assert.fail(id);

/** The lasting effect in the other server: what it reads at its next look, four seconds later. */
async function elsewhere(id?: string) {
  await second.app.parts.live.look();
  return centreIn(second, id);
}

describe("An administrator closes a hall once", () => {
  const path = "/admin/centres/kigali/closings/add";
  const morning = { from: "8", until: "12.30", ...inAll("reason", "No electricity") };

  it("is told whom it calls off before; they are told after, on every server", async () => {
    const called = await booked("ishimwe-kevin", "2026-11-26T07:00:00Z");
    const stays = await booked("mukamana-vestine", "2026-11-26T12:00:00Z");
    await town.settle();
    const fields = { ...on("first", "2026-11-26"), ...morning };
    const asked = await send(path, fields);
    says(asked, "1 appointment falls in a time when the centre will be closed");
    assert.equal(centreIn(town).closings, undefined, "nothing yet");
    const seen = /name="seen" value="([^"]*)"/.exec(asked.body)?.[1] ?? "";
    const done = await admin.post(path, { ...fields, seen, sure: "yes" });
    says(done, "The change is made", "Thursday 26 November 2026 08:00 to 12:30 No electricity");
    assert.equal(centreIn(town).closings?.length, 1, "in force here at once");
    assert.equal((await elsewhere()).closings?.[0]?.reason.en, "No electricity");
    await town.settle();
    assert.deepEqual([await called(), await stays()], ["called-off", "booked"]);
    const free = await town.app.parts.appointments.freeSlots(
      ...(["kigali", "civil-status-and-identity", "2026-11-26"] as const),
    );
    assert.equal(free[0]?.startsAt.toISOString(), "2026-11-26T10:30:00.000Z");
    says(await town.guest().get("/centres/kigali?lang=en"), "No electricity");
    says(await admin.get("/admin/changes"), "Mugisha Beatha Kigali service hall Setting changed");
  });

  it("reads everything that is wrong at once, each at its field", async () => {
    const wrong = await send(path, {
      ...{ ...on("first", "2026-11-20"), ...on("last", "2026-11-19") },
      ...{ from: "25:00", until: "07:00", "reason-en": "Cleaning" },
    });
    assert.equal(wrong.status, 422);
    says(wrong, "The day has passed", "The last day must not be before the first");
    says(wrong, "enter a time, such as 08:30", "Enter: Reason (Français)");
  });

  it("does not overwrite what somebody else has changed meanwhile", async () => {
    const { body } = await admin.get(path);
    const seen = /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? "";
    const fields = { ...on("first", "2026-12-07"), ...inAll("reason", "Stocktaking") };
    says(await send(path, fields), "The change is made");
    const late = await admin.post(path, { ...fields, ...on("first", "2026-12-08"), seen });
    assert.equal(late.status, 422);
    says(late, "Somebody changed this at the same moment");
    assert.equal(centreIn(town).closings?.length, 2);
  });

  it("takes a closing back", async () => {
    const { body } = await admin.get("/admin/centres/kigali");
    const [, remove = ""] =
      /href="(\/admin\/centres\/kigali\/closings\/[0-9a-f]+\/remove)"/.exec(body) ?? [];
    says(await admin.get(remove), "The centre is open again at these times");
    says(await send(remove, {}), "The change is made");
    assert.deepEqual(
      (await elsewhere()).closings?.map(({ firstDay }) => firstDay),
      ["2026-12-07"],
    );
  });
});

describe("An administrator changes the hours of a hall and the stops of a bus", () => {
  it("changes a day and its break, and says what is wrong with others", async () => {
    const path = "/admin/centres/musanze/hours";
    const page = await admin.get(path);
    says(page, "Monday Opens Closes Break from Break until");
    const week = (...days: readonly number[]) =>
      Object.assign(
        {},
        ...days.map((day) => ({
          ...{ [`opens-${day}`]: "07:30", [`closes-${day}`]: "17:00" },
          ...{ [`breakFrom-${day}`]: "12:30", [`breakUntil-${day}`]: "13:15" },
        })),
      ) as Record<string, string>;
    const wrong = await send(path, { ...week(1, 2), "closes-2": "07:00", "closes-3": "12:00" });
    assert.equal(wrong.status, 422);
    says(wrong, "Tuesday: “Closes” must be a later time", "Wednesday: enter a time for “Opens”");
    says(await send(path, week(1, 2, 3, 4, 5)), "The change is made", "07:30–12:30");
    const { hours } = await elsewhere("musanze");
    assert.deepEqual(
      hours.filter(({ weekday }) => weekday === 2).map(({ opens, closes }) => [opens, closes]),
      [
        ["07:30", "12:30"],
        ["13:15", "17:00"],
      ],
    );
  });

  it("moves a stop of the bus, and calls off who has booked there", async () => {
    const called = await booked("ishimwe-kevin", "2026-11-26T07:00:00Z", "bus-east");
    const { body } = await admin.get("/admin/centres/bus-east");
    const hrefs = [...body.matchAll(/href="(\/admin\/centres\/bus-east\/stops\/[0-9a-f]+)"/g)];
    const path = hrefs[1]?.[1] ?? assert.fail("no stop");
    const fields = {
      ...{ ...on("day", "2026-11-27"), opens: "09:00", closes: "15:00" },
      ...inAll("place", "Kayonza market"),
    };
    const asked = await send(path, fields);
    says(asked, "1 appointment falls in a time");
    const seen = /name="seen" value="([^"]*)"/.exec(asked.body)?.[1] ?? "";
    says(await admin.post(path, { ...fields, seen, sure: "yes" }), "Friday 27 November 2026");
    await town.settle();
    assert.equal(await called(), "called-off");
    const { stops = [] } = await elsewhere("bus-east");
    assert.equal(stops.find(({ day }) => day === "2026-11-27")?.place.en, "Kayonza market");
    assert.equal(
      stops.some(({ day }) => day === "2026-11-26"),
      false,
    );
  });
});

describe("An administrator changes the counters, appointments and address of a hall", () => {
  const path = "/admin/centres/musanze/counters";

  it("gives a counter other topics, unless nobody would serve one", async () => {
    const given = await send(`${path}/4`, { number: "4", topics: ["education"] });
    says(given, "The change is made");
    const served = (await elsewhere("musanze")).counters.find(({ id }) => id === "4");
    assert.deepEqual(served?.topics, ["education"]);
    const unserved = await send(`${path}/3`, { number: "3", topics: ["education"] });
    assert.equal(unserved.status, 422);
    says(unserved, "No counter would serve “Companies and investment”");
    says(unserved, "No counter would serve “Exports and imports”");
  });

  it("adds and removes a counter, each number once and in its form", async () => {
    const topics = ["education"];
    says(await send(`${path}/add`, { number: "4", topics }), "There is a counter with this number");
    says(
      await send(`${path}/add`, { number: "window", topics }),
      "Enter the number of the counter",
    );
    says(await send(`${path}/add`, { number: "12" }), "Select at least one topic");
    says(await send(`${path}/add`, { number: "12", topics }), "The change is made");
    assert.ok((await elsewhere("musanze")).counters.some(({ id }) => id === "12"));
    says(await send(`${path}/12/remove`, {}), "The change is made");
    says(await send(`${path}/3/remove`, {}), "No counter would serve “Companies and investment”");
  });

  it("changes how long a topic takes and its appointments", async () => {
    const topic = "/admin/centres/musanze/topics/education";
    says(await send(topic, { minutes: "0", slot: "20", seats: "" }), "Enter whole minutes");
    says(await send(topic, { minutes: "12", slot: "20", seats: "" }), "Enter both the length");
    says(await send(topic, { minutes: "12", slot: "20", seats: "3" }), "20 minutes each, 3 at");
    const timesOf = async () =>
      (await elsewhere("musanze")).topics.find(({ id }) => id === "education");
    assert.deepEqual((await timesOf())?.slots, { minutes: 20, atOnce: 3 });
    says(await send(topic, { minutes: "12", slot: "", seats: "" }), "The change is made");
    assert.deepEqual([(await timesOf())?.minutes, (await timesOf())?.slots], [12, undefined]);
  });

  it("changes its telephone, checked as the file is", async () => {
    const contact = "/admin/centres/musanze/contact";
    const names = { ...inAll("name", "Musanze hall"), ...inAll("address", "Muhoza") };
    const wrong = await send(contact, { ...names, telephone: "ring", email: "nowhere" });
    assert.equal(wrong.status, 422);
    says(wrong, "Check: Telephone", "Check: Email address");
    says(await send(contact, { ...names, telephone: "0788 111 222" }), "0788 111 222");
    assert.deepEqual((await elsewhere("musanze")).directions, undefined);
  });
});

describe("A server that runs", () => {
  it("follows a change without being asked, on the notification of it", async () => {
    second.app.parts.live.follow({ onFault: () => assert.fail(), onHeldBack: () => {} });
    const fields = { ...on("first", "2026-12-14"), ...inAll("reason", "Training") };
    says(await send("/admin/centres/musanze/closings/add", fields), "The change is made");
    const closings = () => centreIn(second, "musanze").closings?.length;
    for await (const _ of setInterval(20)) if (closings() === 1) break;
  });
});
