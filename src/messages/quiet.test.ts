import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import type { PersonId } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { Deliverer } from "./deliverer.ts";
import {
  demoGateway,
  type Gateway,
  type Message,
  makeMessages,
  noGateway,
  type QuietSetting,
  quietUntil,
} from "./index.ts";

const database = await freshDatabase();
const { appSql: sql, appUrl: url } = database;
after(() => database.drop());
const i18n = makeI18n(join(import.meta.dirname, "../../messages"));

const night = { quietHours: { from: "21:00", until: "07:00" }, timeZone: "Africa/Kigali" };

/** Messages by a clock that the test sets; what was carried, by channel and template. */
function post() {
  const carried: string[] = [];
  const gateway = {
    send: async ({ channel, template }: Message) => {
      carried.push(`${channel} ${template}`);
    },
  };
  const clock = { now: new Date("2026-11-24T20:30:00Z") };
  const messages = makeMessages({
    ...{ sql, clock: () => clock.now, words: i18n.for, dial: "*182*7#" },
    gateways: { sms: gateway, email: gateway },
    quiet: (at) => quietUntil(night, at),
  });
  const send = (template: "data-answered" | "sms-help") =>
    messages.send({
      ...{ id: newId(), personId: newId<PersonId>(), lang: "en", template, facts: {} },
      to: {
        phone: "+250788000001",
        ...(template === "data-answered" && { email: "k@example.rw" }),
      },
    });
  return { carried, gateway, clock, messages, send };
}

test("The night of a government is quiet by its own clock, over midnight too", () => {
  const until = (time: string, setting: QuietSetting = night) =>
    quietUntil(setting, new Date(`2026-11-24T${time}:00Z`))
      ?.toISOString()
      .slice(0, 16);
  assert.deepEqual(
    ["18:59", "19:00", "21:59", "22:00", "04:59", "05:00"].map((time) => until(time)),
    [
      undefined,
      "2026-11-25T05:00",
      "2026-11-25T05:00",
      "2026-11-25T05:00",
      "2026-11-24T05:00",
      undefined,
    ],
  );
  const noon = { ...night, quietHours: { from: "12:00", until: "14:00" } };
  assert.deepEqual(
    ["09:59", "10:00", "11:59", "12:00"].map((time) => until(time, noon)),
    [undefined, "2026-11-24T12:00", "2026-11-24T12:00", undefined],
  );
  assert.equal(until("23:00", { timeZone: "Africa/Kigali" }), undefined);
});

test("At night an SMS that can wait waits; urgent ones and e-mails go", async () => {
  const { carried, clock, messages, send } = post();
  await send("data-answered");
  await send("sms-help");
  await messages.deliverDue();
  assert.deepEqual(carried, ["sms sms-help", "email data-answered"]);
  clock.now = new Date("2026-11-25T05:00:00Z");
  await messages.deliverDue();
  assert.deepEqual(carried, ["sms sms-help", "email data-answered", "sms data-answered"]);
});

test("What may not go at night does not wait yet; its age counts from the morning", async () => {
  await sql`delete from messages.outbox`;
  const { clock, messages, send } = post();
  const [sms] = messages.links;
  const oldest = async () => (await sms?.state(clock.now))?.oldest?.toISOString().slice(0, 16);
  await send("data-answered");
  clock.now = new Date("2026-11-25T04:00:00Z");
  assert.equal(await oldest(), undefined, "may not go before 07:00");
  await send("sms-help");
  assert.equal(await oldest(), "2026-11-25T04:00", "goes at any hour");
  await sql`delete from messages.outbox where template = 'sms-help'`;
  clock.now = new Date("2026-11-25T06:00:00Z");
  assert.equal(await oldest(), "2026-11-25T05:00", "might have gone for an hour");
  clock.now = new Date("2026-11-25T20:00:00Z");
  assert.equal(await oldest(), "2026-11-25T05:00", "stuck all day, and in the next night too");
  await sql`delete from messages.outbox`;
});

test("A carrier that is not set up is said to be none", () => {
  const links = (gateway: Gateway) =>
    makeMessages({
      ...{ sql, clock: () => new Date(), words: i18n.for, dial: "*182*7#" },
      gateways: { sms: gateway, email: demoGateway },
    }).links.map(({ isNone }) => isNone);
  assert.deepEqual(links(noGateway), [true, false]);
  assert.deepEqual(links(demoGateway), [false, false]);
});

test("The deliverer of a server keeps the same hours, and reads what waits once", async () => {
  const { gateway, carried, send } = post();
  await send("data-answered");
  await send("sms-help");
  let isNight = true;
  let came = Promise.withResolvers<void>();
  const deliverer = new Deliverer({
    ...{ url, channel: "sms", clock: () => new Date(), limits: { poll: 600_000 } },
    quiet: (at) => (isNight ? new Date(at.getTime() + 3_600_000) : undefined),
    gateway: {
      send: async (message) => {
        await gateway.send(message);
        came.resolve();
      },
    },
  });
  await came.promise;
  assert.deepEqual(carried, ["sms sms-help"]);
  const [waiting] = await sql<{ minutes: number }[]>`
    select round(extract(epoch from next_at - now()) / 60)::int as minutes from messages.outbox
    where channel = 'sms' and state = 'queued' and template = 'data-answered'`;
  assert.ok(waiting && waiting.minutes > 50 && waiting.minutes <= 60, JSON.stringify(waiting));
  came = Promise.withResolvers();
  isNight = false;
  await sql`update messages.outbox set next_at = now() where state = 'queued'`;
  deliverer.nudge();
  await came.promise;
  await deliverer.stop();
  assert.deepEqual(carried, ["sms sms-help", "sms data-answered"]);
});
