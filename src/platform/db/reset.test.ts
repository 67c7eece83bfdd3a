import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../../tests/database.ts";
import { connect, isAway } from "./index.ts";
import { countingProxy } from "./proxy.fixture.ts";

const database = await freshDatabase();
after(database.drop);

test("Lines that are reset while PostgreSQL speaks leave no pool deaf, twenty times", async () => {
  const proxy = await countingProxy(database.appUrl);
  const pool = connect(proxy.url, 4);
  const rows = () =>
    pool<{ n: number }[]>`select n, repeat('x', 200) from generate_series(1, 3000) n`;
  let refused = 0;
  for (let time = 0; time < 20; time++) {
    // Every line is open before it is reset.
    await Promise.all([1, 2, 3, 4].map(() => pool`select pg_sleep(0.001)`));
    proxy.resetWhileItSpeaks();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, rows));
    for (const answer of answers)
      if (answer.status === "fulfilled") assert.equal(answer.value.length, 3000);
      else {
        assert.ok(isAway(answer.reason), String(answer.reason));
        refused += 1;
      }
    assert.equal((await rows()).length, 3000, "the next one who asks is answered");
    assert.equal(pool.counts().waiting, 0);
  }
  assert.ok(refused >= 20, `only ${refused} were reset`);
  await pool.end();
  await proxy.close();
});
