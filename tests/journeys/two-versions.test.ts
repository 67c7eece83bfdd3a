/** Two servers of one government, of which the second has raised a version. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { idIn, inEnglish, says } from "./apply-given.ts";
import { answered, rwanda } from "./both-given.ts";
import { withEveryKind } from "./every-kind-given.ts";
import { decide } from "./office-given.ts";

let older: Town;
let newer: Town;
const folders = [1, 2].map((version) => withEveryKind("rw", rwanda.offered, version));
before(async () => {
  older = await startTown("2026-11-23T08:00:00Z", folders[0]);
  newer = await startTown("2026-11-23T08:00:00Z", folders[1], older);
});
after(async () => {
  await newer?.close();
  await older?.close();
  for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true });
});

/** As the service of a row of the worklist. */
const inRow = (title: string) => new RegExp(`of-work__what[^>]*>\\s*<span>\\s*${title}\\s*<`);

test("what was begun on the newer server goes on at the older one, which has not heard of it", async () => {
  const person = await inEnglish(newer, rwanda.person);
  const check = await answered(person, rwanda);
  const elsewhere = await inEnglish(older, rwanda.person);
  says(await elsewhere.get(check.path), "Every kind, version 2", "Check your answers");
  const sent = await elsewhere.post(check.path, { declaration: "true" });
  const application = `/applications/${idIn(sent)}`;
  await older.settle();
  says(await elsewhere.get("/applications"), "Every kind, version 2");
  await elsewhere.get(`${application}/pay`);
  const sandbox = await elsewhere.post(`${application}/pay`, { method: "card" });
  says(await elsewhere.post(sandbox.path, { act: "pay" }), "Payment received");
  await older.settle();
  const officer = await inEnglish(older, rwanda.officer);
  assert.match((await officer.get("/office")).body, inRow("Every kind"));
  await decide(officer, idIn(sent), "grant");
  await older.settle();
  says(await elsewhere.get(application), "Every kind, version 2", "Approved");
});

test("once the older server looks, it offers the new version everywhere; cases keep theirs", async () => {
  const guest = older.guest();
  await guest.get("/?lang=en");
  const pages = ["/services/every-kind", "/services?q=every", "/catalogue.jsonld"];
  for (const path of pages)
    assert.doesNotMatch((await guest.get(path)).body, /Every kind, version 2/, path);
  const person = await inEnglish(older, rwanda.person);
  const first = await answered(person, rwanda);
  await older.app.parts.live.look();
  for (const path of pages)
    assert.match((await guest.get(path)).body, /Every kind, version 2/, path);
  const kept = await person.get(first.path);
  says(kept, "Every kind");
  assert.doesNotMatch(kept.body, /version 2/);
  const sent = idIn(await person.post(first.path, { declaration: "true" }));
  await older.settle();
  await person.get(`/applications/${sent}/pay`);
  const sandbox = await person.post(`/applications/${sent}/pay`, { method: "card" });
  await person.post(sandbox.path, { act: "pay" });
  await older.settle();
  const officer = await inEnglish(older, rwanda.officer);
  assert.match((await officer.get("/office")).body, inRow("Every kind, version 2"));
});
