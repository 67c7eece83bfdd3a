import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { rowsRead } from "../../tests/rows-read.ts";
import { connect, newId } from "../platform/db/index.ts";
import { Deliverer, type DelivererLimits, type Gateway } from "./deliverer.ts";
import { addMessages, type Channel, type Message, recordTries } from "./outbox.ts";

const database = await freshDatabase();
const { appSql: sql, appUrl: url } = database;
after(() => database.drop());

const messageTo = (recipient: string): Message => ({
  ...{ id: newId(), channel: "sms", personId: null, lang: "en", template: "sms-help" },
  ...{ recipient, body: "Hamwe", encoding: "GSM-7", segments: 1 },
});
const write = async (count: number, recipient = "+250788000001") => {
  const messages = Array.from({ length: count }, () => messageTo(recipient));
  await addMessages(sql, messages, new Date());
  return messages.map(({ id }) => id);
};
const stateOf = async (id: string) => {
  const [row] = await sql<{ state: string; tries: number }[]>`
    select state, tries from messages.outbox where id = ${id}`;
  return row;
};

/** A gateway that notes each message and answers as the test says. */
function door() {
  const came: string[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const answers = { with: async (_message: Message): Promise<unknown> => undefined };
  const gateway: Gateway = {
    send(message) {
      came.push(message.id);
      for (const { count, resolve } of waiting) if (came.length >= count) resolve();
      return answers.with(message);
    },
  };
  /** Resolves once that many messages came in all. */
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      if (came.length >= count) resolve();
      else waiting.push({ count, resolve });
    });
  return { came, gateway, until, answers };
}

const start = (gateway: Gateway, limits: Partial<DelivererLimits> = {}, channel: Channel = "sms") =>
  new Deliverer({ ...{ url, channel, gateway, limits }, clock: () => new Date() });
/** No polling within a test. */
const never = 600_000;

test("Queued messages are delivered after a nudge, each once, by one of two servers", async () => {
  const [one, two] = [door(), door()];
  const first = start(one.gateway, { poll: never });
  const ids = await write(120);
  first.nudge();
  await one.until(120);
  const second = start(two.gateway, { poll: 50 });
  const more = await write(30);
  first.nudge();
  await one.until(150);
  await first.stop();
  assert.deepEqual([...one.came].sort(), [...ids, ...more].sort());
  const [last] = await write(1);
  await two.until(1);
  await second.stop();
  assert.deepEqual(two.came, [last]);
  for (const id of [...ids, ...more, ...two.came])
    assert.deepEqual(await stateOf(id), { state: "sent", tries: 1 });
});

test("A carrier that hangs gets ten at a time, and its messages are retried", async () => {
  const { gateway, came, until, answers } = door();
  answers.with = () => new Promise(() => {});
  const ids = await write(25);
  const deliverer = start(gateway, { poll: never, try: 100, stop: 0 });
  await until(10);
  assert.equal(came.length, 10);
  await until(25);
  await deliverer.stop();
  assert.deepEqual([...came].sort(), [...ids].sort());
  const first = await stateOf(came[0] ?? "");
  assert.deepEqual(first, { state: "queued", tries: 1 });
  await sql`update messages.outbox set state = 'failed', ended_at = now() where state = 'queued'`;
});

test("A message that hangs does not delay the others", async () => {
  const { gateway, until, answers } = door();
  answers.with = ({ recipient }) =>
    recipient === "+250788000002" ? new Promise(() => {}) : Promise.resolve();
  await write(5, "+250788000002");
  await write(100);
  const deliverer = start(gateway, { poll: never, stop: 0 });
  await until(105);
  await deliverer.stop();
  await sql`update messages.outbox set state = 'failed', ended_at = now() where state = 'queued'`;
});

test("After a lost connection a message that was sent is not sent again", async () => {
  const { gateway, came, until, answers } = door();
  const gate = Promise.withResolvers<void>();
  answers.with = () => gate.promise;
  const ids = await write(3);
  const deliverer = start(gateway, { poll: 50 });
  await until(3);
  await sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and classid = 1836282723`;
  gate.resolve();
  const [next = ""] = await write(1);
  await until(4);
  await deliverer.stop();
  assert.deepEqual([...came].sort(), [...ids, next].sort());
  for (const id of ids) assert.deepEqual(await stateOf(id), { state: "sent", tries: 1 });
});

test("Another server goes on where one was killed", async () => {
  const held = connect(url, 1);
  const own = await held.reserve();
  await own`select pg_advisory_lock(1836282723, 1)`;
  const { gateway, until } = door();
  await write(1);
  const deliverer = start(gateway, { poll: 20 });
  own.drop();
  await until(1);
  await deliverer.stop();
  await held.end();
});

test("What is recorded of ten messages reads ten, however many wait", async () => {
  const ids = await write(2000);
  const read = await database.ownerSql.begin(async (tx) => {
    const before = await rowsRead(tx, "messages.outbox");
    const ten = ids.slice(0, 10).map((id) => ({ id, state: "sent" }) as const);
    const { count } = await recordTries(tx, "sms", ten, new Date());
    assert.equal(count, 10);
    return (await rowsRead(tx, "messages.outbox")) - before;
  });
  assert.ok(read <= 20, `${read} rows read`);
  await sql`update messages.outbox set state = 'failed', ended_at = now()
    where id = any (${ids}::text[]) and state = 'queued'`;
});
