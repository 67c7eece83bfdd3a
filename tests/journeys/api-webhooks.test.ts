import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, mock, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { startTown, type Town } from "../town.ts";
import { applied } from "./api-apply-given.ts";
import { demoClient, type Program, program } from "./api-given.ts";
import { Receiver } from "./hook-receiver.ts";
import { sent } from "./office-given.ts";

let town: Town;
let bank: Program;
let hook: { id: string; secret: string };
const receiver = new Receiver();
const feedback = "feedback-and-complaint";

before(async () => {
  town = await startTown();
  bank = await program(town);
  await receiver.start();
  const made = await bank.post("/api/v1/webhooks", {
    url: `http://localhost:${receiver.port}/hooks`,
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  hook = made.body;
});
after(async () => {
  mock.timers.reset();
  await receiver.kill();
  await town.close();
});

/** Moves the story on, with a token that is good then. */
async function at(instant: string): Promise<void> {
  town.setClock(instant);
  bank = await program(town);
}

const deliveries = async () =>
  (await bank.get(`/api/v1/webhooks/${hook.id}/deliveries`)).body.items;

test("A bank is told what happens to what it sent, signed as the standard's own library checks it", async () => {
  const { body } = await applied(town, bank, "habimana-eric", feedback);
  await town.settle();
  assert.deepEqual(receiver.types, ["application.submitted"]);
  const [heard] = receiver.heard;
  assert.ok(heard);
  const data = { application: body.id, reference: body.reference };
  assert.deepEqual(JSON.parse(heard.body), {
    type: "application.submitted",
    timestamp: town.now().toISOString(),
    data,
  });
  mock.timers.enable({ apis: ["Date"], now: town.now() });
  const headers = heard.headers as Record<string, string>;
  const judge = new Webhook(hook.secret);
  assert.ok(judge.verify(heard.body, headers));
  assert.throws(() => judge.verify(heard.body.replace("submitted", "decided"), headers));
  assert.throws(() => new Webhook(`whsec_${btoa("another secret")}`).verify(heard.body, headers));
  mock.timers.reset();
});

test("What comes through another door is told to no program", async () => {
  await sent(town, feedback);
  const jobs = await town.app.sql<{ task: string }[]>`
    select task from jobs.job where task like 'api.%'`;
  assert.deepEqual([...jobs], []);
  await town.settle();
  assert.equal(receiver.heard.length, 1);
});

test("A server that is killed is told when it is back, once, and the list says how it went", async () => {
  await receiver.kill();
  receiver.heard.length = 0;
  await applied(town, bank, "habimana-eric", feedback);
  await town.settle();
  assert.deepEqual((await deliveries())[0].state, "waiting");
  await at("2026-11-23T08:00:06Z");
  await town.settle();
  assert.equal((await deliveries())[0].tries, 2);
  await receiver.start();
  await at("2026-11-23T08:05:10Z");
  await town.settle();
  assert.deepEqual(receiver.types, ["application.submitted"]);
  const [last] = await deliveries();
  assert.deepEqual([last.state, last.tries, last.lastStatus], ["delivered", 3, 204]);
  await at("2026-11-24T08:05:10Z");
  await town.settle();
  assert.equal(receiver.heard.length, 1);
});

test("What was told is told again on request, with the id by which a receiver knows it", async () => {
  const [last] = await deliveries();
  receiver.heard.length = 0;
  const again = await bank.post(
    `/api/v1/webhooks/${hook.id}/deliveries/${last.id}/replay`,
    undefined,
  );
  assert.equal(again.status, 202, JSON.stringify(again.body));
  await town.settle();
  assert.deepEqual(
    receiver.heard.map(({ headers }) => headers["webhook-id"]),
    [last.message],
  );
  receiver.heard.length = 0;
  const all = await bank.post(`/api/v1/webhooks/${hook.id}/replay`, {
    since: "2026-11-23T08:00:00Z",
  });
  assert.deepEqual([all.status, all.body.replayed], [202, 2]);
  await town.settle();
  assert.equal(new Set(receiver.heard.map(({ headers }) => headers["webhook-id"])).size, 2);
  const none = await bank.post(
    `/api/v1/webhooks/${hook.id}/deliveries/${randomUUID()}/replay`,
    undefined,
  );
  assert.deepEqual([none.status, none.body.code], [404, "api.delivery-not-found"]);
});

test("A redirect is a failure and is not followed", async () => {
  receiver.status = 302;
  receiver.heard.length = 0;
  await applied(town, bank, "habimana-eric", feedback);
  await town.settle();
  assert.equal(receiver.heard.length, 1);
  assert.deepEqual(
    [(await deliveries())[0].state, (await deliveries())[0].lastStatus],
    ["waiting", 302],
  );
});

test("After days of failures an address is switched off; what happens then is held, and comes by a replay", async () => {
  receiver.status = 500;
  for (let day = 25; day <= 30; day++) {
    await at(`2026-11-${day}T09:00:00Z`);
    await applied(town, bank, "habimana-eric", feedback);
    await town.settle();
  }
  const [listed] = (await bank.get("/api/v1/webhooks")).body.items;
  assert.ok(listed.disabledAt, JSON.stringify(listed));
  assert.equal("secret" in listed, false);
  receiver.heard.length = 0;
  receiver.status = 204;
  await applied(town, bank, "habimana-eric", feedback);
  await town.settle();
  assert.equal(receiver.heard.length, 0);
  assert.equal((await deliveries())[0].state, "held");
  const enabled = await bank.post(`/api/v1/webhooks/${hook.id}/enable`, undefined);
  assert.deepEqual([enabled.status, enabled.body.disabledAt], [200, undefined]);
  await bank.post(`/api/v1/webhooks/${hook.id}/replay`, { since: "2026-11-30T09:00:00Z" });
  await town.settle();
  assert.ok(receiver.heard.length >= 1);
  assert.equal((await deliveries())[0].state, "delivered");
});

test("An address that answers 410 wants to hear nothing more, and is asked no second time", async () => {
  receiver.status = 410;
  receiver.heard.length = 0;
  await applied(town, bank, "habimana-eric", feedback);
  await town.settle();
  const [last] = await deliveries();
  assert.deepEqual([last.state, last.tries, last.lastStatus], ["failed", 1, 410]);
  const [listed] = (await bank.get("/api/v1/webhooks")).body.items;
  assert.ok(listed.disabledAt);
  await at("2026-12-02T09:00:00Z");
  await applied(town, bank, "habimana-eric", feedback);
  await town.settle();
  assert.equal(receiver.heard.length, 1);
});

test("A secret is shown once, and the database cannot read it", async () => {
  const key = { "idempotency-key": randomUUID() };
  const body = { url: "https://bank.example/hooks", events: ["application.decided"] };
  const made = await bank.post("/api/v1/webhooks", body, key);
  assert.match(made.body.secret, /^whsec_/);
  assert.equal((await bank.post("/api/v1/webhooks", body, key)).body.secret, made.body.secret);
  const rows = await town.app.sql<{ all: string }[]>`
    select encode(secret, 'escape') as all from programs.webhook
    union all select encode(answer, 'escape') from programs.request where answer is not null`;
  assert.equal(
    rows.some(({ all }) => all.includes(made.body.secret.slice(6, 20))),
    false,
  );
  const { status } = await bank.send("DELETE", `/api/v1/webhooks/${made.body.id}`);
  assert.equal(status, 204);
  const bad = await bank.post("/api/v1/webhooks", { url: "file:///etc/passwd" });
  assert.deepEqual([bad.status, bad.body.code], [422, "api.address-refused"]);
});

test("Many things are told one after the other without a pause, each application's in its order", async () => {
  receiver.status = 204;
  const made = await bank.post("/api/v1/webhooks", {
    url: `http://localhost:${receiver.port}/many`,
  });
  const subjects = Array.from({ length: 20 }, () => randomUUID());
  const told = ["CaseSubmitted", "InformationRequested", "CaseDecided"];
  for (const [occasion, type] of told.entries())
    for (const caseId of subjects)
      await town.app.tasks["api.tell"]?.({
        ...{ client: demoClient.id, caseId, reference: "7KQ3M-9XFCD", type, occasion },
      });
  receiver.heard.length = 0;
  receiver.status = 500;
  await town.settle();
  const [refused] = receiver.heard;
  assert.equal(receiver.heard.length, 20, "of each only the first is tried, until it arrives");
  receiver.heard.length = 0;
  receiver.status = 204;
  const [tries] = await town.app.sql<{ jobs: number }[]>`
    select count(*)::int as jobs from jobs.job where task = 'api.deliver'`;
  assert.equal(tries?.jobs, 1, "one job for all");
  town.setClock(new Date(town.now().getTime() + 6000).toISOString());
  await town.settle();
  assert.equal(receiver.heard.length, 60, "all without the clock going on");
  const order = new Map<string, string[]>();
  for (const { body } of receiver.heard) {
    const { type, data } = JSON.parse(body);
    order.set(data.application, [...(order.get(data.application) ?? []), type]);
  }
  assert.ok(refused && order.size === 20);
  for (const types of order.values())
    assert.deepEqual(types, [
      "application.submitted",
      "application.information-requested",
      "application.decided",
    ]);
  await bank.send("DELETE", `/api/v1/webhooks/${made.body.id}`);
});
