import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
});
after(() => town?.close());

async function guest() {
  const client = town.guest();
  await client.get("/services?lang=en");
  return client;
}

test("The help page says whom to call, and whether anybody answers now", async () => {
  const person = await guest();
  const open = await person.get("/help");
  says(open, "9099", "Irembo", "Open now, until 20:00", "Kinyarwanda", "Call me back");
  says(open, "What can I do if my application is refused?", "Who can see my data?");
  assert.match(open.body, /href="tel:9099"/);
  town.setClock("2026-11-28T12:00:00Z");
  says(await person.get("/help"), "Closed now. Opens on Monday 30 November 2026 at 07:00");
  town.setClock("2026-11-23T08:00:00Z");
  for (const path of ["/", "/v", "/sign-in", "/services/birth-certificate"]) {
    const { body } = await person.get(path);
    assert.match(body.split("<footer")[1] ?? "", /href="\/help"/, path);
  }
});

test("Somebody asks for a call, and an operator writes how it went", async () => {
  const person = await guest();
  const service = await person.get("/services/birth-certificate");
  const link = /href="(\/help\?page=[^"]+)"/.exec(service.body)?.[1] ?? "";
  says(await person.get(link), "About this service: Birth certificate");
  const form = await person.get("/help/call-back?page=%2Fservices%2Fbirth-certificate");
  const wrong = await person.post(form.path.split("?")[0] ?? "", { about: "", phone: "12" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /<title>\s*Error: /);
  says(
    wrong,
    "Select what it is about",
    "Enter your phone number, like",
    "Select when we should call",
  );
  const asked = { about: "birth-certificate", phone: "0788 300 400", part: "morning" };
  says(await person.post("/help/call-back", asked), "We will call you back");
  await person.get("/help/call-back");
  const again = await person.post("/help/call-back", { ...asked, about: "payment" });
  says(again, "This number waits for a call already");

  const operator = await inEnglish(town, "mugabo-jean");
  const list = await operator.get("/counter/calls");
  says(list, "Who waits for a call (1)", "+250788300400", "Birth certificate", "Morning, 08:00");
  says(list, "/services/birth-certificate");
  const one = /action="(\/counter\/calls\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? "";
  assert.match((await operator.post(one, { outcome: "" })).body, /Select how it went/);
  says(await operator.post(one, { outcome: "no-answer" }), "Who waits for a call (1)", "Tries: 1");
  says(await operator.post(one, { outcome: "helped", note: "Explained." }), "Nobody waits");
  says(await operator.get("/counter/calls?q=0788300400"), "Helped", "Explained.");
  const officer = await inEnglish(town, "officer-nkusi");
  assert.equal((await officer.get("/counter/calls")).status, 403);
});

test("A number is erased after its time, and nobody is called for ever", async () => {
  const { help } = town.app.parts;
  const ask = { phone: "+250788300500", part: "afternoon", about: "other", lang: "rw" };
  const id = crypto.randomUUID();
  await help.askCall({ ...ask, id, page: undefined });
  assert.ok((await help.askCall({ ...ask, id, page: undefined })).ok, "the same request again");
  const officer = crypto.randomUUID() as never;
  for (let tries = 0; tries < 3; tries++)
    assert.ok((await help.wrapUp(id, { outcome: "no-answer", note: "", officer })).ok);
  const over = await help.wrapUp(id, { outcome: "helped", note: "", officer });
  assert.ok(!over.ok && over.refusal.code === "help.unknown", "over after three tries");
  assert.equal((await help.ofNumber("0788300500")).length, 1);
  town.setClock("2026-12-24T08:00:00Z");
  await town.app.tasks["help.sweep"]?.({});
  assert.equal((await help.ofNumber("0788300500")).length, 0, "the number is erased");
  town.setClock("2027-11-25T08:00:00Z");
  await town.app.tasks["help.sweep"]?.({});
  const rows = await town.app.sql`select from help.call_back`;
  assert.equal(rows.length, 0);
  town.setClock("2026-11-23T08:00:00Z");
});

test("A report about a page has its address and reaches those who answer", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const start = await person.get("/applications");
  const link = /href="(\/help\/problem\?page=[^"]+)"/.exec(start.body)?.[1] ?? "";
  const form = await person.get(link);
  says(form, "Report a problem with a page", "/applications");
  const empty = await person.post("/help/problem", { words: " " });
  assert.equal(empty.status, 422);
  says(empty, "Enter what went wrong");
  says(await person.post("/help/problem", { words: "The <list> is empty" }), "Thank you");
  const operator = await inEnglish(town, "mugabo-jean");
  const list = await operator.get("/counter/calls");
  assert.ok(list.body.includes("The &lt;list&gt; is empty"), textOf(list));
  const one = /action="(\/counter\/calls\/reports\/[^"]+)"/.exec(list.body)?.[1] ?? "";
  says(await operator.post(one, { note: "Mended" }), "No reports are open");
});
