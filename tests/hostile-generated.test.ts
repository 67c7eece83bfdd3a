import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newSheet } from "../src/paper/index.ts";
import { besiege } from "./hostile/siege.ts";
import { startTown, type Town } from "./town.ts";

let town: Town;
before(async () => {
  town = await startTown();
  // The first paper loads its library and fonts: none of that stays of a request.
  const sheet = { title: "", author: "", lang: "en", at: town.now() };
  await (await newSheet(sheet)).finish();
});
after(() => town?.close());

/** Some of each work; `npm run test:hostile -- --requests 1000000` takes many more. */
const people = [
  "mukamana-vestine",
  "habimana-eric",
  "officer-mutesi",
  "officer-nkurunziza",
  "uwase-claudine",
];

test("Three thousand hostile requests find no fault, and leave nothing in memory", async () => {
  const siege = await besiege(town, { seed: 20261128, requests: 3000, people });
  assert.deepEqual(siege.faults, []);
  const told = new Map(siege.answers);
  for (const status of [200, 303, 400, 403, 404, 422])
    assert.ok((told.get(status) ?? 0) > 20, `${status} was hardly ever answered`);
  // Once everything is loaded: less than what a single page weighs for each request.
  const [from, to] = [siege.heap.at(3), siege.heap.at(-1)];
  assert.ok(from && to);
  const each = (to.bytes - from.bytes) / (to.requests - from.requests);
  assert.ok(each < 5000, `${Math.round(each)} bytes stay of each request`);
});
