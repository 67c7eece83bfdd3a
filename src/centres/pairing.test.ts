import assert from "node:assert/strict";
import { after, test } from "node:test";
import { freshDatabase } from "../../tests/database.ts";
import { devicePresence, offSince } from "./devices.ts";
import { givenHalls } from "./given.fixture.ts";

const { database, centres, later, time } = givenHalls(await freshDatabase());
after(() => database.drop());
const { pairings } = centres;
const board = {
  ...{ centre: "kigali", kind: "board" as const, printer: false },
  ...{ name: "Wall", givenBy: null },
};

test("A screen is set up by its code once, and only by the browser that showed it", async () => {
  const { secret, code } = await pairings.begin("kigali");
  assert.match(code, /^\d{6}$/);
  assert.equal(await pairings.codeOf("kigali", secret), code);
  assert.equal(await pairings.claim("kigali", secret), undefined, "nobody has typed it yet");
  assert.equal(await pairings.approve(code, { ...board, centre: "large" }), undefined);
  const made = await pairings.approve(code, board);
  assert.equal(made?.name, "Wall");
  assert.equal(await pairings.approve(code, board), undefined, "a code is typed once");
  assert.equal(await pairings.claim("kigali", code), undefined, "the code alone opens nothing");
  assert.equal((await pairings.claim("kigali", secret))?.id, made?.id);
  assert.equal(await pairings.claim("kigali", secret), undefined, "the secret is spent");
});

test("A code is over after ten minutes, and is then forgotten", async () => {
  const { secret, code } = await pairings.begin("kigali");
  later(10);
  assert.equal(await pairings.codeOf("kigali", secret), undefined);
  assert.equal(await pairings.approve(code, board), undefined);
  await pairings.begin("kigali");
  const [row] = await database.appSql`select count(*)::int as left from centres.pairing`;
  assert.equal(row?.left, 1);
});

test("Whoever runs the servers counts as silent the screens that the hall calls off", async () => {
  await database.ownerSql`truncate centres.device cascade`;
  const up = await centres.devices.add(board);
  await centres.devices.add(board);
  const presence = () => devicePresence(database.appSql, time.now);
  later(5);
  assert.deepEqual({ ...(await presence()) }, { total: 2, silent: 0 });
  await centres.devices.areUp([up.id]);
  later(1);
  assert.deepEqual({ ...(await presence()) }, { total: 2, silent: 1 });
  const off = (await centres.devices.inUse()).filter((one) => offSince(one, time.now));
  assert.equal(off.length, 1);
});
