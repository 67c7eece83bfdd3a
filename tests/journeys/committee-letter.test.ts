import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fitsScreens } from "../fits.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { appealIn, deskOf, hearAuthority } from "./committee-given.ts";
import { give, opened } from "./office-given.ts";

let town: Town;
const desk = (id: string) => deskOf(town, id);
const appealed = () => appealIn(town);
const heard = (caseId: string) => hearAuthority(town, caseId);

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("The letter of what a committee decided", () => {
  it("says that there was no majority, with the first reason and no member's words", async () => {
    const caseId = await appealed();
    await heard(caseId);
    await give(await desk("officer-sebahire"), caseId, "recuse", { text: "My cousin." });
    const [text, other] = ["I find it too late.", "It came in time."];
    await give(await desk("officer-karangwa"), caseId, "complete", { outcome: "upheld", text });
    const last = await desk("officer-mukantwari");
    await give(last, caseId, "complete", { outcome: "remitted", text: other });
    assert.equal((await opened(town, caseId)).state.status, "refused");
    const candidate = await town.as("ishimwe-kevin");
    await candidate.get("/?lang=en");
    const path = `/applications/${caseId}`;
    const { body } = await candidate.get(path);
    const { bytes } = await candidate.download(`${path}/decision/en`);
    const letter = (await readPdf(bytes)).text.replaceAll(/\s+/g, " ");
    for (const told of [body, letter]) {
      assert.match(told, /had no majority, so the first decision stands/);
      assert.match(told, /The transcript is missing\./, "the first reason is told still");
      assert.doesNotMatch(told, /I find it too late|It came in time/);
    }
    assert.match(letter, /No outcome had the majority of the 2 members/);
    await fitsScreens(town.url, candidate, path, "appeal-tied");
  });

  it("has the number of votes and the names of those alone who voted for it", async () => {
    const caseId = await appealed();
    await heard(caseId);
    const text = "The transcript is missing still.";
    await give(await desk("officer-karangwa"), caseId, "complete", { outcome: "remitted", text });
    await give(await desk("officer-mukantwari"), caseId, "complete", { outcome: "upheld", text });
    await give(await desk("officer-sebahire"), caseId, "complete", { outcome: "upheld", text });
    const candidate = await town.as("ishimwe-kevin");
    await candidate.get("/?lang=en");
    const path = `/applications/${caseId}`;
    const { body } = await candidate.get(path);
    assert.match(body, /What you can do[\s\S]*Your appeal was decided on \d+\sNovember\s2026: The/);
    await fitsScreens(town.url, candidate, path, "appeal-lost");
    const { bytes } = await candidate.download(`${path}/decision/en`);
    if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/letter.pdf`, bytes);
    const letter = await readPdf(bytes);
    assert.match(letter.text, /2 of 3 members voted for it/);
    assert.match(letter.text, /Mukantwari/);
    assert.match(letter.text, /Sebahire/);
    assert.doesNotMatch(letter.text, /Karangwa/);
  });
});
