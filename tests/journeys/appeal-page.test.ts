import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { startTown, type Town } from "../town.ts";
import { decide, page, sent } from "./office-given.ts";

const birth = "birth-certificate";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("The page of an appeal", () => {
  it("has the appeal and the contested decision side by side, above everything else", async () => {
    const { caseId } = await sent(town, birth);
    await town.settle();
    const registrar = await town.as("officer-mutesi");
    await registrar.get("/office?lang=en");
    const before = await registrar.get(page(caseId));
    assert.doesNotMatch(before.body, /class="of-appeal"/);
    const text = "No entry under this name.";
    await decide(registrar, caseId, "not-found", { code: "not-registered", text });
    const { id } = await town.person("habimana-eric");
    const statement = { id: newId(), text: "She was born in Kibagabaga hospital." };
    const command = { type: "appeal", statement } as const;
    const actor = { kind: "person", id } as const;
    must(await town.app.parts.cases.give({ caseId, command, actor }));
    await town.settle();
    const panel = town.officers.find(({ roles }) => roles.includes("panel-member"));
    const member = await town.as(panel?.id ?? "");
    await member.get("/office?lang=en");
    const shown = (await member.get(page(caseId))).body;
    const place = shown.indexOf('class="of-appeal"');
    assert.ok(place > 0 && place < shown.indexOf('id="answers"'), "above the answers");
    const box = shown.slice(place, shown.indexOf('id="answers"'));
    for (const words of [
      "She was born in Kibagabaga hospital.",
      "The decision that it is against",
      "Mutesi Jeannette",
      "There is no record of the birth in the register",
      "Law 32/2016",
      text,
    ])
      assert.ok(box.includes(words), words);
  });
});
