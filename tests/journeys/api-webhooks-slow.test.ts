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

/** A program with an address, by default one that hangs, and so many things that it is to hear. */
async function told(id: string, count: number, address = url()): Promise<void> {
  const secret = "a secret for this program alone";
  const client = { id, name: id, scopes, secretHash: sha256(secret), jwks: null };
  await keepClient(town.app.sql, client, town.now());
  const made = await (await program(town, { id, secret })).post("/api/v1/webhooks", {
    url: address,
  });
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

test("A server that answers is told of several applications at once", async () => {
  const together = 5;
  let first = true;
  const waiting: (() => void)[] = [];
  const server = createServer((_request, response) => {
    const answer = () => void response.writeHead(204).end();
    if (first) {
      first = false;
      return answer();
    }
    waiting.push(answer);
    // One after the other, they would never be so many.
    if (waiting.length === together) for (const each of waiting) each();
    return undefined;
  });
  await new Promise<void>((resolve) => void server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  await told("bank-c", 1 + together, `http://localhost:${port}/`);
  await town.app.tasks["api.deliver"]({ client: "bank-c" });
  const states = await town.app.sql<{ state: string; tries: number; count: number }[]>`
    select state, tries, count(*)::int as count from programs.delivery group by 1, 2`;
  assert.deepEqual([...states], [{ state: "delivered", tries: 1, count: 1 + together }]);
  server.closeAllConnections();
  server.close();
});

test("Servers that hang keep only their own programs waiting", async () => {
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
