import assert from "node:assert/strict";
import { test } from "node:test";
import { inLots } from "./in-lots.ts";

/** Lots that are done when they are told to. */
function byHand() {
  const lots: { asks: readonly number[]; done: PromiseWithResolvers<readonly string[]> }[] = [];
  const ask = inLots<number, string>((asks) => {
    const done = Promise.withResolvers<readonly string[]>();
    lots.push({ asks, done });
    return done.promise;
  }, 3);
  const finish = (index: number) => lots[index]?.done.resolve(lots[index].asks.map(String));
  return { lots, ask, finish, asked: () => lots.map(({ asks }) => asks) };
}

test("What is asked alone waits for nobody; what comes meanwhile goes together", async () => {
  const { ask, finish, asked } = byHand();
  const first = ask(1);
  assert.deepEqual(asked(), [[1]]);
  const others = [2, 3, 4, 5].map(ask);
  assert.deepEqual(asked(), [[1]]);
  finish(0);
  assert.equal(await first, "1");
  assert.deepEqual(asked(), [[1], [2, 3, 4]], "no more than three in one lot");
  finish(1);
  assert.deepEqual(await Promise.all(others.slice(0, 3)), ["2", "3", "4"]);
  finish(2);
  assert.equal(await others[3], "5");
  const late = ask(6);
  assert.deepEqual(asked().at(-1), [6]);
  finish(3);
  assert.equal(await late, "6");
});

test("A lot that fails refuses each of it, and nobody after it", async () => {
  const { lots, ask, finish } = byHand();
  const both = [ask(1), ask(2)];
  lots[0]?.done.reject(new Error("away"));
  await assert.rejects(both[0] as Promise<string>, /away/);
  finish(1);
  assert.equal(await both[1], "2");
  const short = ask(3);
  lots[2]?.done.resolve([]);
  await assert.rejects(short, /in full/);
});
