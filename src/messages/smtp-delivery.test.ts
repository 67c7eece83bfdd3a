/** From the outbox to a real mail server that works badly: only what it took is marked as sent. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { freshDatabase } from "../../tests/database.ts";
import { makeCertificate } from "../../tests/production/front.ts";
import { newId } from "../platform/db/index.ts";
import { demoGateway, tryOnce } from "./deliverer.ts";
import { noGateway } from "./index.ts";
import { addMessages, dueIn, type Message, recordTries } from "./outbox.ts";
import { smtp } from "./smtp.ts";

/** Not this machine by its name: what goes there has to be encrypted. */
const host = "127.0.0.2";
const login = "hamwe:secret";
const folder = mkdtempSync(join(tmpdir(), "hamwe-smtp-"));
const tls = makeCertificate(folder, `IP:${host}`);

type Mood = "well" | "later" | "full" | "nobody" | "refuses" | "hangs-up" | "silent";
let mood: Mood = "well";
/** Recipients whose message the server took, and those whose login it saw encrypted. */
const taken: string[] = [];
const logins: boolean[] = [];
const sockets = new Set<Socket>();

const answer = (code: number, text: string) =>
  Object.assign(new Error(text), { responseCode: code });

const options: SMTPServerOptions = {
  ...{ ...tls, authMethods: ["PLAIN"] },
  onAuth({ username, password }, { secure }, done) {
    logins.push(secure);
    const isRight = `${username}:${password}` === login;
    done(isRight ? null : answer(535, "5.7.8 wrong login"), { user: username });
  },
  onRcptTo({ address }, _session, done) {
    if (mood === "later") done(answer(451, `4.2.0 <${address}> greylisted`));
    else if (mood === "nobody") done(answer(550, `5.1.1 <${address}> no such mailbox`));
    else done();
  },
  onData(stream, { envelope }, done) {
    stream.resume();
    stream.on("end", () => {
      if (mood === "hangs-up") for (const socket of sockets) socket.destroy();
      else if (mood === "full") done(answer(452, "4.3.1 disk full"));
      else if (mood === "refuses") done(answer(554, "5.6.0 not taken"));
      else if (mood !== "silent") {
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      }
    });
  },
};

/** A server, and the port at which it listens. */
async function listening(more: SMTPServerOptions = {}, at = host) {
  const server = new SMTPServer({ ...options, ...more, closeTimeout: 1 });
  server.on("error", () => {});
  server.server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, at, resolve));
  const address = server.server.address();
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { close, port: typeof address === "object" ? address?.port : 0 };
}

const database = await freshDatabase();
const { appSql: sql } = database;
let server: Awaited<ReturnType<typeof listening>>;
before(async () => {
  server = await listening();
});
beforeEach(() => {
  mood = "well";
  taken.length = 0;
});
after(async () => {
  for (const socket of sockets) socket.destroy();
  await server.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const gatewayAt = (port: number | undefined, as = login, at = host) =>
  smtp({ url: `smtp://${as}@${at}:${port}`, from: "Hamwe <no-reply@hamwe.gov.example>" });

/** Writes an e-mail, tries once to send it, and tells how it stands. */
async function outcome(gateway = gatewayAt(server.port), most = 5000) {
  const id = newId();
  const message: Message = {
    ...{ id, channel: "email", personId: null, lang: "en", template: "sms-help" },
    ...{ recipient: `${id}@example.rw`, subject: "Hamwe", body: "Text" },
  };
  await addMessages(sql, [message], new Date());
  const [due] = (await dueIn(sql, "email", 1000, [])).filter((each) => each.id === id);
  assert.ok(due);
  await recordTries(sql, "email", [await tryOnce({ gateway }, due, most)], new Date());
  const [row] = await sql<{ state: string; tries: number; reason: string | null }[]>`
    select state, tries, last_error as reason from messages.outbox where id = ${id}`;
  assert.ok(row);
  const isTaken = taken.includes(message.recipient);
  assert.equal(row.state === "sent", isTaken, `${row.state}, and ${taken.length} taken`);
  return row;
}

test("A server with STARTTLS and a login takes it, and the login went encrypted", async () => {
  assert.equal((await outcome()).state, "sent");
  assert.ok(logins.length > 0 && logins.every(Boolean), "no login in the clear");
});

test("What the server takes later stays queued, and its reason names nobody", async () => {
  for (const how of ["later", "full"] as const) {
    mood = how;
    const { state, tries, reason } = await outcome();
    assert.deepEqual([state, tries], ["queued", 1], how);
    assert.match(reason ?? "", /4\.[23]\.\d/);
    assert.doesNotMatch(reason ?? "", /example\.rw/);
  }
});

test("What it will never take fails at once and is not tried for an hour", async () => {
  for (const how of ["nobody", "refuses"] as const) {
    mood = how;
    const { state, tries, reason } = await outcome();
    assert.deepEqual([state, tries], ["failed", 1], how);
    assert.match(reason ?? "", /5\.[16]\.\d/);
    assert.doesNotMatch(reason ?? "", /example\.rw/);
  }
});

test("A wrong login of ours is mended by operations: the message waits", async () => {
  const { state, reason } = await outcome(gatewayAt(server.port, "hamwe:wrong"));
  assert.equal(state, "queued");
  assert.doesNotMatch(reason ?? "", /secret|wrong@/);
});

test("A server that hangs up before it answers has not taken it", async () => {
  mood = "hangs-up";
  assert.equal((await outcome()).state, "queued");
});

test("A server that says nothing is left, and does not get the message afterwards", async () => {
  mood = "silent";
  const { state, reason } = await outcome(gatewayAt(server.port), 300);
  assert.deepEqual([state, reason], ["queued", "no answer within 300 ms"]);
});

test("Of many that a slow server keeps waiting, none leaves after it was called late", async () => {
  mood = "silent";
  const gateway = gatewayAt(server.port);
  const late = await Promise.all(Array.from({ length: 15 }, () => outcome(gateway, 300)));
  assert.ok(late.every(({ state }) => state === "queued"));
  mood = "well";
  assert.equal((await outcome(gateway)).state, "sent");
  assert.equal(taken.length, 1, "only the last one");
});

test("A server that is down, and one without encryption, get nothing", async () => {
  const gone = await listening();
  await gone.close();
  assert.equal((await outcome(gatewayAt(gone.port))).state, "queued");
  const bare = await listening({ disabledCommands: ["STARTTLS"], allowInsecureAuth: true });
  const seen = logins.length;
  assert.equal((await outcome(gatewayAt(bare.port))).state, "queued");
  assert.equal(logins.length, seen, "not even the login");
  await bare.close();
});

test("A certificate that names another counts for a server on this machine alone", async () => {
  const other = mkdtempSync(join(folder, "other-"));
  const unknown = makeCertificate(other, "DNS:elsewhere.example");
  for (const [at, state] of [
    ["127.0.0.1", "sent"],
    [host, "queued"],
  ] as const) {
    const server = await listening(unknown, at);
    const seen = logins.length;
    const left = await outcome(gatewayAt(server.port, login, at));
    await server.close();
    assert.equal(left.state, state, at);
    assert.equal(logins.length > seen, state === "sent", "no login goes to a stranger");
  }
});

test("Without a carrier a message fails and says so; only a demonstration keeps it", async () => {
  const { state, reason } = await outcome(noGateway);
  assert.deepEqual([state, reason], ["failed", "no carrier is set up for this channel"]);
  assert.equal(demoGateway.isOutbox, true);
});
