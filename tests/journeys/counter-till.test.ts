import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { settleCharge } from "../../src/demo/sandbox-pay-store.ts";
import { type BillId, type CaseId, must } from "../../src/kernel/index.ts";
import { holds, launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { readPdf } from "../pdf.ts";
import { Phone } from "../phone.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { act, caseIn, confirmed, filled, mother, opened, seated, ticket } from "./counter-given.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  await town.person(mother.id);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A real browser in which this operator is signed in. */
async function screen(client: Client): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

const idOf = (file: string): string => file.split("/").at(-1) ?? "";

/** A client with a ticket, whose application was sent at counter 1; where its file is. */
async function sentWithTicket(operator: Client, child: string) {
  const { number, token } = await ticket(town);
  await operator.get("/counter");
  says(await act(operator, "next"), number, "Called");
  return { number, token, ...(await sentBy(operator, child)) };
}

/** A client whose application was sent here, with or without a ticket; where its file is. */
async function sentBy(operator: Client, child: string) {
  const visit = await opened(operator, mother.card);
  const base = await filled(operator, visit, child);
  const receipt = await confirmed(town, operator, base, mother.id);
  await town.settle();
  return { visit, file: `${visit}/applications/${caseIn(receipt)}` };
}

/** The holder of a ticket reads this on its page, and hears it on any phone. */
async function toldHolder(token: string, number: string, words: string): Promise<void> {
  const page = await town.guest().get(`/t/${token}?lang=en`);
  says(page, words);
  assert.doesNotMatch(textOf(page), /bring what was missing/);
  const phone = new Phone(town, "+250788555447");
  await phone.dial();
  if (/English/.test(phone.last)) await phone.choose("English");
  await phone.choose("Appointments and queue");
  await phone.choose("How long is the queue?");
  await phone.choose(/Kigali service hall/);
  assert.ok((await phone.type(number)).startsWith(`END ${number}: ${words}`), phone.last);
}

async function billOf(file: string) {
  const [bill] = await town.app.parts.payments.billsOfCase(idOf(file) as CaseId);
  assert.ok(bill);
  return bill;
}

test("A client goes to the cash desk with an amount, and comes back paid", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const { number, token, file } = await sentWithTicket(operator, "Umwali Keza");
  assert.doesNotMatch((await operator.get(file)).body, /Send to the cash desk/, "none is open");
  const none = await operator.post(`${file}/till`);
  says(none, "No cash desk of this hall is open now");

  const cashier = await town.as("uwamahoro-denise");
  const { body } = await cashier.get("/treasury/till?lang=en");
  assert.match(body, /suffix" aria-hidden="true">Frw</, "as amounts are written");
  await cashier.post("/treasury/till/open", { centre: "kigali", float: "20000" });
  assert.doesNotMatch((await cashier.get("/treasury/till")).body, /On their way/);
  says(await operator.get(`${file}/receipt`), "Send to the cash desk with 500 Frw");
  const later = await ticket(town);
  const desk = await operator.post(`${file}/till`);
  assert.equal(desk.path, "/counter");
  assert.match(desk.body, /The client goes to the cash desk/);
  says(desk, "Returning to you", number, "At the cash desk");
  await toldHolder(token, number, "Please pay at the cash desk, then come back to counter 1.");

  const bill = await billOf(file);
  const till = await cashier.get("/treasury/till");
  says(till, "On their way from a counter", number, "500 Frw");
  assert.match(till.body, new RegExp(`/treasury/till\\?number=${bill.number}`));
  says(till, mother.name);
  await cashier.get("/treasury/till");
  const { id } = await town.person(mother.id);
  const looks = await town.database.ownerSql`
    select from counter.look where what = 'at-till' and person = ${id}`;
  assert.equal(looks.length, 1, "she sees that she was shown, once");
  says(await cashier.get(`/treasury/till?number=${bill.number}`), "Mukamana V•••");
  const sent = await town.app.parts.cases.open(idOf(file) as CaseId);
  const reference = sent?.state.submitted?.reference.toLowerCase();
  const byApplication = await cashier.get(`/treasury/till?number=${reference}`);
  says(byApplication, "Mukamana V•••");
  assert.ok(byApplication.body.includes(bill.billId), "its open bill, by the application’s number");
  const cash = { bill: bill.billId, given: "1 000", payer: "Habimana  Eric" };
  const long = await cashier.post("/treasury/till/take", { ...cash, given: "9".repeat(20) });
  assert.equal(long.status, 422, "more digits than any sum has");
  const little = await cashier.post("/treasury/till/take", { ...cash, given: "300" });
  assert.equal(little.status, 422);
  says(little, "This is less than the bill");
  assert.match(little.body, /name="given"[^>]*value="300"/);
  assert.match(little.body, /name="payer"[^>]*value="Habimana {2}Eric"/);
  const taken = await cashier.post("/treasury/till/take", cash);
  assert.match(taken.body, /<h2[^>]*tabindex="-1" autofocus>\s*Change: 500\sFrw/);
  says(taken, "1,000 Frw given for 500 Frw");
  const receipt = /href="([^"]*\/till\/receipts\/[^"]*)"/.exec(taken.body)?.[1] ?? "";
  const { text } = await readPdf((await cashier.download(receipt)).bytes);
  const paper = text.replaceAll(/\s+/g, " ");
  assert.match(paper, /1,000 Frw.*500 Frw/);
  assert.match(paper, /Habimana Eric/);
  assert.doesNotMatch(paper, /Mukamana V•••/);
  await town.settle();
  says(await cashier.get("/treasury/till"), number, "Back to counter 1");
  await toldHolder(token, number, "You have paid. Please come back to counter 1.");

  const bell = await operator.get("/staff/notifications");
  says(bell, "A client whom you sent to pay has paid");
  const link = /\/staff\/notifications\/client-paid[^"]+/.exec(bell.body)?.[0] ?? "";
  const back = await operator.get(link);
  assert.equal(back.path, "/counter");
  says(back, `Call ${number} back: has paid`, "Their turn began before", "Has paid");
  const resume = /name="resume" value="([0-9a-f-]{36})"/.exec(back.body)?.[1] ?? "";
  const called = await act(operator, "resume", { resume });
  says(called, number, "Called", "Why: has paid at the cash desk and comes back to this counter");
  assert.doesNotMatch((await cashier.get("/treasury/till")).body, /On their way/);
  const again = /name="back" value="([0-9a-f-]{36})"/.exec(called.body)?.[1] ?? "";
  const open = await operator.post("/counter/client", { back: again });
  const focused = open.body.match(/<(?:a|button)[^>]* autofocus[^>]*>/g) ?? [];
  assert.equal(focused.length, 1, "what was paid for, and not a second application");
  assert.match(focused[0] ?? "", new RegExp(`href="[^"]*/applications/${idOf(file)}"`));
  const shown = await screen(operator);
  await shown.goto(town.url + open.path);
  const opensPaid = `document.activeElement?.href?.endsWith("/applications/${idOf(file)}")`;
  await holds(shown, opensPaid);
  await Promise.all([shown.waitForURL(/\/applications\//), shown.keyboard.press("Enter")]);
  if (process.env.SHOTS) await shown.screenshot({ path: `${process.env.SHOTS}/back-paid.png` });
  await shown.context().close();
  await act(operator, "start");
  await act(operator, "finish");
  says(await act(operator, "next"), later.number, "Why: ");
  await act(operator, "start");
  await act(operator, "finish");
});

test("Who comes back unpaid is called as any other, and may be sent again", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const { number, file, visit: sentIn } = await sentWithTicket(operator, "Umwali Ange");
  await operator.get(sentIn);
  await operator.post(`${sentIn}/language`, { lang: "fr" });
  await operator.get(file);
  await operator.post(`${file}/till`);
  const desk = await operator.get("/counter");
  assert.doesNotMatch(desk.body, /has paid/);
  const resume = /name="resume" value="([0-9a-f-]{36})"/.exec(desk.body)?.[1] ?? "";
  const called = await act(operator, "resume", { resume });
  says(called, number, "Called");
  assert.doesNotMatch(called.body, /Why: has paid/);
  const start = /name="back" value="([0-9a-f-]{36})"/.exec(called.body)?.[1] ?? "";
  const owes = await operator.post("/counter/client", { back: start });
  assert.match(owes.path, new RegExp(`/applications/${idOf(file)}$`), "one press from the queue");
  const visit = owes.path.replace(/\/applications.*/, "");
  assert.notEqual(visit, sentIn);
  assert.match((await operator.get(visit)).body, /<strong class="ct-lang" lang="fr">/);
  const [message] = await town.database.ownerSql<{ lang: string }[]>`
    select lang from messages.outbox where id = ${`opened:${idOf(visit)}`}`;
  assert.equal(message?.lang, "fr", "the language that was chosen with her, and what she is told");
  const again = `${visit}/applications/${idOf(file)}`;
  const seat = await operator.get("/counter");
  says(seat, "Unpaid: Birth certificate, 500 Frw");
  assert.ok(seat.body.includes(`href="${again}"`));
  const first = await operator.get(visit);
  says(first, "Unpaid: Birth certificate · Umwali Ange, 500 Frw", "Send to the cash desk with");
  assert.doesNotMatch(first.body, /You can see only/, "the ticket came back: her file is open");
  says(await operator.get(again), "Birth certificate", "Send to the cash desk");
  says(await operator.post(`${again}/till`), number, "At the cash desk");

  const { billId } = await billOf(file);
  const shown = await screen(operator);
  await shown.goto(`${town.url}/counter`);
  await holds(shown, "document.activeElement?.textContent === 'Call next'");
  const count = "document.querySelector('#waiting').textContent";
  const before = await shown.evaluate(count);
  await shown.click("main details > summary");
  await shown.fill("main details input[type=text]", "1 1990");
  await ticket(town);
  await holds(shown, `${count} !== ${JSON.stringify(before)}`);
  const { markPaidAtTill } = town.app.parts.counter;
  assert.equal((await markPaidAtTill(billId as BillId)).length, 1);
  assert.equal((await markPaidAtTill(billId as BillId)).length, 0, "told once");
  await holds(shown, `document.querySelector("#next").textContent.includes("Call ${number} back")`);
  assert.match((await shown.textContent("#parked")) ?? "", /Has paid/);
  assert.equal(
    await shown.inputValue("details input[type=text]"),
    "1 1990",
    "what was typed stays",
  );
  if (process.env.SHOTS) await shown.screenshot({ path: `${process.env.SHOTS}/paid.png` });
  await shown.context().close();
});

test("Who is called back too early and pays afterwards is still the counter’s", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  const [, before = ""] =
    /name="resume" value="([0-9a-f-]{36})"/.exec(operator.last?.body ?? "") ?? [];
  await act(operator, "resume", { resume: before });
  for (const one of ["start", "finish", "next", "start", "finish"]) await act(operator, one);
  const { number, file } = await sentWithTicket(operator, "Umwali Odile");
  await operator.get(file);
  const desk = await operator.post(`${file}/till`);
  const resume = /name="resume" value="([0-9a-f-]{36})"/.exec(desk.body)?.[1] ?? "";
  await act(operator, "resume", { resume });
  says(await act(operator, "skip"), "Returning to you", number, "At the cash desk", "did not come");
  const bill = await billOf(file);
  const cashier = await town.as("uwamahoro-denise");
  says(await cashier.get("/treasury/till?lang=en"), "On their way from a counter", number);
  town.setClock(new Date(town.now().getTime() + 60_000).toISOString());
  const cash = { bill: bill.billId, given: "500", payer: "Habimana Eric" };
  says(await cashier.post("/treasury/till/take", cash), "500 Frw");
  await town.settle();
  says(await operator.get("/staff/notifications"), `whom you sent to pay has paid · ${number}`);
  const paid = await operator.get("/counter");
  says(paid, `Call ${number} back: has paid`, "Has paid, ", "did not come");
  const missed = await act(operator, "resume", { resume });
  assert.match(missed.body, /name="back"/, "her file stays with the ticket");
  const again = await act(operator, "skip");
  says(again, "Returning to you", number, "Has paid, ");
  assert.doesNotMatch(textOf(again), /back: has paid/, "the next one is called meanwhile");
  await act(operator, "resume", { resume });
  await act(operator, "start");
  await act(operator, "finish");
});

test("Cash over a payment that is open is taken when the client has cancelled that", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const { visit, file } = await sentBy(operator, "Umwali Diane");
  await operator.get(file);
  await operator.post(`${file}/pay`);
  const bill = await billOf(file);
  assert.equal(bill.status, "pending");
  const cashier = await town.as("uwamahoro-denise");
  const till = await cashier.get(`/treasury/till?number=${bill.number}&lang=en`);
  says(till, "the client has paid twice", "the treasury refunds it later, not at this till");
  const cash = { bill: bill.billId, given: "1 000", payer: "Habimana Eric" };
  const refused = await cashier.post("/treasury/till/take", cash);
  assert.equal(refused.status, 422);
  says(refused, "Another payment of this bill is open");
  assert.match(refused.body, /href="#cancelled"/);
  assert.match(refused.body, /name="given"[^>]*value="1 000"/);
  assert.match(refused.body, /name="payer"[^>]*value="Habimana Eric"/);
  assert.equal((await billOf(file)).status, "pending", "nothing was taken");
  says(await cashier.post("/treasury/till/take", { ...cash, cancelled: "true" }), "Change: 500");
  assert.equal((await billOf(file)).status, "paid");

  const { payments } = town.app.parts;
  const [open] = await payments.attemptsOf(bill.billId);
  const [charge] = await town.database.ownerSql<{ ref: string }[]>`
    select ref from sandbox.charge where attempt_id = ${open?.id ?? ""}`;
  await settleCharge(town.app.sql, charge?.ref ?? "", "paid");
  must(await payments.readStatus(open?.id ?? ""));
  const late = (await payments.attemptsOf(bill.billId)).find(({ id }) => id === open?.id);
  assert.deepEqual([late?.owedBack, late?.owed], ["twice", bill.money], "as the till said");
  await operator.get(visit);
  await operator.post(`${visit}/close`);
});

test("Who has no ticket in hand is not sent", async () => {
  const operator = await seated(town, "mugabo-jean", "2");
  const { visit, file } = await sentBy(operator, "Umwali Aline");
  const page = await operator.get(file);
  says(page, "In cash: at the cash desk of this hall");
  assert.doesNotMatch(textOf(page), /Send to the cash desk/);
  says(await operator.post(`${file}/till`), "Nobody is at this counter now");
  const first = await operator.get(visit);
  says(first, "Unpaid: Birth certificate · Umwali Aline, 500 Frw");
  assert.ok(first.body.includes(`href="${file}"`), "one press from how it is paid");
});
