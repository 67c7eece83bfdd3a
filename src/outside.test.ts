import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { identityProvider, signerOutside, watchOutside } from "./outside.ts";

test("Who is away is said as degraded, and asked by the watch alone", async () => {
  let asked = 0;
  let status = 200;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(status).end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  after(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const provider = identityProvider(`http://127.0.0.1:${port}/`);
  await provider.ask();
  status = 503;
  await assert.rejects(provider.ask(), /it answers 503/);
  const before = asked;
  const told: object[] = [];
  const silent = signerOutside(async () => ({ ok: false }), "scheme-operator");
  let toldAway = () => {};
  const away = new Promise<void>((done) => {
    toldAway = done;
  });
  const watch = watchOutside([silent], 1);
  assert.deepEqual(watch.remarks(), [], "not asked yet");
  watch.start({
    warn(facts) {
      told.push(facts);
      toldAway();
    },
  });
  await away;
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(watch.remarks(), [
    "degraded: signer does not answer: papers are signed when it is back",
  ]);
  assert.deepEqual(
    watch.gauges().map(({ name, value }) => [name, value]),
    [["hamwe_up_signer", 0]],
  );
  watch.stop();
  assert.equal(asked, before);
  assert.deepEqual(told, [{ outside: "signer", reason: "it gives no key" }]);
});

test("Who does not answer once, since they are just starting, is not called away", async () => {
  const answers = [false, true, false, false];
  let done = () => {};
  const away = new Promise<void>((resolve) => {
    done = resolve;
  });
  const starting = signerOutside(async () => ({ ok: answers.shift() ?? false }), "any");
  const watch = watchOutside([starting], 1);
  const told: number[] = [];
  watch.start({ warn: () => told.push(answers.length) && done() });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(watch.remarks(), []);
  while (answers.length > 2) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([told, watch.remarks()], [[], []], "it answered the second time");
  watch.stop();
  const second = watchOutside([starting], 1);
  second.start({ warn: () => told.push(answers.length) && done() });
  await away;
  second.stop();
  assert.deepEqual(told, [0], "twice without an answer");
});
