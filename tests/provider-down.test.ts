import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { must } from "../src/kernel/index.ts";
import { inEnglish, says } from "./journeys/apply-given.ts";
import { draftOf } from "./journeys/office-given.ts";
import { secret } from "./simulators/hosted-page.ts";
import { type RunningSimulator, startSimulator } from "./simulators/start.ts";
import { startTown, type Town } from "./town.ts";

let card: RunningSimulator;
let town: Town;
let carrier: Server;
/** SMS that the carrier took, by telephone; while it hangs it takes questions and never answers. */
const taken: string[] = [];
const line = { hangs: false, down: false };

async function startCarrier(): Promise<string> {
  carrier = createServer(async (request, response) => {
    const asked = new URLSearchParams(await text(request));
    if (line.hangs) return;
    if (line.down) {
      response.writeHead(503).end();
      return;
    }
    taken.push(asked.get("message") ?? "");
    const Recipients = [{ statusCode: 101, messageId: `at-${taken.length}` }];
    response.end(JSON.stringify({ SMSMessageData: { Recipients } }));
  }).listen(0, "localhost");
  await new Promise((resolve) => carrier.once("listening", resolve));
  return `http://localhost:${(carrier.address() as AddressInfo).port}/`;
}

before(async () => {
  card = await startSimulator("hosted-page");
  const sms = { url: await startCarrier(), username: "hamwe", apiKey: "key", from: "" };
  town = await startTown("2026-11-23T08:00:00Z", undefined, undefined, [], {
    payments: { card: { url: card.url, secret }, automaticRefundMinor: 100_000 },
    phone: { secret: "s".repeat(32), addresses: [], serviceCode: "*182*7#", sms },
  });
});
after(async () => {
  await town?.close();
  await card?.stop();
  carrier?.closeAllConnections();
  carrier?.close();
});

const mother = "mukamana-vestine";

/** An application that is not paid; while the carrier hangs its messages stay where they are. */
async function unpaid(settles = true) {
  const { name, birthDate, nationalId, nationality, phone, email, ...person } =
    await town.person(mother);
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const draftId = await draftOf(town, "birth-certificate", mother);
  const { caseId } = must(
    await town.app.parts.cases.submit({ draftId, person: person.id, applicant, lang: "en" }),
  );
  if (settles) await town.settle();
  return { caseId, path: `/applications/${caseId}` };
}

/** Milliseconds that an act took. */
async function timed<T>(act: () => Promise<T>): Promise<readonly [T, number]> {
  const from = performance.now();
  return [await act(), performance.now() - from];
}

/** The pauses between tries are counted by the database, whose clock nobody moves. */
const pausesOver = () =>
  town.app.sql`update messages.outbox set next_at = queued_at where state = 'queued'`;

/** Messages to people, by what became of them. */
const outbox = () =>
  town.app.sql<{ state: string; count: number }[]>`
    select state, count(*)::int as count from messages.outbox where channel = 'sms'
    group by state order by state`;

test("A provider and a carrier are silent for a day: no slow page, no loss", async (t) => {
  const person = await inEnglish(town, mother);
  const bills = [await unpaid(), await unpaid(), await unpaid()];
  const [paying, usual, other] = bills.map(({ path }) => path) as [string, string, string];
  await person.get(`${paying}/pay`);
  says(await person.post(`${paying}/pay`, { method: "card" }), "Continue to pay");
  const { charges } = await card.books();
  await card.settle(charges[0]?.ref ?? "", "pay");
  /** Milliseconds of each page, while provider and carrier answer and while they do not. */
  const took = { well: new Map<string, number>(), silent: new Map<string, number>() };
  const page = async (
    into: Map<string, number>,
    name: string,
    act: () => Promise<{ readonly status: number }>,
  ) => {
    const [answer, ms] = await timed(act);
    into.set(name, Math.max(ms, into.get(name) ?? 0));
    return answer;
  };
  /** What a citizen looks at, and begins to pay one more bill. */
  const look = async (into: Map<string, number>, paths: readonly string[], bill: string) => {
    for (const path of paths)
      for (const part of ["/pay", "/paid", ""])
        await page(into, `an application${part}`, () => person.get(`${path}${part}`));
    for (const address of ["/applications", "/", "/services/birth-certificate", "/me"])
      await page(into, address, () => person.get(address));
    await person.get(`${bill}/pay`);
    await page(into, "to pay", () => person.post(`${bill}/pay`, { method: "card" }));
    await page(into, "back from paying", () => person.get(`${bill}/paid`));
  };
  await look(took.well, [usual, other], usual);
  await card.hang(true);
  line.hangs = true;
  const { messages } = town.app.parts;
  const logger = { warn: () => undefined, error: () => undefined } as never;
  const stopDelivery = messages.startDelivery({ url: town.database.appUrl, logger });
  await look(took.silent, [paying, usual, other], other);
  await person.get(`${other}/paid`);
  const ending = await page(took.silent, "ends paying", () => person.post(`${other}/pay/cancel`));
  assert.equal(ending.status, 503, "no payment ends while its provider does not say so");
  // And what concerns no money: somebody sends another application, and takes it back.
  const { path: late } = await unpaid(false);
  await page(took.silent, "an application", () => person.get(late));
  const back = () => person.post(`${late}/withdraw`);
  const gone = await page(took.silent, "takes it back", back);
  assert.ok(gone.status < 500, "taking it back needs neither");
  await stopDelivery();
  Object.assign(line, { hangs: false, down: true });
  for (const [name, ms] of took.silent) {
    const before = took.well.get(name);
    const beside = before === undefined ? "" : `, and ${Math.round(before)} ms while they answer`;
    t.diagnostic(`${name}: ${Math.round(ms)} ms${beside}`);
  }
  // Two seconds; where this machine needs long for pages of every day, as much longer.
  const limit = Math.max(2000, 1300 + 3 * Math.max(...took.well.values()));
  for (const [name, ms] of took.silent)
    assert.ok(ms < limit, `${name} took ${Math.round(ms)} ms of ${Math.round(limit)}`);
  // A day in which it answers nothing; then it is back.
  for (const hours of [1, 6, 12, 23]) {
    town.setClock(new Date(Date.parse("2026-11-23T08:00:00Z") + hours * 3_600_000).toISOString());
    await pausesOver();
    await town.settle();
  }
  const sentOf = (rows: Awaited<ReturnType<typeof outbox>>) =>
    rows.find(({ state }) => state === "sent")?.count ?? 0;
  assert.equal(sentOf(await outbox()), taken.length, "none is marked sent that did not leave");
  const staff = await town.as("niyonsenga-eric");
  const shown = await staff.get("/operations?lang=en");
  says(shown, "SMS carrier Trying again", "Payment providers");
  const { payments } = town.app.parts;
  const states = async () =>
    Promise.all(
      bills.map(async ({ caseId }) => (await payments.billsOfCase(caseId)).map((b) => b.status)),
    );
  assert.deepEqual((await states())[0], ["pending"]);
  await card.hang(false);
  line.down = false;
  town.setClock("2026-11-24T14:00:00Z");
  await town.settle();
  assert.deepEqual((await states())[0], ["paid"]);
  assert.deepEqual(await payments.drift(), []);
  const balances = await payments.trialBalance();
  assert.equal(
    balances.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
    0,
  );
  // The SMS of the day leave in their order, each once.
  town.setClock("2026-11-25T12:00:00Z");
  await pausesOver();
  await town.settle();
  const again = await town.as("niyonsenga-eric");
  await again.get("/operations?lang=en");
  says(await again.get("/operations"), "SMS carrier Works");
  assert.deepEqual(
    (await outbox()).map(({ state }) => state),
    ["sent"],
    "nothing is lost",
  );
  assert.equal(sentOf(await outbox()), taken.length);
  assert.equal(new Set(taken).size, taken.length, "and nothing is told twice");
});
