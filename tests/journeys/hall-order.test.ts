/** One order of the queue: on the board, on the floor and on the phone. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { act, seated, staff } from "./counter-given.ts";
import { civil, manager, textOf } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());

const take = (more: { readonly group?: string } = {}) =>
  town.app.parts.centres
    .takeTicket({ centre: "kigali", topic: civil, lang: "en", ...more })
    .then(must);

test("A priority ticket that rests has the same place on board, floor and phone", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const priority = await take({ group: "older-people" });
  await act(operator, "next");
  await act(operator, "skip");
  await take();
  await act(operator, "next");
  await act(operator, "start");
  const other = await take();
  const order = [other.number, priority.number];

  const floor = await staff(town, manager);
  const queue = await floor.get("/hall/kigali/queue?lang=en");
  const listed = [...queue.body.matchAll(/id="t-[^"]+"[\s\S]*?([A-Z]{1,2}\d{2,3})</g)];
  assert.deepEqual(
    listed.map(([, number]) => number),
    order,
  );

  const guest = town.guest();
  const board = await guest.get("/hall/kigali/board?lang=en");
  const [, shown = ""] = /id="next-numbers">([^<]*)</.exec(board.body) ?? [];
  assert.deepEqual(shown.trim().split(" "), order);

  const phone = async (token: string) => textOf((await guest.get(`/t/${token}?lang=en`)).body);
  assert.match(await phone(other.token), /You are next as it looks now/);
  assert.match(await phone(priority.token), /1 ticket before you/);
});
