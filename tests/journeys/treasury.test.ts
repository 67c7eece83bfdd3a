import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { readPdf } from "../pdf.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { draftOf } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const mother = "mukamana-vestine";

/** An application with its bill, not paid yet. */
async function unpaid() {
  const { name, birthDate, nationalId, nationality, phone, email, ...person } =
    await town.person(mother);
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const draftId = await draftOf(town, "birth-certificate", mother);
  const sending = { draftId, person: person.id, applicant, lang: "en" };
  const { caseId } = must(await town.app.parts.cases.submit(sending));
  await town.settle();
  const [bill] = await town.app.parts.payments.billsOfCase(caseId);
  if (!bill) throw new Error("no bill");
  return { caseId, bill, path: `/applications/${caseId}` };
}

/** Pays at the sandbox, which takes this amount instead of the bill's. */
async function pay(path: string, minor?: number): Promise<void> {
  const person = await inEnglish(town, mother);
  await person.get(`${path}/pay`);
  const till = await person.post(`${path}/pay`, { method: "card" });
  const ref = till.path.split("/").at(-1) ?? "";
  if (minor !== undefined)
    await town.app.sql`update sandbox.charge set amount_minor = ${minor} where ref = ${ref}`;
  await person.post(till.path, { act: "pay" });
  await town.settle();
}

const officer = async (id: string): Promise<Client> => {
  const client = await town.as(id);
  await client.get("/treasury?lang=en");
  return client;
};

test("A fee goes back when one officer proposes it and another confirms", async () => {
  const { bill, path } = await unpaid();
  await pay(path);
  const grace = await officer("mukandori-grace");
  const page = await grace.get(`/treasury/bill?number=${bill.number}`);
  says(page, "500 Frw", "Paid", "Pay back the fee");
  const unexplained = await grace.post("/treasury/bill/refund", { reason: " " });
  assert.equal(unexplained.status, 422);
  says(unexplained, "Say why the fee is paid back");
  const proposed = await grace.post("/treasury/bill/refund", { reason: "The office was closed" });
  says(proposed, "The refund was proposed", "The office was closed");
  const own = await grace.get("/treasury");
  says(own, "You have proposed this refund");
  assert.doesNotMatch(own.body, /Confirm the refund/);
  const theogene = await officer("bizimana-theogene");
  const waiting = await theogene.get("/treasury");
  says(waiting, "To confirm", "Mukandori Grace", "The office was closed");
  const confirmed = await theogene.post("/treasury/refunds/decide", { act: "confirm" });
  says(confirmed, "The refund was confirmed");
  await town.settle();
  const after = await grace.get(`/treasury/bill?number=${bill.number}`);
  says(after, "Paid back", "Bizimana");
  const books = await grace.get("/treasury/books");
  says(books, "Trial balance in RWF", "Not yet applied", "Sum");
});

test("Too much is paid: the bill is paid, the rest goes back, and the person is told", async () => {
  const { caseId, bill, path } = await unpaid();
  await pay(path, 700);
  const [attempt] = await town.app.parts.payments.attemptsOf(bill.billId);
  assert.deepEqual([attempt?.settles, attempt?.owed?.minor], [true, 200]);
  assert.equal(attempt?.refunds?.[0]?.status, "made");
  const person = await inEnglish(town, mother);
  const page = await person.get(`${path}/paid`);
  says(page, "Payment received", "More than the bill: 200 Frw was paid back on 23 November 2026");
  const receipt = /href="([^"]*\/refunds\/[^"]*\/receipt\/en)"/.exec(page.body)?.[1] ?? "";
  const pdf = await readPdf((await person.download(receipt)).bytes);
  assert.match(pdf.text.replaceAll(/\s+/g, " "), /Receipt of a refund.*200 Frw/);
  const guessed = receipt.replace(/refunds\/[^/]+/, `refunds/${caseId}`);
  assert.equal((await person.download(guessed)).status, 404);
  const told = await town.app.sql<{ template: string }[]>`
    select distinct template from messages.outbox
    where case_id = ${caseId} and template in ('credit', 'refunded') order by template`;
  assert.deepEqual(
    told.map(({ template }) => template),
    ["credit", "refunded"],
  );
});

test("A cashier opens a till, takes cash, closes it, and the treasury signs", async () => {
  const { bill } = await unpaid();
  const cashier = await town.as("uwamahoro-denise");
  const closed = await cashier.get("/treasury/till?lang=en");
  says(closed, "Your till is closed");
  const wrong = await cashier.post("/treasury/till/open", { centre: "kigali", float: "much" });
  assert.equal(wrong.status, 422);
  says(wrong, "Enter an amount, like 25000");
  assert.match(wrong.body, /value="kigali" selected/, "the service centre stays chosen");
  assert.match(wrong.body, /name="float"[^>]* value="much"/);
  const nowhere = await cashier.post("/treasury/till/open", { centre: "", float: "20 000" });
  assert.equal(nowhere.status, wrong.status);
  says(nowhere, "Select the service centre where you take cash");
  assert.match(nowhere.body, /value="20 000"/, "the float stays");
  const open = await cashier.post("/treasury/till/open", { centre: "kigali", float: "20 000" });
  says(open, "The till is open", "20,000");
  await cashier.get(`/treasury/till?number=${bill.number}`);
  const taken = await cashier.post("/treasury/till/take");
  says(taken, "The cash was taken", "Receipts to be signed", "2026/00001");
  const again = await cashier.get(`/treasury/till?number=${bill.number}`);
  const receipts = [...again.body.matchAll(/href="([^"]*\/till\/receipts\/[^"]*)"/g)];
  assert.equal(receipts.length, 2, "beside the bill that is found again, and in the list");
  const [[, receipt = ""] = []] = receipts;
  const pdf = await readPdf((await cashier.download(receipt)).bytes);
  const paper = pdf.text.replaceAll(/\s+/g, " ");
  assert.match(paper, /Receipt of the till.*2026\/00001/);
  assert.match(paper, /Cashier.*Uwamahoro Denise/);
  assert.match(paper, /500 Frw/);
  const { bill: other, path: otherPath } = await unpaid();
  const guessed = receipt.replace(/receipts\/[^/]+/, `receipts/${other.billId}`);
  assert.equal((await cashier.download(guessed)).status, 404, "it is not paid");
  await pay(otherPath);
  assert.equal((await cashier.download(guessed)).status, 404, "it was not paid at a till");
  const treasurer = await officer("mukandori-grace");
  assert.equal((await treasurer.download(receipt)).status, 403, "they are no cashier");
  await cashier.get("/treasury/till");
  const till = await cashier.get("/treasury/till");
  assert.match(
    till.body,
    /<button[^>]*--secondary[^>]*>\s*Close the till/,
    "it is not the next step",
  );
  const silent = await cashier.post("/treasury/till/close", { counted: "20500", note: "" });
  assert.equal(silent.status, 422);
  says(silent, "A receipt is neither signed nor explained");
  assert.match(silent.body, /name="counted"[^>]*value="20500"/);
  const { billId } = bill;
  const bare = { bill: billId, is: "not-signed", why: " " };
  const unsaid = await cashier.post("/treasury/till/receipts", bare);
  assert.equal(unsaid.status, 422);
  says(unsaid, "Say in a few words why the client has not signed");
  const why = "The printer is broken";
  const settled = await cashier.post("/treasury/till/receipts", { ...bare, why });
  says(settled, "This is recorded", "Not signed", why);
  assert.doesNotMatch(settled.body, /Receipts to be signed/);
  const short = await cashier.post("/treasury/till/close", { counted: "20400", note: "" });
  assert.equal(short.status, 422);
  says(short, "The money is not what it should be. Say why.");
  assert.match(short.body, /name="counted"[^>]*value="20400"/, "nobody counts twice");
  const done = await cashier.post("/treasury/till/close", { counted: "20400", note: "100 lost" });
  says(done, "The till is closed");
  assert.equal((await cashier.get("/treasury")).status, 403, "a till is not the treasury");
  const grace = await officer("mukandori-grace");
  says(await grace.get("/treasury"), "Closed tills to sign", "Uwamahoro Denise");
  says(await grace.get("/staff"), "Refunds to confirm", "Closed tills to sign");
  const books = await grace.get("/treasury/books");
  says(books, "Uwamahoro Denise", "100 lost", "Differences of tills");
  says(books, "Receipts signed by clients", "0 of 1", `2026/00001: ${why}`);
  says(await grace.post("/treasury/tills/sign"), "You have signed");
  assert.equal((await grace.get("/treasury/till")).status, 403);
});

test("A statement is taken as a file, and what it says otherwise is listed", async () => {
  const grace = await officer("mukandori-grace");
  const page = await grace.get("/treasury/statements");
  says(page, "There are no differences", "Add a statement");
  const nothing = await grace.upload("/treasury/statements", { provider: "sandbox", day: "x" }, {});
  assert.equal(nothing.status, 422);
  says(nothing, "Enter the day of the statement", "Select the file of the statement");
  const csv =
    "id,kind,reference,amount,currency,at\n1,payment,unheard-of,500,RWF,2026-11-22T08:00:00Z\n";
  const file = new File([csv], "statement.csv", { type: "text/csv" });
  await grace.get("/treasury/statements");
  const taken = await grace.upload(
    "/treasury/statements",
    { provider: "sandbox", day: "2026-11-22" },
    { file },
  );
  says(taken, "was compared with the books", "A payment that we do not know", "unheard-of");
  says(taken, "Oldest difference, in days: 0");
  const metrics = (await town.app.http.inject("/metrics")).body;
  assert.match(metrics, /^hamwe_payment_differences 1$/m);
  assert.match(metrics, /^hamwe_payment_difference_oldest_seconds 0$/m);
});

test("Nobody else sees the money desk", async () => {
  for (const id of ["ingabire-solange", "nshimiyimana-olivier"])
    for (const path of ["/treasury", "/treasury/books", "/treasury/statements", "/treasury/till"])
      assert.equal((await (await town.as(id)).get(path)).status, 403, `${id} at ${path}`);
  assert.equal((await (await town.as(mother)).get("/treasury")).status, 403);
});
