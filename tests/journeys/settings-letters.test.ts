/** A government says a letter in its own words: checked, seen as PDF, on every server, exported. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { letters, samples } from "../../src/acts/index.ts";
import { exportEdits, readGovernment } from "../../src/catalogue/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { readPdf } from "../pdf.ts";
import type { Town } from "../town.ts";
import { completed, inEnglish, says } from "./apply-given.ts";
import { kioskOf, takenAt } from "./hall-given.ts";
import { sent } from "./office-given.ts";
import { twoServers } from "./settings-given.ts";

const service = "birth-certificate";
const mother = "mukamana-vestine";
const { town, second, admin } = await twoServers();

const path = "/admin/texts/letters/refused";
const own = {
  title: "The registrar could not grant this",
  decided: "We looked at {reference} and cannot grant it for the ground named here.",
  appeal: "Write to {authority} before {date} if you do not agree.",
  "no-appeal": "There is no appeal against this decision.",
  fees: "Ask the registrar about the fee.",
  besides: "Bring the card of the health centre\nwhen you apply again for {service}.",
};
const open = (lang: string, of = service) => admin.get(`${path}?service=${of}&lang=${lang}`);

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

/** An application that is refused a minute later than anything before. */
async function refused(): Promise<string> {
  const { caseId } = await sent(town, service, { person: mother });
  later();
  await completed(town, caseId, "register-check", "not-found", {
    ...{ code: "not-registered" },
    statement: { id: newId(), text: "No entry for this day." },
  });
  await town.settle();
  later();
  return caseId;
}

function later(): void {
  const instant = new Date(town.now().getTime() + 60_000).toISOString();
  for (const server of [town, second]) server.setClock(instant);
}

const before = await refused();

/** The letter of a refusal, as this server draws it for the applicant. */
async function letterBy(server: Town, caseId: string, lang = "en"): Promise<string> {
  const person = await inEnglish(server, mother);
  const { bytes } = await person.download(`/applications/${caseId}/decision/${lang}`);
  return oneLine((await readPdf(bytes)).text);
}

describe("An administrator changes the words of a letter", () => {
  it("is told what is wrong with a part, at its field", async () => {
    says(await admin.get("/admin/texts"), "Letters to people", "Decision: refused");
    says(await open("en"), "How to appeal", "{authority} {date}");
    const wrong = await admin.post(`${path}/words`, { ...own, title: "", appeal: "Ask {name}" });
    assert.equal(wrong.status, 422);
    says(wrong, "Enter the text", "Nothing can be filled in for {name}");
    const long = await admin.post(`${path}/words`, { ...own, besides: "Word ".repeat(301) });
    assert.equal(long.status, 422);
    says(long, "Enter at most 1,500 characters");
  });

  it("sees it as PDF while nothing is changed; then every server draws so", async () => {
    await open("en");
    const preview = await admin.post(`${path}/words`, own);
    says(preview, "Nothing is changed yet", "See: refused", "See: refused, no appeal");
    const { status, bytes } = await admin.download(`${path}/sample`, { sample: "refused" });
    assert.equal(status, 200);
    const drawn = oneLine((await readPdf(bytes)).text);
    assert.match(drawn, /The registrar could not grant this .* Write to .* if you do not agree/);
    assert.match(drawn, /when you apply again for Birth/);

    await admin.post(`${path}/words`, own);
    says(await admin.post(`${path}/words`, { ...own, sure: "yes" }), "The change is made");
    await second.app.parts.live.look();
    const since = await refused();
    for (const server of [town, second]) {
      const letter = await letterBy(server, since);
      assert.match(letter, /The registrar could not grant this/);
      assert.match(letter, /We looked at [A-Z0-9-]+ and cannot grant it/);
      assert.match(letter, /Bring the card of the health centre when you apply again for Birth/);
    }
    assert.match(
      await letterBy(town, since, "fr"),
      /Décision : refus .* Bring the card/,
      "as none in French",
    );
    for (const server of [town, second])
      assert.doesNotMatch(await letterBy(server, before), /registrar could not|Bring the card/);
    says(await admin.get("/admin/changes"), "Letters to people", `refused.${service}.en`);
  });

  it("exports it with the files of the government, from which another starts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hamwe-letters-"));
    cpSync("jurisdictions/rw", folder, { recursive: true });
    assert.ok((await exportEdits(town.app.sql, folder)).includes("letters.yaml"));
    const text = readFileSync(join(folder, "letters.yaml"), "utf8");
    assert.doesNotMatch(text, /There is no appeal/, "what is as usual is not its own");
    const { "no-appeal": _, ...changed } = own;
    const { government } = readGovernment(folder);
    assert.deepEqual(government?.jurisdiction.letters?.[`refused.${service}.en`], changed);
    rmSync(folder, { recursive: true });
  });

  it("goes back to the usual words; a change that somebody else made is not lost", async () => {
    await open("en");
    const stale = await admin.post(`${path}/words`, { ...own, title: "X", seen: "0", sure: "yes" });
    assert.equal(stale.status, 409);
    await open("en");
    const between = await refused();
    const back = await admin.post(`${path}/reset`);
    says(back, "The change is made");
    assert.doesNotMatch(back.body, /Back to the usual words/);
    assert.match(await letterBy(town, between), /registrar could not/, "as it was decided");
    assert.doesNotMatch(await letterBy(town, await refused()), /registrar could not/);
  });

  it("sees every letter in every case and language, each part of it in one of them", async () => {
    for (const [letter, parts] of Object.entries(letters)) {
      const address = `/admin/texts/letters/${letter}`;
      const marks = Object.keys(parts).map((part) => [part, `Mark of ${part}`] as const);
      const seen = new Set<string>();
      for (const sample of samples[letter as keyof typeof samples]) {
        await admin.get(`${address}?service=all&lang=en`);
        const typed = { ...Object.fromEntries(marks), besides: "", sample };
        await admin.post(`${address}/words`, typed);
        const { status, bytes } = await admin.download(`${address}/sample`, typed);
        assert.equal(status, 200, `${letter} ${sample}`);
        const pdf = await readPdf(bytes);
        assert.equal(pdf.pages, 1);
        for (const [part, mark] of marks) if (oneLine(pdf.text).includes(mark)) seen.add(part);
      }
      assert.deepEqual([...seen].sort(), Object.keys(parts).sort(), letter);
    }
  });

  it("says what to bring on a ticket and for an appointment of one service", async () => {
    const bring = "Bring {reference} and your card to {service}.";
    for (const [slip, of] of [
      ["ticket", "all"],
      ["appointment", service],
    ] as const) {
      const address = `/admin/texts/letters/${slip}`;
      await admin.get(`${address}?service=${of}&lang=en`);
      await admin.post(`${address}/words`, { bring, besides: "" });
      says(
        await admin.post(`${address}/words`, { bring, besides: "", sure: "yes" }),
        "The change is made",
      );
    }
    await second.app.parts.live.look();
    const taken = await takenAt(await kioskOf(second));
    assert.match(taken.text, new RegExp(`Bring ${taken.number} and your card to`));
    const person = await inEnglish(second, mother);
    const book = "/centres/kigali/book";
    const slot = "topic=civil-status-and-identity&at=2026-11-27T07:00:00.000Z";
    const slipOf = async (more: string) => {
      await person.get(`${book}?${slot}${more}`);
      const done = await person.post(book);
      const { bytes } = await person.download(`${done.path}/slip/en`);
      await person.get(`${done.path}/cancel`);
      await person.post(`${done.path}/cancel`);
      return oneLine((await readPdf(bytes)).text);
    };
    const slip = await slipOf(`&service=${service}`);
    assert.match(slip, /Bring [A-Z0-9]{4} and your card to Birth certificate/);
    assert.match(await slipOf(""), /Bring an identity document/, "of no service in particular");
  });

  it("is refused to everybody else", async () => {
    const clerk = await town.as("officer-mutesi");
    assert.equal((await clerk.get(path)).status, 403);
  });
});
