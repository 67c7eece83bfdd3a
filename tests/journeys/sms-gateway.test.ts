import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readConfig } from "../../src/config.ts";
import type { PersonId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";

let carrier: Server;
let town: Town;
const folder = mkdtempSync(join(tmpdir(), "hamwe-sms-"));
const secret = "g".repeat(32);

const described = (more: object) => {
  const file = join(folder, "sms.json");
  writeFileSync(file, JSON.stringify(more));
  return readConfig({
    ...{ HAMWE_MODE: "demo", HAMWE_DATA: join(folder, "data"), HAMWE_SMS_GATEWAY: file },
    ...{ HAMWE_PHONE_SECRET: secret, HAMWE_SMS_KEY: "key-1" },
  });
};

before(async () => {
  let sent = 0;
  carrier = createServer((_request, response) => {
    sent += 1;
    response.end(JSON.stringify({ id: `c-${sent}`, state: "queued" }));
  }).listen(0, "localhost");
  await new Promise((resolve) => carrier.once("listening", resolve));
  const config = described({
    url: `http://localhost:${(carrier.address() as AddressInfo).port}/`,
    headers: { "content-type": "application/json" },
    body: '{"to":"{to}","text":"{message}"}',
    ...{ id: "id", status: "state", accepted: ["queued"] },
    report: { id: "sms.id", status: "sms.state", arrived: ["DELIVRD"], failed: ["UNDELIV"] },
  });
  assert.ok(config.ok);
  const { phone } = config.value;
  assert.ok(phone);
  town = await startTown(undefined, undefined, undefined, [], { phone });
});
after(async () => {
  await town?.close();
  carrier?.closeAllConnections();
  carrier?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends an SMS. @returns what the outbox says of it when asked */
async function sent(id: string) {
  await town.app.parts.messages.send({
    ...{ id, personId: newId<PersonId>(), lang: "en", template: "ticket-soon" },
    ...{ to: { phone: "+250788000001" }, facts: { ticket: "A1" } },
  });
  await town.app.parts.messages.deliverDue();
  const [row] = await town.app.sql<{ ref: string; state: string; arrived: boolean | null }[]>`
    select carrier_ref as ref, state, arrived from messages.outbox where id = ${id}`;
  return row;
}

async function arrivedOf(id: string) {
  const [row] = await town.app.sql<{ arrived: boolean | null }[]>`
    select arrived from messages.outbox where id = ${id}`;
  return row?.arrived;
}

const report = (body: object, given = secret) =>
  fetch(`${town.url}/sms/${given}/report`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("Any carrier takes an SMS and reports what became of it, as a file describes it", async () => {
  assert.deepEqual(await sent("first"), { ref: "c-1", state: "sent", arrived: null });
  const forged = await report({ sms: { id: "c-1", state: "DELIVRD" } }, "x".repeat(32));
  assert.equal(forged.status, 404);
  assert.equal((await report({ sms: { id: "c-1", state: "ENROUTE" } })).status, 200);
  assert.equal(await arrivedOf("first"), null, "it is still on its way");
  await report({ sms: { id: "c-1", state: "DELIVRD" } });
  assert.equal(await arrivedOf("first"), true);
  assert.equal((await sent("second"))?.ref, "c-2");
  await report({ sms: { id: "c-2", state: "UNDELIV" } });
  assert.equal(await arrivedOf("second"), false);
});

test("A file that is not as it should be stops the start and says why", () => {
  for (const [file, why] of [
    [{ url: "http://sms.example/send" }, "neither https nor on this machine"],
    [{ url: "https://sms.example", status: "s" }, "none that is accepted"],
    [{ url: "https://sms.example", methods: "GET" }, "not as it should be"],
    [{}, "not as it should be"],
  ] as const) {
    const config = described(file);
    assert.ok(!config.ok);
    assert.ok(
      config.missing.some((line) => line.includes(why)),
      config.missing.join(),
    );
  }
});
