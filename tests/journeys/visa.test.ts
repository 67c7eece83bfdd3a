import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says } from "./apply-given.ts";
import { sent } from "./office-given.ts";

const service = "visa-for-azerbaijanis";
let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
});
after(() => town.close());

test("The page of the visa says how long which kind is valid, and where that stands", async () => {
  const page = await town.guest().get(`/services/${service}?lang=en`);
  says(page, "Valid for 30 days. If you want to enter once");
  says(page, "Otherwise: Valid for 90 days.");
});

test("A visa for one entry ends after thirty days, one for several after ninety", async () => {
  const last = { single: "23 December 2026", multiple: "21 February 2027" };
  for (const [entries, day] of Object.entries(last)) {
    const { caseId } = await sent(town, service, { person: "ishimwe-kevin", answers: { entries } });
    await completed(town, caseId, "examination", "support");
    await completed(town, caseId, "decision", "grant");
    await town.settle();
    const person = await inEnglish(town, "ishimwe-kevin");
    says(await person.get(`/applications/${caseId}`), "Approved", day);
  }
  const [papers] = await town.app.sql<{ ends: string[] }[]>`
    select array_agg(valid_until order by valid_until) as ends
    from credentials.credential`;
  assert.deepEqual(papers?.ends, ["2026-12-23", "2027-02-21"]);
});
