import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import {
  act,
  caseIn,
  confirmed,
  filled,
  lookedUp,
  mother,
  opened,
  seated,
  staff,
  ticket,
} from "./counter-given.ts";
import { exampleOf, walkTo } from "./counter-walk.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
});
after(() => town.close());

test("Papers are scanned at the counter, seen again there, and lie with the application", async () => {
  const graduate = await town.person("uwimana-sandrine");
  const operator = await seated(town, "mukeshimana-aline", "4");
  const visit = await opened(operator, graduate.nationalId ?? "");
  const service = "recognition-of-foreign-degree";
  const found = await operator.get(`${visit}?q=degree`);
  says(found, "degree");
  const first = await operator.post(`${visit}/start`, { service });
  const base = await walkTo(operator, first.path, exampleOf(town, service));
  const check = await operator.get(`${base}/check`);
  const scan = new RegExp(`${visit}/files/[0-9a-f-]{36}`).exec(check.body)?.[0] ?? "";
  const seen = await operator.get(scan);
  assert.match(seen.headers.get("content-disposition") ?? "", /^attachment/);
  await operator.get(check.path);
  const receipt = await confirmed(town, operator, base, "uwimana-sandrine");
  const application = await town.app.parts.cases.open(caseIn(receipt));
  assert.deepEqual(Object.keys(application?.documents ?? {}).sort(), ["degree", "transcripts"]);
  await operator.post(`${visit}/close`);
  assert.equal((await operator.get(scan)).status, 409, "closed, her papers are not shown either");
});

test("Somebody who must fetch a paper comes back without queueing; who stands at the wrong counter is sent on", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const { number } = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  says(await act(operator, "recall"), number, "Called");
  says(await act(operator, "start"), "At the counter");
  const visit = await opened(operator, mother.card);
  await operator.get("/counter");
  const parked = await operator.post("/counter/queue", { act: "park" });
  says(parked, "Returning to you", number, "Call next");
  assert.equal((await operator.get(visit)).status, 409, "her file went with her");
  await operator.get("/counter");
  const resume = /name="resume" value="([0-9a-f-]{36})"/.exec(operator.last?.body ?? "")?.[1] ?? "";
  says(await act(operator, "resume", { resume }), number, "Called");
  const nowhere = await act(operator, "transfer", { topic: "no-such-topic" });
  assert.match(nowhere.body, /govuk-notification-banner/);
  await operator.get("/counter");
  const on = await act(operator, "transfer", { topic: "education" });
  says(on, "Call next");
  assert.ok(!textOf(await operator.get("/counter")).includes(number));
  const second = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), second.number);
  says(await act(operator, "skip"), "Call next");
});

test("A file opened by mistake is closed, and its ticket stays with the operator", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const { id, number } = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), number);
  const visit = await lookedUp(operator, mother.card);
  assert.match((await operator.get(visit)).body, /Wrong file: back to the ticket/);
  const goOn = "then";
  const back = await operator.post(`${visit}/close`, { [goOn]: "wrong-file" });
  assert.match(back.body, /opened by mistake and is closed/);
  says(back, number, "At the counter", "passport or telephone number");
  assert.ok(!textOf(back).includes(mother.name), "nobody's file is offered again");
  assert.equal((await operator.get(visit)).status, 409);
  const { nationalId } = await town.person("uwimana-sandrine");
  const right = await lookedUp(operator, nationalId ?? "");
  await operator.get(right);
  await operator.post(`${right}/close`);
  const visits = await town.app.sql<{ ticket: string; why: string }[]>`
    select ticket, closed_why as why from counter.visit where ticket = ${id}`;
  assert.deepEqual(
    visits.map(({ why }) => why).toSorted(),
    ["done", "wrong-file"],
    "both were of this ticket",
  );
  assert.equal((await operator.get("/counter")).body.includes(number), false);
});

test("A page of the counter weighs at most 14 kB, so that a slow line is no reason to wait", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Umwiza");
  operator.encoding = "br";
  for (const path of [
    "/counter",
    "/counter/register",
    visit,
    `${base}/page/child`,
    `${base}/check`,
  ]) {
    const { headers } = await operator.get(path);
    assert.equal(headers.get("content-encoding"), "br", path);
    const bytes = Number(headers.get("content-length"));
    assert.ok(bytes > 0 && bytes <= 14 * 1024, `${path}: ${bytes}`);
  }
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("What is begun says whom it is about, and is not begun a second time unasked", async () => {
  const operator = await staff(town, "mukeshimana-aline");
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, "Rugamba");
  says(await operator.get(visit), "Continue: Birth certificate · Rugamba");
  const again = await operator.post(`${visit}/start`, { service: "birth-certificate" });
  says(again, "You have already started: Birth certificate", "Start another one");
  assert.ok(again.body.includes(`href="${base}"`), "the way to it");
  const before = (await town.app.parts.cases.draftsOf((await town.person(mother.id)).id)).length;
  const other = await operator.post(`${visit}/start`);
  assert.match(other.path, /\/(page\/who|all)$/);
  const drafts = await town.app.parts.cases.draftsOf((await town.person(mother.id)).id);
  assert.equal(drafts.length, before + 1);
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("Somebody without a card is found by name, and sees who searched and why", async () => {
  const operator = await seated(town, "mugabo-jean", "7");
  says(await operator.get("/counter"), "Find by name and date of birth");
  const page = "/counter/by-name";
  await operator.get(page);
  const [year, month, day] = mother.born.split("-");
  const born = { "birth-day": day ?? "", "birth-month": month ?? "", "birth-year": year ?? "" };
  const missing = await operator.post(page, { name: mother.name, ...born });
  assert.equal(missing.status, 422, "no purpose");
  const purpose = "searched-left";
  const first = await operator.post(page, { name: "Mukamana", ...born, purpose });
  assert.equal(first.status, 422, "a first name alone finds nobody");
  says(first, "Nobody, or more than one person");
  const file = await operator.post(page, { name: "vestine MUKAMANA", ...born, purpose });
  assert.match(file.path, /^\/counter\/visits\//, textOf(file));
  await operator.post(`${file.path}/close`);
  const person = await town.as(mother.id);
  await person.get("/services?lang=en");
  says(await person.get("/applications/opened"), "Found by your name: you had no card with you");
});
