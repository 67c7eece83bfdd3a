import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { idIn, inEnglish, pdf, says } from "./apply-given.ts";
import { sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const nasty = [
  "'; drop table cases.draft; --",
  "<script>alert(1)</script>",
  '" onfocus="alert(1)',
  "\u0000\u0007\u202e",
  "{{7*7}} <%= 7*7 %>",
  "x".repeat(60_000),
  "../../etc/passwd",
];

async function begun(client: Client, service = "birth-certificate"): Promise<string> {
  await client.get(`/services/${service}`);
  return idIn(await client.post(`/services/${service}/start`));
}

test("A session of a lower level than the service opens neither the application nor its paper nor an act on it", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const { caseId } = await sent(town, "birth-certificate", { person: "mukamana-vestine" });
  const path = `/applications/${caseId}`;
  assert.equal((await person.get(path)).status, 200);
  const { id } = await town.person("mukamana-vestine");
  await town.app.sql`update auth.session set level = 1 where person = ${id}`;
  for (const page of ["", "/withdraw", "/answer"]) {
    const { path: led } = await person.get(path + page);
    assert.match(led, /^\/demo-issuer\/choose/, `${page}: to sign in at the level that it asks`);
  }
  const login = await fetch(town.url + path, {
    headers: { cookie: [...person.cookies].map(([n, v]) => `${n}=${v}`).join("; ") },
    redirect: "manual",
  });
  assert.match(login.headers.get("location") ?? "", /^\/sign-in\?next=.*&level=2$/);
});

test("Nobody's files are read before it is known whose they are", async () => {
  const { port, hostname } = new URL(town.url);
  const socket = connect(Number(port), hostname);
  const said = new Promise<string>((resolve) => {
    socket.once("data", (data) => resolve(String(data)));
    socket.once("close", () => resolve("closed without an answer"));
  });
  socket.write(
    "POST /applications/0190a000-0000-7000-8000-000000000001/answer HTTP/1.1\r\n" +
      `host: ${hostname}:${port}\r\ncookie: visit=x\r\n` +
      "content-type: multipart/form-data; boundary=x\r\ncontent-length: 50000000\r\n\r\n",
  );
  // Whoever waits for the files learns that none will come, and closes.
  socket.end();
  const answer = await said;
  socket.destroy();
  assert.match(answer, /^HTTP\/1\.1 303 /);
  assert.match(answer, /location: \/sign-in\?/);
});

test("SQL, HTML and nonsense in every question are answers like any other, or refused clearly", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const draft = await begun(person);
  await person.post(`/drafts/${draft}/page/who`, { who: "child" });
  for (const text of nasty) {
    await person.get(`/drafts/${draft}/page/child`);
    const fields = {
      child_name: text,
      "child_birth_date-day": text,
      "child_birth_date-month": text,
      "child_birth_date-year": text,
      child_can: text,
    };
    const page = await person.post(`/drafts/${draft}/page/child`, fields);
    assert.equal(page.status, 422, text.slice(0, 30));
    says(page, "There is a problem");
    assert.doesNotMatch(page.body, /<script>alert/);
    assert.doesNotMatch(page.body, /" onfocus="/);
  }
  const kept = await person.post(`/drafts/${draft}/page/child`, {
    child_name: "<b>Ineza</b>",
    "child_birth_date-day": "14",
    "child_birth_date-month": "3",
    "child_birth_date-year": "2026",
    child_can: "'; drop table cases.draft; --7",
  });
  assert.equal(kept.status, 200);
  const back = await person.get(`/drafts/${draft}/page/child`);
  assert.match(back.body, /value="&lt;b&gt;Ineza&lt;\/b&gt;"/);
});

test("What was typed wrongly stands there again as it was typed, and what was right is kept", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const draft = await begun(person);
  await person.post(`/drafts/${draft}/page/who`, { who: "child" });
  const page = await person.post(`/drafts/${draft}/page/child`, {
    child_name: "Ineza",
    "child_birth_date-day": "31",
    "child_birth_date-month": "2",
    "child_birth_date-year": "2026",
    child_can: "",
  });
  assert.match(page.body, /<title>Error:/);
  assert.match(page.body, /href="#child_birth_date-day"/);
  assert.match(page.body, /name="child_birth_date-day"[^>]*value="31"/);
  assert.match(page.body, /value="Ineza"/);
  const later = await person.get(`/drafts/${draft}/page/child`);
  assert.match(later.body, /value="Ineza"/);
});

test("Answers that the form does not have, and choices that it does not offer, are refused", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const draft = await begun(person);
  const forged = await person.post(`/drafts/${draft}/page/who`, { who: "mayor" });
  says(forged, "Select one of the answers");
  const unknown = await person.post(`/drafts/${draft}/page/who`, {
    who: "self",
    status: "granted",
  });
  assert.equal(unknown.status, 422);
  says(unknown, "This answer does not belong to the form");
  const items = await person.get(`/drafts/${draft}/page/who/1`);
  assert.equal(items.status, 404);
  assert.equal((await person.get(`/drafts/${draft}/page/no-such-page`)).status, 404);
  await person.get(`/drafts/${draft}`);
  await person.get(`/drafts/${draft}/page/who`);
  const skipped = await person.post(`/drafts/${draft}/page/contact`, { phone: "0788123456" });
  const open = `/drafts/${draft}/page/who`;
  assert.equal(skipped.path, open, "a page beyond the open one takes nothing");
});

test("Another person's draft, application, file and paper are not there", async () => {
  const { caseId } = await sent(town, "mineral-exploration-licence");
  const owner = await inEnglish(town, "habimana-eric");
  const draft = await begun(owner);
  const file = /\/files\/[0-9a-f-]{36}/.exec(
    (await owner.get(`/applications/${caseId}`)).body,
  )?.[0];
  assert.ok(file);
  assert.equal((await owner.get(file)).status, 200);
  const stranger = await inEnglish(town, "mukamana-vestine");
  const paths = [
    `/drafts/${draft}`,
    `/drafts/${draft}/page/who`,
    `/drafts/${draft}/documents`,
    `/drafts/${draft}/check`,
    `/drafts/${draft}/delete`,
    file,
    ...["", "/sent", "/seen", "/pay", "/paid", "/answer", "/withdraw", "/appeal"].map(
      (page) => `/applications/${caseId}${page}`,
    ),
    "/applications/not-an-id",
    "/applications/01990000-0000-7000-8000-000000000000",
    "/files/'or'1",
    "/documents/01990000-0000-7000-8000-000000000000/en",
  ];
  for (const path of paths) {
    const page = await stranger.get(path);
    assert.equal(page.status, 404, path);
    assert.doesNotMatch(page.body, /Rulindo/);
  }
  for (const act of ["withdraw", "appeal", "renew", "pay", "answer"]) {
    await stranger.get("/applications");
    await stranger.get("/applications");
    const page = await stranger.post(`/applications/${caseId}/${act}`, { text: "x" });
    assert.equal(page.status, 404, act);
  }
  await stranger.get("/applications");
  await stranger.get("/applications");
  assert.equal((await stranger.post(`/drafts/${draft}/page/who`, { who: "self" })).status, 404);
  says(await owner.get(`/applications/${caseId}`), "Under review");
});

test("A guest is led to sign in, and nobody posts without the token of the page", async () => {
  const guest = town.guest();
  for (const path of ["/applications", "/documents", "/applications/messages"])
    assert.match((await guest.get(path)).path, /^\/demo-issuer\/choose\//, path);
  const person = await inEnglish(town, "nyirahabimana-beatha");
  const draft = await begun(person);
  const path = `/drafts/${draft}/page/who`;
  for (const token of ["", "forged", "A".repeat(86)]) {
    const body = new URLSearchParams({ who: "self", _csrf: token });
    assert.equal((await person.send(path, body)).status, 403);
  }
  const other = await inEnglish(town, "ishimwe-kevin");
  await other.get("/applications");
  const stolen = other.hidden("/sign-out")._csrf ?? "";
  const body = new URLSearchParams({ who: "self", _csrf: stolen });
  assert.equal((await person.send(path, body)).status, 403);
  const open = await person.get(path);
  assert.doesNotMatch(open.body, /type="radio"[^>]* checked/, "nothing was taken");
});

test("The same declaration sent twice makes one application", async () => {
  const person = await inEnglish(town, "ishimwe-kevin");
  const draft = await begun(person);
  await person.post(`/drafts/${draft}/page/who`, { who: "self" });
  await person.post(`/drafts/${draft}/page/certificate`, {
    reason: "work",
    district: "gasabo",
    sector: "gasabo.remera",
  });
  await person.post(`/drafts/${draft}/page/contact`, { phone: "0788123456" });
  const check = await person.get(`/drafts/${draft}/check`);
  const body = () => new URLSearchParams({ ...person.hidden(check.path), declaration: "true" });
  const once = body();
  const [first, second] = await Promise.all([
    person.send(check.path, once),
    person.send(check.path, once),
  ]);
  assert.equal(first.path, second.path);
  const third = await person.send(check.path, once);
  assert.equal(third.path, first.path);
  const list = await person.get("/applications");
  assert.equal(list.body.match(/Birth certificate<\/a>/g)?.length, 1);
  const changed = await person.get(`/drafts/${draft}/page/who`);
  assert.equal(
    changed.path,
    `/applications/${idIn(first)}`,
    "what was sent is not changed any more",
  );
});

test("A body larger than any form, or of another kind, is turned away with a page", async () => {
  const person = await inEnglish(town, "mukamana-vestine");
  const draft = await begun(person);
  const path = `/drafts/${draft}/page/who`;
  const large = new URLSearchParams({ ...person.hidden(path), who: "x".repeat(700_000) });
  assert.equal((await person.send(path, large)).status, 413);
  const files = new FormData();
  files.append("who", pdf());
  assert.equal((await person.send(path, files)).status, 415);
  assert.equal((await person.get(path)).status, 200);
});
