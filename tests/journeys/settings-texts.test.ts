/** A government says a message in its own words: checked, previewed, on every server, exported. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { exportEdits, readGovernment } from "../../src/catalogue/index.ts";
import { templates } from "../../src/messages/index.ts";
import type { Town } from "../town.ts";
import { requested, says } from "./apply-given.ts";
import { sent } from "./office-given.ts";
import { twoServers } from "./settings-given.ts";

const service = "birth-certificate";
const person = "mukamana-vestine";
const { town, second, admin } = await twoServers();

const path = "/admin/texts/request";
const own = {
  sms: "{reference}: the registrar asks for {what} until {date}. Dial {dial}",
  subject: "The registrar has a question about {reference}",
  body: "Please answer until {date}:\n\n{what}",
};
const open = (lang: string, of = service) => admin.get(`${path}?service=${of}&lang=${lang}`);

/** The subject of what the applicant was asked, as this server writes it. */
async function askedBy(server: Town): Promise<string | undefined> {
  const { caseId } = await sent(server, service, { person });
  await requested(server, caseId, ["child_name"], "Is it Ineza?");
  await server.settle();
  const [row] = await town.database.ownerSql<{ subject: string; body: string }[]>`
    select subject, body from messages.outbox
    where case_id = ${caseId} and template = 'request' and channel = 'sms'`;
  return row && `${row.subject} | ${row.body}`;
}

describe("An administrator changes the words of a message", () => {
  it("reads when each message is sent, not its key", async () => {
    const { body } = await admin.get("/admin/texts");
    const hints = [...body.matchAll(/<span class="govuk-hint">([^<]*)<\/span>/g)].map(
      ([, hint = ""]) => hint,
    );
    assert.equal(hints.length, Object.keys(templates).length);
    assert.equal(new Set(hints).size, hints.length, "no two occasions read the same");
    assert.ok(hints.includes("A fee has to be paid"));
    assert.doesNotMatch(body, /\{\w+\}/, "titles have an example where something is filled in");
    const outside = body.replaceAll(/<details[\s\S]*?<\/details>/g, "");
    assert.doesNotMatch(outside, /govuk-hint/, "in parts that are folded at first");
    assert.doesNotMatch(body, /<details[^>]* open/);
    for (const hint of hints) assert.ok(!(hint in templates), hint);
  });

  it("is told what is wrong with a text, at its field", async () => {
    await open("en");
    const places = await admin.post(`${path}/words`, {
      ...own,
      sms: "{name}: {reference}",
      body: "",
    });
    assert.equal(places.status, 422);
    says(places, "Nothing can be filled in for {name}", "Enter the text");
    const long = await admin.post(`${path}/words`, {
      ...own,
      sms: `${own.sms} ${"more words ".repeat(12)}`,
    });
    assert.equal(long.status, 422);
    says(long, "With long names the SMS takes 2 parts; it may take 1");
    const code = "/admin/texts/confirm-code";
    await admin.get(code);
    const lost = await admin.post(`${code}/words`, {
      sms: "Hello",
      subject: "Hello",
      body: "{code}",
    });
    says(lost, "The text needs {code}");
  });

  it("sees an example first; then it is sent so, for this service, by every server", async () => {
    const usual = await askedBy(town);
    assert.doesNotMatch(usual ?? "", /registrar/);
    await open("en");
    const shown = await admin.post(`${path}/words`, own);
    assert.equal(shown.status, 200);
    says(shown, "7KQ3M-9XFRT: the registrar asks for", "Nothing is changed yet", "1 part");
    assert.equal(await askedBy(town).then((text) => /registrar/.test(text ?? "")), false);
    const done = await admin.post(`${path}/words`, { ...own, sure: "yes" });
    says(done, "The change is made", "Own words");
    const pattern = /^The registrar has a question about \S+ \| \S+: the registrar asks for/;
    assert.match((await askedBy(town)) ?? "", pattern);
    await second.app.parts.live.look();
    assert.match((await askedBy(second)) ?? "", pattern);
    says(await admin.get("/admin/changes"), "Setting changed", "request.birth-certificate.en");
  });

  it("exports it with the files of the government, from which another starts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hamwe-texts-"));
    cpSync("jurisdictions/rw", folder, { recursive: true });
    assert.ok((await exportEdits(town.app.sql, folder)).includes("texts.yaml"));
    assert.match(
      readFileSync(join(folder, "texts.yaml"), "utf8"),
      /request\.birth-certificate\.en/,
    );
    const { government } = readGovernment(folder);
    assert.deepEqual(government?.jurisdiction.texts?.["request.birth-certificate.en"], own);
    rmSync(folder, { recursive: true });
  });

  it("goes back to the usual words; a change that somebody else made is not lost", async () => {
    await open("en");
    const stale = await admin.post(`${path}/words`, {
      ...own,
      subject: "Another",
      seen: "0",
      sure: "yes",
    });
    assert.equal(stale.status, 409);
    await open("en");
    const back = await admin.post(`${path}/reset`);
    says(back, "The change is made");
    assert.doesNotMatch(back.body, /Back to the usual words/);
    assert.doesNotMatch((await askedBy(town)) ?? "", /registrar/);
  });

  it("goes on editing from the preview, nothing typed lost", async () => {
    await open("en");
    says(await admin.post(`${path}/words`, own), "Go on editing");
    const again = await admin.post(`${path}/words`, { ...own, again: "yes" });
    assert.equal(again.status, 200);
    assert.match(again.body, /value="The registrar has a question about \{reference\}"/);
    assert.doesNotMatch(again.body, /name="sure"/);
  });

  it("is refused to everybody else", async () => {
    const clerk = await town.as("officer-mutesi");
    assert.equal((await clerk.get("/admin/texts")).status, 403);
  });
});
