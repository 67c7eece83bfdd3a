import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sumByCurrency } from "../../src/kernel/index.ts";
import { formTo } from "../apply.ts";
import type { Answer, Client } from "../client.ts";
import { filled } from "../page-forms.ts";
import { startTown, type Town } from "../town.ts";
import { completed, inEnglish, says, textOf } from "./apply-given.ts";
import { type Asked, answerAll, beginJourney, knowledge } from "./life-event-given.ts";
import { opened } from "./office-given.ts";

const journey = "exporting-coffee-or-tea";
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** The check page of a journey that is answered to the end. */
async function answered(browser: Client, change: object = {}, asked: Asked = new Map()) {
  const first = await beginJourney(browser, journey);
  const check = await answerAll(town, browser, first, { ...knowledge(), ...change }, asked);
  assert.match(check.path, /^\/journeys\/[0-9a-f-]{36}\/check$/, textOf(check).slice(0, 600));
  return check;
}

async function agreed(browser: Client, check: Answer): Promise<Answer> {
  const form = formTo(check, check.path);
  assert.ok(form, textOf(check));
  return browser.send(form.action, filled(form, { declaration: "true" }));
}

const idOf = ({ path }: Answer): string => /\/journeys\/([0-9a-f-]{36})/.exec(path)?.[1] ?? "";

/** The application that a step has become, if it was sent. */
async function caseOf(id: string, service: string): Promise<string | undefined> {
  const kept = await town.app.parts.cases.journeyOf({ journeyId: id });
  return kept?.drafts.find((draft) => draft.service === service)?.caseId ?? undefined;
}

async function sentCase(id: string, service: string): Promise<string> {
  const found = await caseOf(id, service);
  assert.ok(found, `${service} was not sent`);
  return found;
}

/** Pays every open bill of an application, as a person does. */
async function pay(browser: Client, caseId: string): Promise<void> {
  const bill = await browser.get(`/applications/${caseId}/pay`);
  const sandbox = await browser.post(bill.path, { method: "card" });
  assert.match(sandbox.path, /^\/sandbox-pay\//, textOf(sandbox));
  await browser.post(sandbox.path, { act: "pay" });
  await town.settle();
}

/** Paid, decided step by step, and its paper issued. */
async function granted(
  browser: Client,
  caseId: string,
  ...acts: [task: string, outcome: string, findings?: Readonly<Record<string, string | number>>][]
) {
  await pay(browser, caseId);
  for (const [task, outcome, findings] of acts)
    await completed(town, caseId, task, outcome, findings && { findings });
  await town.settle();
}

const coffee = (browser: Client, caseId: string) =>
  granted(
    browser,
    caseId,
    ["contract", "registered"],
    ["cupping", "confirmed", { cupped_grade: "A1", cupped_score: 84.5 }],
    ["certificate", "issue"],
  );
const plants = (browser: Client, caseId: string) =>
  granted(
    browser,
    caseId,
    ["intake", "complete"],
    ["inspection", "free"],
    ["certificate", "issue", { officer_name: "Uwera Josiane", place_of_issue: "Kigali" }],
  );

test("A coffee exporter answers each question once, and each paper brings the next office its application", async () => {
  const browser = await inEnglish(town, "nyirahabimana-beatha");
  says(await browser.get("/"), "Do it all in one go", "Exporting coffee or tea");
  says(await browser.get("/services/phytosanitary-certificate"), "Do it all in one go");
  const about = await browser.get(`/life-events/${journey}`);
  says(
    about,
    "Certificate of origin",
    "Starts when this is issued",
    "What it costs 1,000 Frw, and more depending on your answers",
    "How long it takes About 2 weeks to 6 weeks",
  );
  const asked: Asked = new Map();
  const check = await answered(browser, {}, asked);
  const twice = [...asked].filter(([, drafts]) => drafts.size > 1).map(([name]) => name);
  assert.deepEqual(twice, []);
  assert.ok(
    asked.has("document.invoice") && asked.has("container_number") && !asked.has("direction"),
  );
  assert.ok(!asked.has("quality_certificate_number"));
  says(check, "All services together 3,000 Frw", "You do not pay now");
  says(check, "We send messages about this application to +250700000003");

  const without = formTo(check, check.path);
  assert.ok(without);
  const missing = await browser.send(without.action, filled(without, {}));
  assert.equal(missing.status, 422);
  const sent = await agreed(browser, check);
  const id = idOf(sent);
  assert.equal(sent.path, `/journeys/${id}/sent`);
  says(
    sent,
    "We have received your applications",
    "Sent automatically when this is issued: Coffee and tea export clearance",
  );
  await town.settle();

  const first = await sentCase(id, "coffee-tea-export-clearance");
  assert.equal(await caseOf(id, "phytosanitary-certificate"), undefined);
  await coffee(browser, first);
  const second = await sentCase(id, "phytosanitary-certificate");
  const [paper] = await town.app.parts.credentials.forCase(first as never);
  const file = await opened(town, second);
  assert.equal(file.answers.quality_certificate_number, paper?.number);
  assert.equal(file.answers.lot_number, "RUT-2026-014");
  const by = { kind: "person", id: file.state.submitted?.person };
  assert.deepEqual(file.history[0]?.actor, by);
  await plants(browser, second);
  const third = await sentCase(id, "certificate-of-origin");
  assert.equal((await opened(town, third)).documents.invoice?.length, 1);
  await granted(browser, third, ["check", "approve"]);
  const fourth = await sentCase(id, "transit-corridor-file");
  const transit = await opened(town, fourth);
  assert.equal(transit.answers.direction, "export");
  assert.equal(
    transit.documents.invoice?.[0]?.sha256,
    (await opened(town, first)).documents.invoice?.[0]?.sha256,
  );
  const bills = await Promise.all(
    [first, second, third, fourth].map((each) =>
      town.app.parts.payments.billsOfCase(each as never),
    ),
  );
  assert.deepEqual(sumByCurrency(bills.flat().map(({ money }) => money)), [
    { minor: 3000, currency: "RWF" },
  ]);
  const list = await browser.get("/applications");
  says(list, "Journeys", "Exporting coffee or tea", "Approved", "Under review");
  assert.equal(textOf(list).match(/Phytosanitary certificate/g)?.length, 1);
});

test("A date that has passed by keeps the next step from going: the person is told, mends it and sends it", async () => {
  town.setClock("2026-11-25T08:00:00Z");
  const before = await inEnglish(town, "nyirahabimana-beatha");
  const id = idOf(await agreed(before, await answered(before, { lot_number: "RUT-2" })));
  await town.settle();
  town.setClock("2026-12-01T08:00:00Z");
  // A session does not last a week.
  const browser = await inEnglish(town, "nyirahabimana-beatha");
  await coffee(browser, await sentCase(id, "coffee-tea-export-clearance"));
  assert.equal(await caseOf(id, "phytosanitary-certificate"), undefined);
  says(
    await browser.get("/applications/messages"),
    "“Phytosanitary certificate” needs your attention",
  );
  const overview = await browser.get(`/journeys/${id}`);
  says(overview, "Waiting for you", "Complete and send");
  const page = await browser.get(`/journeys/${id}/next`);
  assert.match(page.path, /\/page\/inspection$/);
  const asked: Asked = new Map();
  const mended = { ...knowledge(), inspection_date: "2026-12-03" };
  const check = await answerAll(town, browser, page, mended, asked);
  assert.deepEqual([...asked.keys()].sort(), ["inspection_date"]);
  says(check, "Phytosanitary certificate", "Certificate of origin");
  const sent = await agreed(browser, check);
  assert.equal(sent.path, `/journeys/${id}`);
  await town.settle();
  assert.ok(await caseOf(id, "phytosanitary-certificate"));
});

test("A refusal stops what waits for the paper, and the person is told in words", async () => {
  const browser = await inEnglish(town, "nyirahabimana-beatha");
  const check = await answered(browser, { inspection_date: "2026-12-20" });
  const id = idOf(await agreed(browser, check));
  await town.settle();
  const first = await sentCase(id, "coffee-tea-export-clearance");
  await pay(browser, first);
  const statement = { id: crypto.randomUUID(), text: "The contract names another lot." };
  await completed(town, first, "contract", "refuse", { code: "no-contract", statement });
  await town.settle();
  says(
    await browser.get(`/journeys/${id}`),
    "Not sent, because this ended without a document: Coffee and tea export clearance",
  );
  says(await browser.get("/applications/messages"), "The next steps will not be sent");
  assert.equal(await caseOf(id, "phytosanitary-certificate"), undefined);
});

test("Who stops the rest keeps what is sent; who throws a journey away that was not sent leaves nothing", async () => {
  const browser = await inEnglish(town, "nyirahabimana-beatha");
  const id = idOf(
    await agreed(browser, await answered(browser, { inspection_date: "2026-12-20" })),
  );
  await town.settle();
  await browser.get(`/journeys/${id}/stop`);
  says(
    await browser.post(`/journeys/${id}/stop`),
    "The remaining steps will not be sent",
    "because you stopped the remaining steps",
  );
  await coffee(browser, await sentCase(id, "coffee-tea-export-clearance"));
  assert.equal(await caseOf(id, "phytosanitary-certificate"), undefined);

  const draft = await beginJourney(browser, journey);
  await browser.get(`/journeys/${idOf(draft)}/delete`);
  const gone = await browser.post(`/journeys/${idOf(draft)}/delete`);
  says(gone, "Your answers and files have been deleted");
  assert.equal((await browser.get(`/journeys/${idOf(draft)}/next`)).status, 404);
});

test("A journey is nobody else's, and roasted coffee by air needs two services only", async () => {
  const browser = await inEnglish(town, "nyirahabimana-beatha");
  const check = await answered(browser, {
    product_hs: "090121",
    transport: "air",
    port_of_exit: "RWKGL",
  });
  assert.doesNotMatch(textOf(check), /Phytosanitary|Transit/);
  says(check, "All services together 2,000 Frw");
  const stranger = await inEnglish(town, "habimana-eric");
  for (const path of ["", "/next", "/check", "/sent", "/stop"])
    assert.equal((await stranger.get(`/journeys/${idOf(check)}${path}`)).status, 404, path);
});
