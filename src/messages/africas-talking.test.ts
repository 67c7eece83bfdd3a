import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import type { PersonId } from "../kernel/index.ts";
import { africasTalking } from "./africas-talking.ts";
import type { Message } from "./outbox.ts";

/** Their HTTP interface, simulated: it takes a form with a key and answers as documented. */
const requests: { key: string | undefined; form: URLSearchParams }[] = [];
let answer: { readonly status: number; readonly code?: number } = { status: 201, code: 101 };
const simulator = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const form = new URLSearchParams(body);
    requests.push({ key: request.headers.apikey?.toString(), form });
    const number = form.get("to");
    const recipient = {
      statusCode: answer.code,
      number,
      status: "Success",
      cost: "RWF 8",
      messageId: "ATXid_1",
    };
    const Recipients = answer.code === undefined ? [] : [recipient];
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify({ SMSMessageData: { Message: "Sent to 1/1", Recipients } }));
  });
});
before(() => new Promise<void>((resolve) => simulator.listen(0, "localhost", resolve)));
after(() => simulator.close());

const message: Message = {
  ...{ id: "m1", channel: "sms", lang: "az", template: "sms-help" },
  ...{
    personId: "p" as PersonId,
    recipient: "+994000000001",
    body: "Müraciətiniz qəbul edildi & 50 %",
  },
};

function gateway() {
  const address = simulator.address();
  const port = typeof address === "object" ? address?.port : 0;
  const url = `http://localhost:${port}/version1/messaging`;
  return africasTalking({ url, username: "hamwe", apiKey: "key-1", from: "HAMWE" });
}

test("An SMS is sent as the carrier's interface asks; the carrier's id is returned", async () => {
  assert.equal(await gateway().send(message), "ATXid_1");
  const last = requests.at(-1);
  assert.equal(last?.key, "key-1");
  assert.deepEqual(Object.fromEntries(last?.form ?? []), {
    username: "hamwe",
    to: "+994000000001",
    message: "Müraciətiniz qəbul edildi & 50 %",
    from: "HAMWE",
  });
});

test("A refusal by the carrier is an error without the number or the text", async () => {
  for (const [given, why] of [
    [{ status: 201, code: 403 }, "the SMS carrier refused: 403"],
    [{ status: 201 }, "the SMS carrier refused: no receipt"],
    [{ status: 401, code: 101 }, "the SMS carrier answered 401"],
  ] as const) {
    answer = given;
    await assert.rejects(gateway().send(message), new Error(why));
  }
});
