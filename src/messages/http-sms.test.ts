import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { type HttpSms, httpSms, readReport } from "./http-sms.ts";
import type { Message } from "./outbox.ts";

interface Asked {
  readonly method: string | undefined;
  readonly url: URL;
  readonly key: string | undefined;
  readonly body: string;
}

const asked: Asked[] = [];
let answer = { status: 200, body: '{"messages":[{"id":77,"state":"queued"}]}' };
const carrier = createServer(async (request, response) => {
  const url = new URL(request.url ?? "", "http://carrier");
  const key = request.headers.authorization;
  asked.push({ method: request.method, url, key, body: await text(request) });
  response.writeHead(answer.status).end(answer.body);
});
before(() => new Promise<void>((resolve) => carrier.listen(0, "localhost", resolve)));
after(() => carrier.close());

const message: Message = {
  ...{ id: "m1", channel: "sms", lang: "az", template: "sms-help", personId: null },
  ...{ recipient: "+994000000001", body: 'Sizin "müraciət" & 50 %\n{to}' },
};

const settings = (more: Partial<HttpSms> = {}): HttpSms => ({
  url: `http://localhost:${(carrier.address() as AddressInfo).port}/send`,
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer {key}" },
  body: '{"to":"{plain-to}","text":"{message}","sender":"{from}","ref":"{id}"}',
  ...{ id: "messages.0.id", status: "messages.0.state", accepted: ["queued", "sent"] },
  ...{ key: "key-1", from: "HAMWE" },
  ...more,
});

test("A JSON body holds the text as it is, whatever signs are in it", async () => {
  assert.equal(await httpSms(settings()).send(message), "77");
  const last = asked.at(-1);
  assert.equal(last?.key, "Bearer key-1");
  assert.deepEqual(JSON.parse(last?.body ?? ""), {
    ...{ to: "994000000001", text: message.body, sender: "HAMWE", ref: "m1" },
  });
});

test("A form and a query are percent-encoded, XML is escaped", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  await httpSms(settings({ headers: form, body: "to={to}&text={message}" })).send(message);
  const posted = new URLSearchParams(asked.at(-1)?.body);
  assert.deepEqual([posted.get("to"), posted.get("text")], [message.recipient, message.body]);
  const url = `${settings().url}?to={to}&text={message}`;
  await httpSms(settings({ method: "GET", headers: {}, body: undefined, url })).send(message);
  assert.equal(asked.at(-1)?.method, "GET");
  assert.equal(asked.at(-1)?.url.searchParams.get("text"), message.body);
  const xml = { headers: { "Content-Type": "text/xml" }, body: "<t>{message}</t>" };
  await httpSms(settings(xml)).send({ ...message, body: "a<b>&" });
  assert.equal(asked.at(-1)?.body, "<t>a&#60;b&#62;&#38;</t>");
});

test("A refusal is an error without the number or the text", async () => {
  for (const [status, body, why] of [
    [503, "down", "the SMS gateway answered 503"],
    [200, '{"messages":[{"id":1,"state":"blocked"}]}', "the SMS gateway refused: blocked"],
    [200, "{}", "the SMS gateway refused: no status"],
    [200, "<ok/>", "the SMS gateway answered no JSON"],
    [302, "", "the SMS gateway answered 302"],
  ] as const) {
    answer = { status, body };
    await assert.rejects(httpSms(settings()).send(message), new Error(why));
  }
  answer = { status: 200, body: "OK" };
  const silent = settings({ id: undefined, status: undefined });
  assert.equal(await httpSms(silent).send(message), undefined);
});

test("A report of delivery is read by the paths of the settings", () => {
  const report = { id: "r.id", status: "r.state", arrived: ["DELIVRD"], failed: ["UNDELIV"] };
  const said = (state: string) => readReport(report, { r: { id: 77, state } });
  assert.deepEqual(said("DELIVRD"), { ref: "77", arrived: true });
  assert.deepEqual(said("UNDELIV"), { ref: "77", arrived: false });
  assert.deepEqual(said("ENROUTE"), { ref: "77" });
  assert.equal(readReport(report, { r: {} }), undefined);
});
