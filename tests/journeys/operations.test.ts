import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import type { PersonId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { enqueue } from "../../src/platform/jobs/index.ts";
import { barriersOn } from "../axe.ts";
import { withBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let carrier: Server;
let town: Town;
let staff: Client;
/** What the carrier took, in the order taken. */
const taken: string[] = [];
const line = { down: true };
before(async () => {
  carrier = createServer(async (request, response) => {
    const message = new URLSearchParams(await text(request)).get("message") ?? "";
    if (line.down) return response.writeHead(503).end();
    taken.push(message);
    const Recipients = [{ statusCode: 101, messageId: `at-${taken.length}` }];
    return response.end(JSON.stringify({ SMSMessageData: { Recipients } }));
  }).listen(0, "localhost");
  await new Promise((resolve) => carrier.once("listening", resolve));
  const url = `http://localhost:${(carrier.address() as AddressInfo).port}/`;
  const sms = { url, username: "hamwe", apiKey: "key", from: "" };
  const phone = { secret: "s".repeat(32), addresses: [], serviceCode: "*182*7#", sms };
  town = await startTown(undefined, undefined, undefined, [], { phone });
  await signIn();
});
after(async () => {
  await town?.close();
  carrier?.closeAllConnections();
  carrier?.close();
});

/** A session is over after some hours by the clock that the test drives. */
async function signIn(): Promise<void> {
  staff = await town.as("niyonsenga-eric");
  await staff.get("/operations?lang=en");
}

/** Tells somebody by SMS, at this hour of the first day, that their turn is near. */
async function tell(hour: string): Promise<void> {
  town.setClock(`2026-11-23T${hour}:00:00Z`);
  await town.app.parts.messages.send({
    ...{ id: `test:${hour}`, personId: newId<PersonId>(), lang: "en", template: "ticket-soon" },
    ...{ to: { phone: "+250788000001" }, facts: { ticket: `T-${hour}` } },
  });
  await signIn();
}

/** Asks the carrier so often, as if the pauses between were over. */
async function tries(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await town.app.sql`update messages.outbox set next_at = queued_at where state = 'queued'`;
    await town.app.parts.messages.deliverDue();
  }
}

test("A carrier is down for a day: the page shows it, and nothing is lost", async () => {
  says(await staff.get("/operations"), "SMS carrier Works", "What colleagues did Nothing yet");
  for (const hour of ["09", "10", "11"]) await tell(hour);
  await tries(1);
  const overview = await staff.get("/operations");
  says(overview, "SMS carrier Trying again 3 On its way: SMS carrier 23 November 2026");
  assert.match(overview.body, /href="\/operations\/sms#waiting"/);
  const queued = await staff.get("/operations/sms");
  assert.equal(queued.body.match(/<span lang="en">ticket-soon/g)?.length, 3, "each that waits");
  assert.doesNotMatch(queued.body, /788000001/, "nothing of a person");
  await tries(7);
  town.setClock("2026-11-24T11:00:00Z");
  await signIn();
  says(await staff.get("/operations"), "Something failed 3 failed in 7 days: 0 have arrived");
  const page = await staff.get("/operations/sms");
  says(page, "ticket-soon", "the SMS carrier answered 503", "Tries 8", "Try all again");
  assert.doesNotMatch(page.body, /788000001/, "no number of a person is on the page");
});

test("All are tried again in the order received, before what came later", async () => {
  line.down = false;
  await tell("12");
  says(await staff.post("/operations/sms/replay", { item: "all" }), "It is being tried again");
  await town.app.parts.messages.deliverDue();
  assert.deepEqual(
    taken.map((message) => /T-\d+/.exec(message)?.[0]),
    ["T-09", "T-10", "T-11", "T-12"],
  );
  const page = await staff.get("/operations");
  says(page, "SMS carrier Works 3 failed in 7 days: 3 have arrived since, 0 given up.");
  says(page, "Niyonsenga Eric SMS carrier Tried again: 3");
  const again = await staff.post("/operations/sms/replay", { item: "all" });
  says(again, "It is no longer among what failed");
});

test("One is given up with a reason, which is recorded with who did it", async () => {
  line.down = true;
  await tell("13");
  await tries(8);
  const item = "test:13";
  await staff.get("/operations/sms");
  const silent = await staff.post("/operations/sms/give-up", { item, reason: " " });
  assert.equal(silent.status, 422);
  says(silent, "Enter why it is given up");
  const done = await staff.post("/operations/sms/give-up", { item, reason: "Out of date" });
  says(done, "It was given up, with your reason", "Nothing failed");
  says(await staff.get("/operations"), "Given up: Out of date", "1 given up.");
  const [event] = await town.app.sql<{ type: string; data: object; actor: string }[]>`
    select type, data, actor from events.event where stream ~ '^operations-'
    order by at desc, version limit 1`;
  const [row] = await town.app.sql<{ state: string }[]>`
    select state from messages.outbox where id = ${item}`;
  assert.equal(row?.state, "given-up");
  assert.equal(event?.type, "FailedGivenUp");
  assert.deepEqual(event.data, { link: "sms", item, reason: "Out of date" });
  assert.match(event.actor, /^officer:/);
});

test("A code that nobody can type any more can only be given up", async () => {
  await tell("14");
  await tries(8);
  await town.app.sql`update messages.outbox set body = '' where id = 'test:14'`;
  const page = await staff.get("/operations/sms");
  says(page, "It is out of date and can only be given up");
  assert.doesNotMatch(page.body, /Try all again/);
  const one = await staff.post("/operations/sms/replay", { item: "test:14" });
  says(one, "It is no longer among what failed");
});

test("A job that was given up is tried again, or given up for good", async () => {
  const { sql } = town.app;
  const job = { task: "payments.sweep", payload: {}, maxAttempts: 1 } as const;
  await enqueue(sql, [job, { ...job, task: "partnership.send" }]);
  await sql`
    update jobs.job set attempts = 1, last_error = 'Error: no answer from pay@bank.example'
    where task in ('payments.sweep', 'partnership.send')`;
  const page = await staff.get("/operations/payments");
  says(page, "payments.sweep", "no answer from …@…");
  says(await staff.post("/operations/payments/replay", { item: "all" }), "being tried again");
  await town.settle();
  says(await staff.get("/operations/payments"), "Nothing failed");
  const [{ id = 0 } = {}] = await sql<{ id: number }[]>`
    select id from jobs.job where task = 'partnership.send'`;
  await staff.get("/operations/partners");
  const form = { item: String(id), reason: "Sent by hand" };
  says(await staff.post("/operations/partners/give-up", form), "It was given up");
  assert.equal((await sql`select from jobs.job where id = ${id}`).length, 0);
});

test("Webhooks of a program come again, and its address is switched on", async () => {
  const { sql } = town.app;
  const [client, webhook] = ["links-test", newId()];
  await sql`
    insert into programs.webhook (id, client, url, events, secret, created_at, disabled_at)
    select ${webhook}, id, 'https://example.rw', '{}', '', now(), now()
    from programs.client limit 1`;
  for (const state of ["failed", "held"])
    await sql`
      insert into programs.delivery (id, webhook, subject, message, type, body, state, created_at)
      values (${newId()}, ${webhook}, ${newId()}, ${`msg_${state}${client}`}, 'application.granted',
        '{}', ${state}, ${town.now()})`;
  says(await staff.get("/operations/webhooks"), "application.granted", "switched off");
  await staff.post("/operations/webhooks/replay", { item: "all" });
  const rows = await sql<{ state: string; disabledAt: Date | null }[]>`
    select d.state, webhook.disabled_at as "disabledAt" from programs.delivery as d
    join programs.webhook on webhook.id = d.webhook where d.webhook = ${webhook}`;
  assert.deepEqual(
    rows.map(({ state, disabledAt }) => [state, disabledAt]),
    [
      ["waiting", null],
      ["waiting", null],
    ],
  );
});

test("The page is for operations staff alone, in both governments, in four languages", async () => {
  const other = await town.as("mukandori-grace");
  assert.equal((await other.get("/operations")).status, 403);
  assert.equal((await other.get("/operations/sms")).status, 403);
  assert.equal((await staff.get("/operations/nothing")).status, 404);
  assert.match((await staff.get("/staff")).body, /href="\/operations"/);
  const words = { rw: "Amahuriro", fr: "Liaisons externes", az: "Xarici əlaqələr" };
  for (const [lang, title] of Object.entries(words))
    if (lang !== "az") says(await staff.get(`/operations?lang=${lang}`), title);
  const baku = await startTown(undefined, "jurisdictions/az");
  try {
    const orxan = await baku.as("operations-officer-hasanov");
    says(await orxan.get("/operations?lang=az"), words.az, "İşləyir");
  } finally {
    await baku.close();
  }
});

test("Operations staff get the numbers by e-mail, once a morning", async () => {
  const { sql, tasks } = town.app;
  await sql`delete from jobs.job`;
  await signIn();
  const [operator] = await sql<{ id: string }[]>`
    select id from auth.officer where name = 'Niyonsenga Eric'`;
  await town.database.ownerSql`
    update auth.officer set email = 'eric@ops.example' where id = ${operator?.id ?? ""}`;
  const english = { email: true, lang: "en" };
  await town.app.parts.notifications.prefer(operator?.id ?? "", english);
  const real = tasks["payments.sweep"];
  const settleWith = async (task: typeof real) => {
    Object.assign(tasks, { "payments.sweep": task });
    await town.settle();
  };
  await enqueue(
    sql,
    [1, 2, 3].map((n) => ({
      ...({ task: "payments.sweep", payload: {}, maxAttempts: 1 } as const),
      key: `digest:${n}`,
    })),
  );
  for (let n = 0; n < 3; n++)
    await assert.rejects(settleWith(() => Promise.reject(new Error("no answer"))));
  says(await staff.get("/operations"), "Payment providers Something failed 3 failed in 7 days");
  const [first] = await sql<{ id: string }[]>`
    select id::text as id from jobs.job where task = 'payments.sweep' order by id limit 1`;
  const item = first?.id ?? "";
  await staff.get("/operations/payments");
  await staff.post("/operations/payments/give-up", { item, reason: "Of the past" });
  await staff.get("/operations/payments");
  await staff.post("/operations/payments/replay", { item: "all" });
  await settleWith(real);
  const now = "3 failed in 7 days: 2 have arrived since, 1 given up.";
  says(await staff.get("/operations"), `Payment providers Works ${now}`);

  town.setClock("2026-11-25T05:00:00Z");
  const plan = async () => {
    await enqueue(sql, [{ task: "operations.plan-digest", payload: {} }]);
    await town.settle();
  };
  await plan();
  const mails = () => sql<{ subject: string; body: string }[]>`
    select subject, body from messages.outbox where template = 'links-digest'`;
  assert.equal((await mails()).length, 0, "before offices open");
  town.setClock("2026-11-25T07:00:00Z");
  await town.settle();
  await plan();
  const [mail, ...more] = await mails();
  assert.ok(mail);
  assert.equal(more.length, 0, "one for each operator and day");
  assert.ok(mail.body.includes(`Payment providers: ${now} 0 wait for you now`), mail.body);
  assert.doesNotMatch(mail.body, /788000001|Niyonsenga/, "no number and name of a person");
});

test("What waits for the end of the quiet hours says until when; what is urgent goes", async () => {
  line.down = true;
  town.setClock("2026-11-25T20:00:00Z");
  await signIn();
  const send = (template: "ticket-soon" | "granted", id: string, facts: object) =>
    town.app.parts.messages.send({
      ...{ id, personId: newId<PersonId>(), lang: "en", template },
      ...{ to: { phone: "+250788000002" }, facts: facts as never },
    });
  await send("ticket-soon", "test:quiet-urgent", { ticket: "T-Q" });
  const reference = "QUIET-00001";
  await send("granted", "test:quiet", { reference, service: { words: { en: "A service" } } });
  // The database has a clock of its own.
  await town.app.sql`update messages.outbox set next_at = queued_at where state = 'queued'`;
  const page = await staff.get("/operations/sms");
  says(page, "It is quiet hours: what is not urgent goes at 26 November 2026, 07:00");
  const list = page.body.slice(page.body.indexOf('id="waiting"'));
  const row = (kind: string) => new RegExp(`>${kind}</span>[\\s\\S]*?</tr>`).exec(list)?.[0] ?? "";
  assert.match(row("granted"), /26\s+November\s+2026,\s+07:00/);
  assert.match(row("ticket-soon"), /As soon as it is its turn/);
  assert.doesNotMatch(page.body, new RegExp(`${reference}|788000002`));
  await withBrowser(async (browser) => {
    for (const width of [1280, 360]) {
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ viewport, bypassCSP: true });
      const cookies = [...staff.cookies].map(([name, value]) => ({ name, value }));
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: town.url })));
      const shown = await context.newPage();
      await shown.goto(`${town.url}/operations/sms`);
      if (process.env.SHOTS)
        await shown.screenshot({ path: `${process.env.SHOTS}/ops-${width}.png`, fullPage: true });
      assert.deepEqual(await barriersOn(shown), [], String(width));
      const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
      assert.ok(wide <= width, String(wide));
      await context.close();
    }
  });
});
