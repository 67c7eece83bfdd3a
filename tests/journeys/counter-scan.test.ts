/** A scan of the summary that somebody signed at a counter, in their file. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { attachScan } from "../../src/acts/index.ts";
import { type CaseId, isUuid, type OfficerId } from "../../src/kernel/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { caseIn, filled, josue, registered, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const nationalId = "1196680099999099";
const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);
const fileOf = (content: Buffer | string, name: string) => ({
  "document.signed-summary": new File([content], name),
});

test("Whoever has the signed summary attaches a scan, and the office sees it", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const visit = await registered(operator, josue);
  await town.database.ownerSql`
    update auth.person set level = 2 where national_id = ${nationalId}`;
  const base = await filled(operator, visit, "Umwali Keza");
  await operator.get(`${base}/check`);
  await operator.post(`${base}/ask`, { kind: "signature" });
  const receipt = await operator.post(`${base}/confirm`, { sheet: "true" });
  assert.match(receipt.path, /\/receipt$/, "nothing has to be attached to send");
  says(receipt, "with Uwase Claudine · Attach a scan of it (optional)");
  const caseId = caseIn(receipt) as CaseId;
  const path = `${visit}/applications/${caseId}/sheet`;
  says(await operator.get(path), "Scan of the signed summary");
  await fitsScreens(town.url, operator, path, "scan-of-sheet");
  const none = await operator.upload(path, {}, {});
  assert.equal(none.status, 422);
  const wrong = await operator.upload(path, {}, fileOf("a text", "sheet.txt"));
  assert.equal(wrong.status, 422, textOf(wrong));
  assert.match(wrong.body, /<a href="#document-signed-summary"/);
  const attached = await operator.upload(path, {}, fileOf(photo, "sheet.png"));
  assert.equal(attached.path, receipt.path, textOf(attached));
  assert.match(attached.body, /The scan of the signed summary is in the file/);
  says(attached, "Replace the scan");
  const link = /\/counter\/visits\/[0-9a-f-]{36}\/files\/([0-9a-f-]{36})/.exec(attached.body);
  const shown = await operator.get(link?.[0] ?? "");
  assert.equal(shown.headers.get("content-type"), "application/pdf", "its pages are one PDF");
  says(await operator.get(`${visit}/applications/${caseId}`), "Scan of the signed summary");

  await operator.get(path);
  await operator.upload(path, {}, fileOf(Buffer.concat([photo]), "again.png"));
  const { cases } = town.app.parts;
  const app = await cases.open(caseId);
  const [scan, ...others] = app?.taskFiles ?? [];
  assert.deepEqual([scan?.document, others.length], ["signed-summary", 0], "one at a time");

  const person = await personByNationalId(town.app.sql, nationalId);
  assert.ok(person);
  const [other] = await town.app.sql<{ id: OfficerId }[]>`
    select id from auth.officer where name = 'Mugabo Jean'`;
  assert.ok(isUuid(other?.id ?? ""));
  const file = await cases.findFile(scan?.id ?? "");
  const foreign = await attachScan(
    town.app.parts,
    { visit: { operator: other?.id as OfficerId }, person, caseId },
    { ...signed, content: file?.content ?? Buffer.from("") },
  );
  assert.deepEqual(foreign.ok || foreign.refusal.code, "counter.sheet-elsewhere");

  for (const { id: fee } of app?.state.submitted?.fees ?? [])
    await cases.give({
      ...{ caseId, command: { type: "record-payment", fee, bill: fee } },
      actor: { kind: "system" },
    });
  await town.settle();
  const registrar = await staff(town, "officer-mutesi");
  const office = await registrar.get(`/office/cases/${caseId}`);
  says(office, "Signed summary with Uwase Claudine Scan of the signed summary");
  await fitsScreens(town.url, registrar, `/office/cases/${caseId}`, "office-scan");
  await fitsScreens(town.url, operator, receipt.path, "receipt-scan");
  const paper = await registrar.get(`/office/cases/${caseId}/files/${scan?.id}`);
  assert.equal(paper.headers.get("content-type"), "application/pdf");
  const stranger = await staff(town, "uwase-claudine");
  const refused = await stranger.get(`/office/cases/${caseId}/files/${scan?.id}`);
  assert.notEqual(refused.headers.get("content-type"), "application/pdf");
});

const signed = {
  ...{ document: "signed-summary", name: "sheet.pdf", mediaType: "application/pdf" },
  sha256: "0".repeat(64),
};
