import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { governmentCopied } from "./every-kind-given.ts";
import { opened, sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const notice = "is still open. Go on only if you need another one.";

test("Whoever has an open application is told so before they answer anything", async () => {
  const service = "national-id-replacement";
  const { reference } = await sent(town, service);
  const person = await inEnglish(town, "habimana-eric");
  const first = await person.get(`/services/${service}/start`);
  assert.match(first.path, /^\/drafts\/[^/]+\/page\//);
  says(first, `Your application ${reference} for this service`, notice);
  const again = await person.get(first.path);
  assert.ok(!again.body.includes(notice), "it is said once");
});

const traveller = "mammadova-leyla";
const already = "You have an open application for the same service";

const dayFields = (name: string, day: string, month: string, year: string) => ({
  ...{ [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year },
});

test("One for another child is not told; one for the same is, once it is named", async () => {
  const open = await sent(town, "birth-certificate");
  const person = await inEnglish(town, "habimana-eric");
  const first = await person.get("/services/birth-certificate/start");
  assert.doesNotMatch(first.body, /open application|is still open/, "nobody is named yet");
  const base = first.path.replace(/\/page\/.*/, "/page");
  const child = await person.post(`${base}/who`, { who: "child" });
  assert.doesNotMatch(child.body, /open application|is still open/);
  const about = {
    ...{ child_can: "CAN-2026-000123", "child_birth_date-day": "14" },
    ...{ "child_birth_date-month": "3", "child_birth_date-year": "2026" },
  };
  const named = (name: string) => person.post(`${base}/child`, { ...about, child_name: name });
  const other = await named("Uwase Keza");
  assert.match(other.path, /\/page\/certificate$/);
  assert.doesNotMatch(other.body, /open application|is still open/, "for another child");
  const same = await named("Uwase Ineza");
  assert.match(same.path, /\/page\/certificate\?already=1$/);
  says(same, already, `Your application ${open.reference} for “Birth certificate”, sent on`);
  assert.match(same.body, new RegExp(`href="/applications/${open.caseId}"`));
  await person.get(`${base}/who`);
  const self = await person.post(`${base}/who`, { who: "self" });
  assert.match(self.path, /\/page\/certificate$/);
  assert.doesNotMatch(self.body, /open application|is still open/, "for themselves");
});

test("Where the papers follow what it is about, they are told above the papers", async () => {
  const folder = governmentCopied("rw");
  const service = "visa-for-azerbaijanis";
  for (const name of ["service", "rw", "fr", "az"]) {
    const file = join(folder, "services", service, `${name}.yaml`);
    // Without its last page: the one before asks for the name.
    const text = readFileSync(file, "utf8").replace(/^ {2}contact:\n(?: {4}.*\n)+/m, "");
    writeFileSync(file, text);
  }
  const other = await startTown(undefined, folder);
  try {
    const { caseId, reference } = await sent(other, service, {
      person: traveller,
      answers: { email: undefined },
    });
    const person = await inEnglish(other, traveller);
    const first = await person.get(`/services/${service}/start`);
    const base = first.path.replace(/\/page\/.*/, "");
    const answer = async (page: string, fields: Record<string, string>) => {
      await person.get(`${base}/page/${page}`);
      return person.post(`${base}/page/${page}`, fields);
    };
    await answer("traveller", { nationality: "AZ", passport_kind: "ordinary" });
    await answer("visa", { visa_class: "v1", entries: "single" });
    await answer("journey", dayFields("arrival", "20", "12", "2026"));
    const papers = await answer("passport", {
      ...{ passport_name: "Leyla Məmmədova", passport_number: "C00000002" },
      ...dayFields("passport_expires", "20", "6", "2028"),
    });
    assert.equal(papers.path, `${base}/documents?already=1`);
    says(papers, already, reference);
    assert.match(papers.body, new RegExp(`href="/applications/${caseId}"`));
    const again = await person.get(`${base}/documents`);
    assert.ok(!again.body.includes(already), "it is said once");
  } finally {
    await other.close();
    rmSync(join(folder, ".."), { recursive: true });
  }
});

test("Nobody is told of an application for another service", async () => {
  await sent(town, "recognition-of-foreign-degree", { person: "uwimana-sandrine" });
  const person = await inEnglish(town, "uwimana-sandrine");
  const other = await person.get("/services/birth-certificate/start");
  assert.match(other.path, /^\/drafts\//);
  assert.ok(!other.body.includes(notice));
});

test("What the supervisor leaves lying as well comes to the director", async () => {
  const { caseId } = await sent(town, "phytosanitary-certificate");
  const escalated = async (day: string) => {
    town.setClock(`${day}T16:00:00Z`);
    await town.settle();
    const [task] = (await opened(town, caseId)).state.tasks;
    return [task?.escalated ?? false, task?.escalatedTo];
  };
  assert.deepEqual(await escalated("2026-11-23"), [false, undefined]);
  assert.deepEqual(await escalated("2026-11-25"), [true, undefined]);
  assert.deepEqual(await escalated("2026-11-30"), [true, "director"]);
});
