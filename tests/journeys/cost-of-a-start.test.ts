/** What a server asks of PostgreSQL before it listens, where another was there before it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTown } from "../town.ts";
import { countedTown } from "./cost-given.ts";

test("A start that finds everything there asks about it once", async () => {
  const { town, counted, close } = await countedTown();
  try {
    const cost = await counted(async () => {
      const second = await startTown(undefined, undefined, town);
      await second.close();
    });
    // 323 in 272 round trips while each service and subject of the register was asked for alone.
    assert.ok(cost.statements <= 110, `${cost.statements} statements`);
    assert.ok(cost.roundTrips <= 80, `${cost.roundTrips} round trips`);
  } finally {
    await close();
  }
});
