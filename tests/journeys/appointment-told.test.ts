import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must, type OfficerId } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";

const town = await startTown("2026-11-23T07:00:00Z");
after(() => town.close());
const { appointments, centres, messages } = town.app.parts;
const topic = "civil-status-and-identity";

test("Who comes to an appointment is told the number, and once more when it is nearly time", async () => {
  const { id: person } = await town.person("mukamana-vestine");
  const told = async (template: string) =>
    (await messages.outboxOf(person)).filter((each) => each.template === template);
  const startsAt = new Date("2026-11-24T07:00:00Z");
  const asked = { centre: "kigali", topic, startsAt, person, lang: "en", services: [] };
  const kept = must(await appointments.book(asked));
  town.setClock("2026-11-24T06:40:00Z");
  const seat = { centre: "kigali", counter: "1", officer: newId<OfficerId>() };
  must(await centres.openCounter(seat));
  for (let n = 0; n < 9; n++)
    must(await centres.takeTicket({ centre: "kigali", topic, lang: "en" }));
  const ticket = must(await appointments.arrive("kigali", kept.code));
  await town.settle();
  const [first] = await told("ticket-taken");
  assert.match(
    first?.body ?? "",
    new RegExp(`your number is ${ticket.number}.*WAIT ${ticket.number}`),
  );
  assert.equal((await told("ticket-soon")).length, 0);
  for (let served = 0; served < 10; served++) {
    const called = must(await centres.callNext(seat));
    await town.settle();
    if (called?.id === ticket.id) break;
    must(await centres.start(seat));
    must(await centres.finish(seat));
    await town.settle();
  }
  assert.equal((await told("ticket-soon")).length, 1);
});

test("Somebody with a telephone finds the way to a PIN from the own page", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const own = await person.get("/me");
  assert.match(own.body, /href="\/phone"/);
  says(await person.get("/phone"), "Phone PIN");
});
