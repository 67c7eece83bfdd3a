import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTicket, type WhatIf, whatIf } from "./queue/index.ts";
import { makeThinking } from "./think-apart.ts";

const busy: WhatIf = {
  topics: [
    { id: "passport", minutes: 12, perHour: 30 },
    { id: "birth", minutes: 8, perHour: 30 },
  ],
  counters: Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, topics: ["passport", "birth"] })),
  seeds: [1, 2],
  hours: 3,
};

test("While a manager's question is thought through, everybody else is served", async () => {
  const think = makeThinking();
  let turns = 0;
  let thinking = true;
  const turn = () => {
    turns += 1;
    if (thinking) setImmediate(turn);
  };
  setImmediate(turn);
  const answers = await think(busy);
  thinking = false;
  // On the server's own thread there would be none: the event loop would be blocked.
  assert.ok(turns > 20, `${turns} turns of the event loop`);
  assert.deepEqual(answers, whatIf(busy, nextTicket), "and the answer is the same");
});

test("Each question gets its own answer, also after one that failed", async () => {
  const think = makeThinking();
  const broken = { ...busy, topics: null } as unknown as WhatIf;
  const [one, none, other] = await Promise.allSettled([
    think(busy),
    think(broken),
    think({ ...busy, seeds: [3] }),
  ]);
  assert.equal(none.status, "rejected");
  assert.ok(one.status === "fulfilled" && other.status === "fulfilled");
  assert.deepEqual(other.value, whatIf({ ...busy, seeds: [3] }, nextTicket));
  assert.notDeepEqual(one.value, other.value);
});
