/** A price that changes on a day: who sends before pays the old one, however late he pays. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, draftOf, goThrough } from "../apply.ts";
import { startTown, type Town } from "../town.ts";
import { completed, idIn, inEnglish, says } from "./apply-given.ts";

const governments = join(import.meta.dirname, "../../jurisdictions");
const source = "https://example.org/tariff";
/**
 * 500 francs until the last evening of November, Kigali time; 700 from the first of December on.
 */
const tariffs = `    tariffs:
      - {from: 2026-12-01, amount: 700, source: "${source}", checkedOn: 2026-11-23}
      - {amount: 500, source: "${source}", checkedOn: 2026-11-23}
`;
const lastEvening = "2026-11-30T21:59:00Z";
const firstNight = "2026-11-30T22:00:00Z";

let town: Town;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "hamwe-tariff-"));
  cpSync(governments, folder, { recursive: true });
  const file = join(folder, "rw/services/birth-certificate/service.yaml");
  const text = readFileSync(file, "utf8");
  const dated = text.replace(/ {4}amount: 500\n {4}source: .*\n {4}checkedOn: .*\n/, tariffs);
  assert.notEqual(dated, text);
  writeFileSync(file, dated);
  town = await startTown(lastEvening, join(folder, "rw"));
});
after(async () => {
  await town?.close();
  rmSync(folder, { recursive: true, force: true });
});

function brought() {
  const def = town.app.catalogue.current("birth-certificate");
  assert.ok(def);
  const answers = { who: "self", reason: "work", district: "huye", sector: "huye.ngoma" };
  return { def, answers: { ...answers, phone: "+250700000002" }, files: new Map<string, File>() };
}

const kevin = () => inEnglish(town, "ishimwe-kevin");

test("The page tells the price of the day, and when the next one begins", async () => {
  town.setClock(lastEvening);
  const page = await (await kevin()).get("/services/birth-certificate");
  says(page, "500 Frw", "1 December 2026");
});

test("Who sends on the last evening of a tariff pays by it, though the bill comes and is paid under the next", async () => {
  town.setClock(lastEvening);
  const person = await kevin();
  const sent = await goThrough(person, await begin(person, "birth-certificate"), brought());
  says(sent, "Pay 500 Frw");
  town.setClock("2026-12-01T08:00:00Z");
  await town.settle();
  const later = await kevin();
  const application = `/applications/${idIn(sent)}`;
  says(await later.get(application), "To pay: 500 Frw");
  await later.get(`${application}/pay`);
  const sandbox = await later.post(`${application}/pay`, { method: "card" });
  says(await later.post(sandbox.path, { act: "pay" }), "Payment received", "500 Frw");
  await town.settle();
  await completed(town, idIn(sent), "register-check", "found");
  says(await later.get("/services/birth-certificate"), "700 Frw");
});

test("A draft of the last evening that is sent a minute later pays the new price", async () => {
  town.setClock(lastEvening);
  const person = await kevin();
  const draft = draftOf(await begin(person, "birth-certificate"));
  town.setClock(firstNight);
  const again = await kevin();
  const sent = await goThrough(again, await again.get(`/drafts/${draft}`), brought());
  says(sent, "Pay 700 Frw");
});
