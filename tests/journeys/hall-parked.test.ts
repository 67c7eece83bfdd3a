import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { says } from "./apply-given.ts";
import { act, mother, opened, seated as operatorAt } from "./counter-given.ts";
import { civil, manager, seated, textOf } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());
const { centres } = town.app.parts;

test("Whoever runs the floor sees who is away for a paper, since when, and at whose counter they are expected", async () => {
  const client = await town.as(manager);
  const floor = async () => textOf((await client.get("/hall/kigali?lang=en")).body);
  const taken = must(await centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }));
  const seat = await seated(town, "1", "Uwase Claudine");
  must(await centres.callNext(seat));
  must(await centres.start(seat));
  assert.doesNotMatch(await floor(), /Away for a paper/);
  must(await centres.park(seat));
  town.setClock("2026-11-23T08:09:00Z");
  assert.match(
    await floor(),
    new RegExp(
      `Away to get a document or to pay.*` +
        `${taken.number} A · Civil status and identity 10:00 \\(9 min\\) 1 · Uwase Claudine`,
    ),
  );
  must(await centres.closeCounter(seat));
  assert.match(await floor(), /1, closed: any counter of this topic can call/);
  const other = await seated(town, "2", "Mugabo Jean");
  must(await centres.resume(other, taken.id));
  must(await centres.start(other));
  must(await centres.park(other));
  assert.match(
    await floor(),
    /10:09 \(0 min\) 2 · Mugabo Jean/,
    "the second time away counts anew",
  );
  must(await centres.resume(other, taken.id));
  assert.doesNotMatch(await floor(), /Away for a paper/);
});

test("The operator sees why somebody goes first and how many come along, when he is called and in his file", async () => {
  town.setClock("2026-11-23T09:00:00Z");
  await town.person(mother.id);
  const operator = await operatorAt(town, "mukeshimana-aline", "3");
  const wanted = { centre: "kigali", topic: civil, lang: "en" };
  const family = must(
    await centres.takeTicket({ ...wanted, group: "expecting-or-with-a-baby", party: 3 }),
  );
  const both = ["Pregnant women and parents with a baby", "3 people together"];
  says(await act(operator, "next"), family.number, "Called", ...both);
  const visit = await opened(operator, mother.card);
  says(await operator.get(visit), family.number, ...both);
  says(await operator.get("/counter"), mother.name, ...both);
  await operator.get(visit);
  await operator.post(`${visit}/close`, { all: "true" });
  must(await centres.takeTicket(wanted));
  await operator.get("/counter");
  const alone = await act(operator, "next");
  assert.doesNotMatch(alone.body, /ct-comers/, "of one person nothing more is said");
});
