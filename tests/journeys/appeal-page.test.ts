import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { bySystem, decide, formOfAct, give, opened, page, pdfFrom, sent } from "./office-given.ts";

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

/** A refused exploration licence, whose appeal is ready for the panel. */
async function licenceAppealed(): Promise<string> {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  const clerk = await town.as("officer-nkurunziza");
  await clerk.get("/office?lang=en");
  await decide(clerk, caseId, "overlap", { code: "overlap", text: "The corner is licensed." });
  const { id } = await town.person("habimana-eric");
  const statement = { id: newId(), text: "The overlap was removed." };
  const command = { type: "appeal", statement } as const;
  must(await town.app.parts.cases.give({ caseId, command, actor: { kind: "person", id } }));
  const boss = await town.as("officer-kayitesi");
  await boss.get("/office?lang=en");
  await give(boss, caseId, "take-over");
  const text = "The newest map has no overlap.";
  await give(boss, caseId, "complete", { outcome: "accepts", text });
  return caseId;
}

const toldOf = async (caseId: string, template: string) => {
  await town.settle();
  const rows = await town.app.sql<{ body: string }[]>`
    select body from messages.outbox
    where case_id = ${caseId} and template = ${template} and channel = 'sms'`;
  return rows.map(({ body }) => body);
};

describe("What the applicant is told of an appeal", () => {
  it("is its outcome, and no document is promised while a fee is due", async () => {
    const caseId = await licenceAppealed();
    const own = await town.as("habimana-eric");
    await own.get("/services?lang=en");
    const progress = /appeal<span[\s\S]{0,400}?<\/li>/.exec(
      (await own.get(`/applications/${caseId}`)).body,
    );
    assert.match(progress?.[0] ?? "", /promised by/, "a day to come says what it is");
    for (const id of ["officer-karangwa", "officer-sebahire"]) {
      const member = await town.as(id);
      await member.get("/office?lang=en");
      const vote = { outcome: "overturned", text: "The map is right." };
      await give(member, caseId, "complete", vote);
    }
    const { status, submitted } = (await opened(town, caseId)).state;
    assert.equal(status, "granted-awaiting-payment");
    const candidate = await town.as("habimana-eric");
    const { bytes } = await candidate.download(`/applications/${caseId}/decision/en`);
    const letter = (await readPdf(bytes)).text.replaceAll(/\s+/g, " ");
    const head = letter.slice(0, letter.indexOf("Habimana Eric"));
    assert.match(head, /Administrative Appeals Panel/, "who decided the appeal stands above it");
    assert.doesNotMatch(head, /Rwanda Mines/);
    assert.match(head, /The licence is granted/);
    assert.match(letter, /Your appeal succeeded: .* your application is approved\./);
    assert.match(letter, /Karangwa \w+, Sebahire \w+ Committee, /, "all who voted sign it");
    const [appeal] = await toldOf(caseId, "appeal-decided");
    assert.match(appeal ?? "", /is decided: The licence is granted\./);
    const [approved] = await toldOf(caseId, "granted-to-pay");
    assert.match(approved ?? "", /is approved\. Pay the fee to get the document\./);
    assert.deepEqual(await toldOf(caseId, "granted"), []);
    for (const { id: fee, due } of submitted?.fees ?? [])
      if (due === "grant") await bySystem(town, caseId, { type: "record-payment", fee, bill: fee });
    const [ready] = await toldOf(caseId, "granted");
    assert.match(ready ?? "", /The document is on the web/);
  });

  it("is shown before, with the letter and its part on the appeal", async () => {
    const caseId = await licenceAppealed();
    const panel = await town.as("officer-karangwa");
    await panel.get("/office?lang=en");
    const file = await panel.get(page(caseId));
    assert.doesNotMatch(file.body, /value="claim"/, "no member takes it in hand");
    const form = {
      ...formOfAct(panel, "complete"),
      outcome: "overturned",
      text: "The map is right.",
    };
    const act = `${page(caseId)}/act`;
    const shown = await panel.post(act, { ...form, _action: "preview" });
    assert.match(shown.body, /is decided: The licence is granted\./);
    const letter = await pdfFrom(town, panel, act, { ...form, _action: "letter" });
    const { text } = await readPdf(letter);
    for (const words of ["Decision on the appeal", "The licence is granted", "The map is right."])
      assert.ok(text.includes(words), `${words} in ${text}`);
    assert.equal(text.split("The map is right.").length, 2, "the reason is told once");
    assert.ok(!text.includes("Intake officer"), "whoever gave the opinion signs nothing");
    assert.equal((await opened(town, caseId)).state.status, "in-appeal");
  });
});
