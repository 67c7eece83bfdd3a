import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import { attachmentsOf, readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { completed, says } from "./apply-given.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { exportedPdf, give, page, sent } from "./office-given.ts";

const degree = "recognition-of-foreign-degree";
let town: Town;
before(async () => {
  town = await startTown(undefined, undefined, undefined, [], { proofMinutes: 30 });
});
after(() => town?.close());

/** The PDF that the export answers with. */
const exported = (client: Client, caseId: string, fields = {}): Promise<Uint8Array> =>
  exportedPdf(town, client, caseId, fields);

async function file(): Promise<{ caseId: string; reference: string; officer: Client }> {
  const made = await sent(town, degree, { person: "uwimana-sandrine" });
  await town.settle();
  const officer = await town.as("officer-iradukunda");
  await officer.get("/office?lang=en");
  await give(officer, made.caseId, "claim");
  return { ...made, officer };
}

describe("A whole file as one PDF", () => {
  it("has answers, papers with their hashes, and the history with its own", async () => {
    const { caseId, reference, officer } = await file();
    const bytes = await exported(officer, caseId);
    const { text, isMarked, lang } = await readPdf(bytes);
    assert.ok(isMarked && lang === "en");
    for (const words of [reference, "Uwimana", "Application received", "Claimed", "Papers"])
      assert.ok(text.includes(words), words);
    const attached = await attachmentsOf(bytes);
    const history = attached.get("history.jsonl");
    assert.ok(history);
    const hash = createHash("sha256").update(history).digest("hex");
    assert.ok(text.replaceAll(/\s/g, "").includes(hash), "the hash of the history is printed");
    assert.match(Buffer.from(history).toString(), /"type":"CaseSubmitted"/);
    const papers = [...attached.keys()].filter((name) => name !== "history.jsonl");
    assert.ok(papers.length > 0);
    for (const content of attached.values()) {
      const own = createHash("sha256").update(content).digest("hex");
      assert.ok(text.replaceAll(/\s/g, "").includes(own));
    }
  });

  it("has internal notes only where the officer asks for them", async () => {
    const { caseId, officer } = await file();
    await officer.get(page(caseId));
    const key = /action="[^"]*\/notes"[\s\S]*?name="key" value="([^"]+)"/.exec(
      officer.last?.body ?? "",
    )?.[1];
    await officer.post(`${page(caseId)}/notes`, { key: key ?? "", text: "The seal looks odd." });
    const without = await readPdf(await exported(officer, caseId));
    assert.ok(!without.text.includes("The seal looks odd."));
    const withNotes = await readPdf(await exported(officer, caseId, { notes: "yes" }));
    assert.ok(withNotes.text.includes("The seal looks odd."));
  });

  it("has the day and the outcome of each decision, in order", async () => {
    const caseId = await appealIn(town);
    await hearAuthority(town, caseId);
    const later = (days: number) =>
      town.setClock(new Date(town.now().getTime() + days * 86_400_000).toISOString());
    later(1);
    const vote = { outcome: "remitted", text: "The transcript is there." };
    for (const id of ["officer-karangwa", "officer-sebahire"])
      await give(await deskOf(town, id), caseId, "complete", vote);
    later(1);
    await town.settle();
    await completed(town, caseId, "intake", "refuse", {
      ...{ code: "papers-incomplete", statement: { id: newId(), text: "It is not signed." } },
    });
    later(1);
    await town.settle();
    const text = (await readPdf(await exported(await deskOf(town, "officer-umutoni"), caseId)))
      .text;
    const words = text.replaceAll(/\s+/g, " ");
    const decisions = [
      "Decided on 23 November 2026, ..:.. – Refused",
      "Appeal decided on 24 November 2026, ..:.. – The application is decided on again",
      "Decided on 25 November 2026, ..:.. – Refused",
    ];
    assert.match(words, new RegExp(decisions.join(" ")));
  });

  it("is recorded, and its person sees who exported it", async () => {
    const { caseId, officer } = await file();
    await exported(officer, caseId);
    const person = await town.as("uwimana-sandrine");
    says(
      await person.get(`/applications/${caseId}/seen?lang=en`),
      "The whole application, as a PDF, for a court or an appeal panel",
    );
  });

  it("asks what it is for, and for a fresh proof of who exports it", async () => {
    const { caseId, officer } = await file();
    await officer.get(page(caseId));
    const aimless = await officer.post(`${page(caseId)}/export`, {});
    assert.equal(aimless.status, 422);
    says(aimless, "Select what the export is for.");
    for (let minutes = 0; minutes < 40; minutes += 10) {
      town.setClock(new Date(town.now().getTime() + 10 * 60_000).toISOString());
      await officer.get(page(caseId));
    }
    const late = await officer.post(`${page(caseId)}/export`, { why: "archive" });
    assert.match(late.path, /^\/staff\/proof/);
    const looks = await town.app.parts.cases.accessesOf(caseId);
    assert.ok(looks.every(({ what }) => what !== "export"));
  });

  it("is nobody's who may not read the file", async () => {
    const { caseId } = await file();
    const other = await town.as("officer-mutesi");
    await other.get("/office?lang=en");
    const refused = await other.post(`${page(caseId)}/export`, {});
    assert.equal(refused.status, 403);
  });
});
