import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTown } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, seated, staff, ticket } from "./counter-given.ts";

const town = await startTown();
after(() => town.close());

test("Whose sessions a security officer ends with a client: the manager is told", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const manager = await staff(town, "ingabire-solange");
  const { number } = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  await act(operator, "start");
  const [officer] = await town.database.ownerSql`
    select id from auth.officer where name = 'Mugabo Jean'`;
  const security = await staff(town, "nshimiyimana-olivier");
  await security.get("/office/security");
  const ended = await security.post("/office/security/sessions", {
    about: `officer:${officer?.id}`,
  });
  says(ended, "ended");
  const minutes = town.app.parts.centres.find("kigali")?.rules.callMinutes ?? 0;
  for (const _ of [1, 2]) {
    town.setClock(new Date(town.now().getTime() + minutes * 60_000).toISOString());
    await town.settle();
  }
  says(await manager.get("/hall/kigali?lang=en"), "A client is at a counter without an officer");
  assert.match(textOf(await manager.get("/staff/notifications?lang=en")), /whose officer has left/);
});
