import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTown } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, seated, staff } from "./counter-given.ts";
import { kioskOf, takenAt } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());

test("Who is called back after an errand is watched as anybody, and awaited on", async () => {
  const { centres } = town.app.parts;
  const later = (minutes: number) =>
    town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
  const operator = await seated(town, "mugabo-jean", "2");
  const manager = await staff(town, "ingabire-solange");
  const { number } = await takenAt(await kioskOf(town));
  const [{ id } = assert.fail(number)] = await centres.ticketsNumbered("kigali", number);
  const minutes = centres.find("kigali")?.rules.callMinutes ?? 0;
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  await act(operator, "skip");
  later(minutes);
  says(await act(operator, "next"), number, "was called before");
  await act(operator, "start");
  await act(operator, "park");
  later(minutes);
  await town.settle();
  await operator.get("/counter");
  const called = await act(operator, "resume", { resume: id });
  says(called, number, "the ticket stays under “Returning to you”");
  says(await act(operator, "skip"), "Returning to you", number, "called back at", "did not come");
  says(await manager.get("/hall/kigali?lang=en"), number, "called back at", "2 · Mugabo Jean");
  for (const _ of ["a second time", "a third time"]) {
    await act(operator, "resume", { resume: id });
    says(await act(operator, "skip"), "Returning to you", number);
  }
  await act(operator, "resume", { resume: id });
  await town.database.ownerSql`
    update auth.session set idle_until = ${town.now()} from auth.officer as o
    where officer = o.id and o.name = 'Mugabo Jean'`;
  later(minutes);
  await town.settle();
  const notices = textOf(await manager.get("/staff/notifications?lang=en"));
  assert.match(notices, /whose officer has left/);
  says(await manager.get("/hall/kigali?lang=en"), "A client is at a counter without an officer");
});
