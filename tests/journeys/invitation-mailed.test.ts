/** The link of an invitation is told to whoever is invited, and to nobody else. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SMTPServer } from "smtp-server";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";

const arrived: string[] = [];
const mailServer = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"] },
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.once("end", () => {
      arrived.push(Buffer.concat(chunks).toString().replaceAll("=\r\n", ""));
      done();
    });
  },
});

let town: Town;
let first: Client;
before(async () => {
  await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
  const address = mailServer.server.address();
  const url = `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const mail = { url, from: "Hamwe <no-reply@hamwe.gov.example>" };
  town = await startTown(undefined, undefined, undefined, [], { mail });
  first = await town.as("mugisha-beatha");
  await first.get("/admin?lang=en");
});
after(async () => {
  await town?.close();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
});

const link = /\/invitation\/[\w-]{43}/;

async function invited(name: string, email: string) {
  await first.get("/admin/staff/invite");
  return first.post("/admin/staff/invite", { name, email, authority: "minaloc" });
}

test("Where an e-mail carries the link, the administrator does not see it", async () => {
  const made = await invited("Uwera Josée", "josee@example.rw");
  assert.match(made.body, /The link is on its way to josee@example.rw/);
  assert.doesNotMatch(made.body, link);
  await town.settle();
  const [path = ""] = link.exec(arrived.join()) ?? [];
  assert.match((await town.guest().get(`${path}?lang=en`)).body, /Uwera Josée, your authority is/);
  const [page = ""] = /\/admin\/staff\/[0-9a-f-]{36}/.exec(made.body) ?? [];
  await first.get(page);
  const again = await first.post(`${page}/invitation`);
  assert.match(again.body, /on its way/);
  assert.doesNotMatch(again.body, link);
  assert.equal((await town.guest().get(path)).status, 409, "the older link opens nothing");
});

test("Where nobody's address is known, it is handed over, and the page says so", async () => {
  const made = await invited("Manzi Luc", "");
  assert.match(made.body, /No e-mail can carry the link/);
  assert.match(made.body, link);
});
