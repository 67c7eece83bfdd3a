import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import { registerEntryTyped } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, formOfAct, give, opened, page, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

async function desk(id: string) {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

const corrected = { ...registerEntryTyped, "find.sex": "male", differs: "yes" };

describe("A finding that its officer corrects", () => {
  it("says what it was until when and by whom, to whoever decides next as well", async () => {
    const { caseId } = await sent(town, "birth-certificate");
    const registrar = await desk("officer-mutesi");
    await decide(registrar, caseId, "found");
    const secretary = await desk("officer-nsengimana");
    const theirs = await secretary.get(page(caseId));
    assert.doesNotMatch(theirs.body, /value="correct-finding"/, "it is not theirs to correct");
    const act = `${page(caseId)}/act`;
    await registrar.get(page(caseId));
    const form = formOfAct(registrar, "correct-finding");
    const wrong = await registrar.post(act, { ...form, ...corrected, "find.mother": "" });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /<details[^>]* open/, "the form comes back with what is wrong");
    assert.match(wrong.body, /href="#correct-finding-1-register-check-find\.mother"/);
    const done = await registrar.post(act, { ...form, ...corrected });
    says(done, "the finding is corrected", "Finding corrected: Check in the civil register");
    for (const { body } of [done, await secretary.get(page(caseId))])
      assert.match(body, /<strong>Male<\/strong>\s*<span[^>]*>· was Female until [^<]* Mutesi/);
    const again = await give(secretary, caseId, "claim");
    says(again, "Male");
    await give(secretary, caseId, "complete", { outcome: "sign" });
    await town.settle();
    const { state, history } = await opened(town, caseId);
    assert.equal(state.status, "granted");
    assert.doesNotMatch(JSON.stringify(history), /female/, "it can be erased");
    const anew = { ...form, ...registerEntryTyped, differs: "yes", key: newId() };
    const late = await registrar.post(act, anew);
    assert.equal(late.status, 409);
    const file = await registrar.get(page(caseId));
    assert.doesNotMatch(file.body, /value="correct-finding"/);
  });

  it("is told where another officer corrects it, and where nothing is changed", async () => {
    const { caseId } = await sent(town, "birth-certificate");
    const registrar = await desk("officer-mutesi");
    await decide(registrar, caseId, "found");
    await registrar.get(page(caseId));
    const form = formOfAct(registrar, "correct-finding");
    const same = { ...form, ...registerEntryTyped, differs: "yes" };
    const none = await registrar.post(`${page(caseId)}/act`, same);
    assert.equal(none.status, 422);
    const secretary = await desk("officer-nsengimana");
    await secretary.get(page(caseId));
    const own = { ...formOfAct(secretary, "claim"), ...corrected, outcome: "found" };
    const theirs = { ...own, act: "correct-finding", task: "1.register-check" };
    const refused = await secretary.post(`${page(caseId)}/act`, theirs);
    assert.equal(refused.status, 403);
  });
});
