/** An e-mail that left comes back: its person is told another way, its address is left alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { startTown, type Town } from "../town.ts";
import { inEnglish, requested, says } from "./apply-given.ts";
import { sent } from "./office-given.ts";

const service = "birth-certificate";
const kevin = "ishimwe-kevin";
const bounces = "bounces@returns.hamwe.gov.example";

/** An e-mail as the mail server of the government took it, with its envelope. */
interface Taken {
  readonly from: string;
  readonly to: string;
  readonly asked: unknown;
  readonly text: string;
}

let town: Town;
let inbox: ReturnType<Town["app"]["parts"]["messages"]["openInbox"]>;
let port: number;
const taken: Taken[] = [];
/** Takes all that is sent, and sends back nothing by itself. */
const mailServer = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], hideDSN: false },
  onData(stream, { envelope }, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.once("end", () => {
      const { mailFrom, rcptTo, dsn } = envelope;
      const [first] = rcptTo;
      taken.push({
        from: mailFrom ? mailFrom.address : "",
        to: first?.address ?? "",
        asked: { ...dsn, notify: first?.dsn?.notify },
        text: Buffer.concat(chunks).toString(),
      });
      done();
    });
  },
});

before(async () => {
  await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
  const address = mailServer.server.address();
  const url = `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const mail = {
    ...{ url, from: "Hamwe <no-reply@hamwe.gov.example>" },
    bounces: { address: bounces, host: "127.0.0.1", port: 0 },
  };
  town = await startTown(undefined, undefined, undefined, [], { mail });
  inbox = town.app.parts.messages.openInbox();
  port = (await inbox?.port) ?? 0;
});
after(async () => {
  await inbox?.stop();
  await town?.close();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
});

/** Hands a report over to us, as a mail server does: without a sender. */
async function handOver(to: string, status: string, { action = "failed", sender = "" } = {}) {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  const raw = [
    "From: MAILER-DAEMON@mx.example.org",
    `To: <${to}>`,
    "Subject: Undelivered Mail Returned to Sender",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "I'm sorry to have to inform you.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.org",
    "",
    "Final-Recipient: rfc822; kevin.ishimwe@example.org",
    `Action: ${action}`,
    `Status: ${status}`,
    "--b--",
    "",
  ].join("\r\n");
  const answer = await transport.sendMail({ envelope: { from: sender, to }, raw }).then(
    ({ response }) => response,
    ({ response }) => String(response),
  );
  transport.close();
  return answer.slice(0, 9).trim();
}

/** Every e-mail to an address that has left, in order. */
async function leftTo(address: string): Promise<readonly Taken[]> {
  await town.settle();
  return taken.filter(({ to }) => to === address);
}

const email = "kevin.ishimwe@example.org";
const states = () =>
  town.database.ownerSql<{ template: string; channel: string; state: string }[]>`
    select template, channel, state from messages.outbox where recipient = ${email}
      or template = 'email-returned' order by sequence`;

test("Each e-mail has a return address of its own, and asks for failures only", async () => {
  await sent(town, service, { person: kevin });
  const [first] = await leftTo(email);
  assert.match(first?.from ?? "", /^bounces\+[0-9a-f]{40}@returns\.hamwe\.gov\.example$/);
  const code = /\+([0-9a-f]{40})@/.exec(first?.from ?? "")?.[1];
  assert.deepEqual(first?.asked, { ret: "HDRS", envid: code, notify: ["FAILURE"] });
  assert.match(first?.text ?? "", /^From: Hamwe <no-reply@hamwe\.gov\.example>$/m);
  assert.ok(!first?.text.includes(code ?? "?"), "what a reader sees does not have it");
});

test("Who does not know the return address can switch no address off", async () => {
  const { from = "" } = (await leftTo(email)).at(-1) ?? {};
  const digit = from.at(30) === "0" ? "1" : "0";
  for (const forged of [
    from.slice(0, 30) + digit + from.slice(31),
    bounces,
    `bounces+${"0".repeat(40)}@returns.hamwe.gov.example`,
    "no-reply@hamwe.gov.example",
  ])
    assert.equal(await handOver(forged, "5.1.1"), "550 5.1.1", forged);
  const sender = "kevin@example.org";
  assert.equal(await handOver(from, "5.1.1", { sender }), "550 5.7.1", "a person wrote it");
  assert.match(await handOver(from, "4.4.1", { action: "delayed" }), /^250/);
  assert.ok((await states()).every(({ state }) => state === "sent"));
  const [row] = await town.database.ownerSql`select from messages.unreachable`;
  assert.equal(row, undefined);
});

test("A full mailbox is told to its person, and is written to again", async () => {
  const { from = "" } = (await leftTo(email)).at(-1) ?? {};
  assert.match(await handOver(from, "5.2.2"), /^250/);
  assert.match(await handOver(from, "5.2.2"), /^250/, "a report may come twice");
  await town.settle();
  const person = await inEnglish(town, kevin);
  const page = await person.get("/applications/messages");
  says(page, "came back on 23 November 2026: the mailbox is full");
  says(page, "SMS to +250700000002", "our e-mail to you came back: the mailbox is full");
  const before = (await leftTo(email)).length;
  await sent(town, service, { person: kevin });
  assert.ok((await leftTo(email)).length > before);
});

test("An address that does not exist is left alone; SMS and the list still say all", async () => {
  town.setClock("2026-11-24T08:00:00Z");
  const { caseId } = await sent(town, service, { person: kevin });
  const all = await leftTo(email);
  assert.match(await handOver(all.at(-1)?.from ?? "", "5.1.1"), /^250/);
  await town.settle();
  await requested(town, caseId, ["child_name"], "Is it Ineza?");
  assert.equal((await leftTo(email)).length, all.length, "nothing more went there");
  const asked = (await town.database.ownerSql<{ channel: string; state: string }[]>`
    select channel, state from messages.outbox
    where case_id = ${caseId} and template = 'request' order by channel`) as unknown[];
  assert.deepEqual(asked, [
    { channel: "email", state: "not-sent" },
    { channel: "sms", state: "sent" },
  ]);
  const person = await inEnglish(town, kevin);
  const page = await person.get("/applications/messages");
  says(page, "came back on 24 November 2026: the address does not exist");
  says(page, "not sent: an earlier e-mail to this address came back");
  says(page, "E-mails to you do not arrive");
  const told = (await states()).filter(({ template }) => template === "email-returned");
  assert.equal(told.length, 2, "once a day");
});

test("Who chose e-mail alone gets SMS while their address does not exist", async () => {
  const person = await inEnglish(town, kevin);
  await person.get("/me/profile");
  await person.post("/me/profile", { ways: "email", "told-in": "en" });
  const { caseId } = await sent(town, service, { person: kevin });
  await requested(town, caseId, ["child_name"], "Is it Ineza?");
  await town.settle();
  const rows = await town.database.ownerSql<{ channel: string; state: string }[]>`
    select channel, state from messages.outbox
    where case_id = ${caseId} and template = 'submitted' order by channel`;
  assert.deepEqual(rows, [
    { channel: "email", state: "not-sent" },
    { channel: "sms", state: "sent" },
  ]);
});

test("Operations staff see what came back, and may use the address again", async () => {
  const staff = await town.as("niyonsenga-eric");
  await staff.get("/operations?lang=en");
  const page = await staff.get("/operations/email");
  says(
    page,
    "What came back",
    "5.1.1: the address does not exist",
    "5.2.2: the mailbox is full",
    "Not used any more",
    "Use it again",
  );
  assert.doesNotMatch(page.body, /kevin|example\.org/, "no address of a person is on the page");
  const item = /use-again[\s\S]*?name="item" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  const used = await staff.post("/operations/email/use-again", { item });
  says(used, "The address is used again from now on");
  assert.ok(!used.body.includes("Not used any more"));
  says(await staff.get("/operations"), "Used an address again");
  const again = await staff.post("/operations/email/use-again", { item });
  says(again, "It is no longer among what failed");
  const before = (await leftTo(email)).length;
  await sent(town, service, { person: kevin });
  assert.ok((await leftTo(email)).length > before);
});
