import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { keepClient, postLimits, scopes, sha256 } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { program } from "./api-given.ts";

/** A server that takes every request and answers none. */
let held = 0;
let most = 0;
const hanging: Server = createServer((request) => {
  held += 1;
  most = Math.max(most, held);
  request.socket.once("close", () => {
    held -= 1;
  });
});

let town: Town;
const patience = { ...postLimits };
before(async () => {
  // Whatever this machine has to do: nothing is given up while the test looks.
  Object.assign(postLimits, { milliseconds: 600_000 });
  town = await startTown();
  await new Promise<void>((resolve) => void hanging.listen(0, "localhost", resolve));
});
after(async () => {
  hanging.closeAllConnections();
  hanging.close();
  await town?.close();
  Object.assign(postLimits, patience);
});

const url = () => `http://localhost:${(hanging.address() as AddressInfo).port}/`;

/** A program with an address that hangs, and so many things that it is to be told. */
async function told(id: string, count: number): Promise<void> {
  const secret = "a secret for this program alone";
  const client = { id, name: id, scopes, secretHash: sha256(secret), jwks: null };
  await keepClient(town.app.sql, client, town.now());
  const made = await (await program(town, { id, secret })).post("/api/v1/webhooks", { url: url() });
  assert.equal(made.status, 201);
  for (let at = 0; at < count; at++)
    await town.app.tasks["api.tell"]?.({
      ...{ client: id, caseId: randomUUID(), reference: `R${at}` },
      ...{ type: "CaseSubmitted", occasion: 1 },
    });
}

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

test("Programs whose servers hang keep waiting only those who are told by them, each one thing at a time", {
  timeout: 180_000,
}, async () => {
  for (const id of ["bank-a", "bank-b"]) await told(id, 4);
  await town.app.work();
  await until(() => held >= 2);
  await town.app.parts.messages.send({
    ...{ id: "while-they-hang", personId: null, to: { phone: "+250788000001" } },
    ...{ lang: "en", template: "sms-help", facts: {} },
  });
  await until(async () => {
    const [row] = await town.app.parts.messages.latest(1);
    return row?.state === "sent";
  });
  assert.equal(most, 2, "one for each program");
});
