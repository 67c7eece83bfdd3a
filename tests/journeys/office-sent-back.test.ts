import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { registerEntry } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { decide, give, opened, page, sent } from "./office-given.ts";

const why = "The name of the mother is not the one in the register.";
let town: Town;
let caseId: string;

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

const panelOf = (body: string): string =>
  /class="hw-box of-panel"([\s\S]*?)<\/section>/.exec(body)?.[1] ?? "";

async function noticesOf(name: string): Promise<readonly string[]> {
  const [officer] = await town.database.ownerSql<{ id: string }[]>`
    select id from auth.officer where name = ${name}`;
  const all = await town.app.parts.notifications.of(officer?.id ?? "");
  return all.filter((each) => each.caseId === caseId).map(({ kind }) => kind);
}

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("A file that a colleague sends back", () => {
  it("rings for whoever did the step, who reads why above the entries of before", async () => {
    caseId = (await sent(town, "birth-certificate", { person: "mukamana-vestine" })).caseId;
    const registrar = await desk("officer-mutesi");
    await decide(registrar, caseId, "found");
    const signer = await desk("officer-nsengimana");
    await decide(signer, caseId, "return", { text: why });
    await town.settle();
    assert.deepEqual(await noticesOf("Mutesi Jeannette"), ["sent-back"]);
    const { body } = await registrar.get(page(caseId));
    const [found = ""] = /aria-labelledby="found"[\s\S]*?<\/section>/.exec(body) ?? [];
    assert.match(found, /Send back for another check[\s\S]*Nsengimana/);
    assert.ok(!found.includes(why), "why stands in the panel alone");
    const elsewhere = (await (await desk("officer-nsengimana")).get(page(caseId))).body;
    assert.ok(!panelOf(elsewhere).includes(why) && elsewhere.includes(why), "of another officer");
    const free = panelOf(body);
    assert.match(free, /Send back for another check[\s\S]*The name of the mother is not/);
    const claimed = panelOf((await give(registrar, caseId, "claim")).body);
    const [mother = ""] = /<input[^>]*name="find\.mother"[^>]*>/.exec(claimed) ?? [];
    assert.ok(mother.includes(`value="${registerEntry.mother}"`), mother);
    assert.ok(claimed.indexOf("The name of the mother is not") < claimed.indexOf('name="outcome"'));
  });

  it("has no entries of before where the answers changed since", async () => {
    const registrar = await desk("officer-mutesi");
    const ask = { fields: "child_name", text: "The whole name, please." };
    await give(registrar, caseId, "ask", ask);
    const person = await town.person("mukamana-vestine");
    const answers = { ...(await opened(town, caseId)).answers, child_name: "Ineza Keza Gwiza" };
    const answering = { caseId, person: person.id, papers: [], answers };
    const answered = await town.app.parts.cases.answerRequest(answering);
    assert.ok(answered.ok, JSON.stringify(answered));
    const panel = panelOf((await registrar.get(page(caseId))).body);
    assert.match(panel, /name="find.mother"/);
    assert.doesNotMatch(panel, new RegExp(registerEntry.mother));
    assert.match(panel, /The name of the mother is not/);
  });

  it("is said to the first officer when the second one does not sign", async () => {
    caseId = (await sent(town, "mineral-exploration-licence")).caseId;
    await decide(await desk("officer-nkurunziza"), caseId, "complete");
    await decide(await desk("officer-uwera"), caseId, "support");
    await decide(await desk("officer-hakizimana"), caseId, "support");
    const first = await desk("officer-rugamba");
    await decide(first, caseId, "grant");
    const second = await desk("officer-ingabire");
    await give(second, caseId, "claim");
    await give(second, caseId, "return", { text: "Block 2 is a park." });
    await town.settle();
    assert.deepEqual(await noticesOf("Rugamba Emmanuel"), ["sent-back"]);
    const panel = panelOf((await first.get(page(caseId))).body);
    assert.match(panel, /Ingabire Alice[\s\S]*Block 2 is a park\./);
    await decide(first, caseId, "grant");
    const signed = panelOf((await first.get(page(caseId))).body);
    assert.doesNotMatch(signed, /Block 2 is a park/);
  });

  it("after an appeal is somebody else's, or hers again for want of anybody else", async () => {
    caseId = (await sent(town, "birth-certificate", { person: "mukamana-vestine" })).caseId;
    const registrar = await desk("officer-mutesi");
    const no = { code: "not-registered", text: "There is no such entry." };
    await decide(registrar, caseId, "not-found", no);
    await town.settle();
    const { id } = await town.person("mukamana-vestine");
    const statement = { id: newId(), text: "I have the old paper." };
    const actor = { kind: "person", id } as const;
    const command = { type: "appeal", statement } as const;
    must(await town.app.parts.cases.give({ caseId, actor, command }));
    for (const member of ["officer-karangwa", "officer-mukantwari"])
      await give(await desk(member), caseId, "complete", { outcome: "remitted", text: "Look." });
    await town.settle();
    assert.equal((await opened(town, caseId)).state.status, "in-review");
    assert.deepEqual(await noticesOf("Mutesi Jeannette"), []);
    assert.deepEqual(await noticesOf("Murekatete Solange"), ["review-anew"]);
    const barred = panelOf((await registrar.get(page(caseId))).body);
    assert.match(barred, /You decided this application before the appeal/);
    assert.doesNotMatch(barred, /value="claim"/);

    const supervisor = await desk("officer-murekatete");
    const { body } = await supervisor.get(page(caseId));
    const [, mutesi = ""] = /<option value="([^"]+)"[^>]*>\s*Mutesi/.exec(body) ?? [];
    assert.notEqual(mutesi, "", "nobody else holds the role in this office");
    await give(supervisor, caseId, "assign", { to: mutesi });
    const hers = (await registrar.get(page(caseId))).body;
    assert.match(hers, /They may do so again, because nobody else holds the role/);
    assert.match(panelOf(hers), /name="outcome"/);
  });
});
