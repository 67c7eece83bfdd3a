import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setRoles } from "../held-roles.ts";
import { startTown, type Town } from "../town.ts";
import { mother, opened, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town?.close());

test("An operator of another authority is nobody's operator in the halls, nor its inspector one of agents", async () => {
  const stranger = await staff(town, "mukeshimana-aline");
  assert.equal((await stranger.get("/counter")).status, 200);
  await town.database.ownerSql`
    update auth.officer set authority = 'rra' where name = 'Mukeshimana Aline'`;
  const roles = ["operator", "agent", "agent-inspector", "floor-manager"];
  await setRoles(town.database.ownerSql, "Mukeshimana Aline", roles);
  const pages = ["", "/register", "/pad", "/agents", "/devices", "/sync/conflicts"];
  for (const page of [...pages, "/offline/state"])
    assert.equal((await stranger.get(`/counter${page}`)).status, 403, page);
});

test("A step of a journey is not there at a counter: it goes by the agreement that its person gives himself", async () => {
  const { cases } = town.app.parts;
  const { id: person } = await town.person(mother.id);
  const { id: service, version: definition = 1 } =
    town.app.catalogue.current("birth-certificate") ?? assert.fail();
  const steps = [{ service, definition, answers: {} }];
  await cases.startJourney({ person, journey: "exporting-coffee-or-tea", lang: "en", steps });
  const [draft] = (await cases.journeysOf(person))[0]?.drafts ?? [];
  const operator = await seated(town, "uwase-claudine", "1");
  const visit = await opened(operator, mother.card);
  for (const page of ["", "/page/who", "/check", "/confirm"])
    assert.equal((await operator.get(`${visit}/drafts/${draft?.id}${page}`)).status, 404, page);
});
