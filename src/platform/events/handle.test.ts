import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import {
  type Decider,
  evolveBy,
  fold,
  must,
  ok,
  type Result,
  refuse,
  type Stamped,
} from "../../kernel/index.ts";
import { newId, type Sql } from "../db/index.ts";
import { handle, load, makeEventLog, type ObservedEvents, type Observer } from "./index.ts";

const database = await freshDatabase();
after(database.drop);
const sql = database.appSql;

type Counted = { readonly type: "Counted"; readonly data: { readonly by: number } };
type Count = { readonly type: "count"; readonly by: number };
const decider: Decider<number, Count, Counted, undefined, Stamped<Counted>> = {
  initial: 0,
  decide: (state, { by }) =>
    state + by > 9
      ? refuse("conflict", "case.too-late")
      : ok(by === 0 ? [] : [{ type: "Counted", data: { by } }]),
  evolve: evolveBy<number, Stamped<Counted>>({ Counted: (state, { data }) => state + data.by }),
};

/** A counter of its own, with what happens to it between its being read and its being written. */
function counter(observers: readonly Observer[] = []) {
  const stream = `counter-${newId()}`;
  const log = makeEventLog(observers);
  const state = { reads: 0, between: async (): Promise<unknown> => undefined };
  const read = async (from: Sql) => {
    const recorded = await load(from, stream);
    const events = recorded.map(({ type, data }) => ({ type, data }) as Stamped<Counted>);
    const commands = new Set(recorded.map(({ command }) => command));
    return { state: fold(decider, events), version: recorded.length, commands };
  };
  const count = (by: number, key = newId(), locked = false): Promise<Result<number>> =>
    handle(log, {
      ...{ sql, stream, decider, key, actor: "system", clock: () => new Date("2026-11-23") },
      command: { type: "count", by },
      ...(locked && {
        lock: (tx: Sql) => tx`select pg_advisory_xact_lock(hashtext(${stream}))`,
      }),
      load: async (from) => {
        state.reads++;
        const found = await read(from);
        await state.between();
        return ok(found);
      },
      facts: () => undefined,
      project: () => [],
      follow: () => [],
      conflict: "case.conflict",
    });
  return { stream, state, count, read: () => read(sql) };
}

const codeOf = (result: Result<unknown>) => (result.ok ? "done" : result.refusal.code);

test("The same act again changes nothing, and one that is refused leaves nothing", async () => {
  const { count, read } = counter();
  const key = newId();
  assert.equal(must(await count(4, key)), 4);
  assert.equal(must(await count(4, key)), 4);
  assert.equal(codeOf(await count(6)), "case.too-late");
  assert.equal(must(await count(0)), 4);
  assert.equal((await read()).version, 1);
});

test("After a conflict of versions it is read and decided anew, once", async () => {
  const { state, count } = counter();
  const others = [() => count(1), async () => undefined];
  state.between = async () => {
    const [other, ...rest] = others.splice(0);
    others.push(...rest);
    await other?.();
  };
  assert.equal(must(await count(2)), 3);
  assert.equal(state.reads, 3);
});

test("Whoever is overtaken twice is refused", async () => {
  const { state, count, read } = counter();
  let overtaking = false;
  state.between = async () => {
    if (overtaking) return;
    overtaking = true;
    await count(1);
    overtaking = false;
  };
  assert.equal(codeOf(await count(2)), "case.conflict");
  assert.equal((await read()).state, 2);
});

test("Writers that wait for each other are all taken, without a conflict", async () => {
  const { state, count, read } = counter();
  const all = await Promise.all(Array.from({ length: 8 }, () => count(1, newId(), true)));
  assert.ok(all.every(({ ok }) => ok));
  assert.deepEqual([(await read()).state, state.reads], [8, 8]);
});

test("An observer sees every event in its transaction; if it fails, nothing is kept", async () => {
  const seen: ObservedEvents[] = [];
  const { stream, count, read } = counter([
    async (tx, each) => {
      seen.push(each);
      const found = await tx`select from events.event where stream = ${each.about}`;
      assert.equal(found.length, 1);
      if (seen.length > 1) throw new Error("the observer is on fire");
    },
  ]);
  const key = newId();
  must(await count(5, key));
  assert.deepEqual(seen, [
    {
      about: stream,
      events: [{ type: "Counted", data: { by: 5 } }],
      at: new Date("2026-11-23"),
      kept: { command: key, actor: "system", after: 0 },
    },
  ]);
  await assert.rejects(count(1), /on fire|1 !== |strictly equal/);
  assert.equal((await read()).state, 5);
});
