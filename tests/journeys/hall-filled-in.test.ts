import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { civil } from "./hall-given.ts";
import { draftOf } from "./office-given.ts";

const town = await startTown();
after(() => town.close());

/** What the hall reckons with for a ticket of this person, taken from his phone. */
async function preparedOf(id: string, topic: string): Promise<boolean> {
  const person = await town.person(id);
  const ticket = must(
    await town.app.parts.centres.takeTicket({
      ...{ centre: "kigali", topic, lang: "rw", person: person.id },
    }),
  );
  const [row] = await town.app.sql<{ prepared: boolean }[]>`
    select prepared from centres.ticket where id = ${ticket.id}`;
  return row?.prepared ?? false;
}

test("A hall knows of a form that was filled in at home, for what it is and for nobody else", async () => {
  assert.equal(await preparedOf("mukamana-vestine", civil), false);
  await draftOf(town, "birth-certificate", "mukamana-vestine");
  assert.equal(await preparedOf("mukamana-vestine", civil), true);
  assert.equal(await preparedOf("mukamana-vestine", "education"), false);
  assert.equal(await preparedOf("habimana-eric", civil), false);
  const { cases, catalogue } = town.app.parts;
  const def = catalogue.current("birth-certificate");
  assert.ok(def);
  const person = await town.person("habimana-eric");
  await cases.startDraft({ person: person.id, service: def.id, definition: def.version });
  assert.equal(
    await preparedOf("habimana-eric", civil),
    false,
    "a form only begun is not filled in",
  );
});
