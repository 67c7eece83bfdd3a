import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { OperatorError } from "./kernel/index.ts";
import { waitText, wordsOf } from "./operator.ts";
import { connect } from "./platform/db/index.ts";

const thrownBy = (act: PromiseLike<unknown>): Promise<Error> =>
  Promise.resolve(act).then(
    () => assert.fail("nothing was thrown"),
    (error) => error,
  );

test("A database that cannot be reached is said by its setting and place", async () => {
  const url = "postgres://front:secret@127.0.0.1:1/hamwe";
  const sql = connect(url, 1);
  const error = await thrownBy(sql`select 1`);
  await sql.end();
  const place = "PostgreSQL at 127.0.0.1:1 (database hamwe, login front): nothing listens there";
  const settings = { DATABASE_URL: "wrong", HAMWE_APP_DATABASE_URL: url };
  assert.equal(wordsOf(error, settings), `HAMWE_APP_DATABASE_URL: ${place}`);
  assert.equal(wordsOf(error, {}), place);
  assert.equal(waitText(error), `Waiting up to a minute for ${place}`);
});

test("A place where nobody can listen is said by its settings", async () => {
  const first = createServer().listen(0, "127.0.0.1");
  await once(first, "listening");
  const address = first.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const [error] = await once(createServer().listen(port, "127.0.0.1"), "error").catch((e) => [e]);
  first.close();
  assert.equal(
    wordsOf(error, {}),
    `HAMWE_HOST, PORT: 127.0.0.1:${port}: another program listens there already`,
  );
});

test("What an operator can mend is said in its words, and a fault is not", () => {
  assert.equal(wordsOf(new OperatorError("HAMWE_X: no"), {}), "HAMWE_X: no");
  assert.equal(wordsOf(new TypeError("x is undefined"), {}), undefined);
});
