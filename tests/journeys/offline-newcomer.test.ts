import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import { startTown, type Town } from "../town.ts";
import { act, seated } from "./counter-given.ts";
import {
  asked,
  type Client,
  closeTablets,
  enrolled,
  judged,
  network,
  newTablet,
  ownPin,
  ownPinChosen,
  pin,
  press,
  shell,
  signIn,
  type Tablet,
  ticketTaken,
  unlocked,
  waiting,
} from "./offline-given.ts";

const list = "/counter/sync/conflicts";
const newcomer: Client = { name: "Niyonzima Josué", card: "1196680099999099", born: "1966-05-02" };

let town: Town;
let tablet: Tablet;
let page: Page;
before(async () => {
  town = await startTown();
  tablet = await newTablet(town);
});
after(async () => {
  await closeTablets();
  await town?.close();
});

/** Looks at it as a desk and as a phone show it. */
async function looked(at: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await at.setViewportSize({ width, height: 800 });
    if (process.env.SHOTS)
      await at.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    assert.deepEqual(await judged(at), [], `${name} at ${width}`);
  }
}

describe("Somebody whom nobody knows, at a counter without network", () => {
  let reference = "";
  let number = "";

  it("is named with number and birth date where the operator compares the card", async () => {
    await enrolled(town, tablet, "mugabo-jean", "Bus 2, tablet");
    page = tablet.page;
    await network(page, "online");
    await page.waitForSelector("#present >> text=Working here: Mugabo Jean, since");
    const online = page.getByRole("link", { name: "Online counter" });
    assert.equal(await online.getAttribute("href"), "/counter");
    await ownPinChosen(town, "ingabire-solange");
    await press(page, "Send now");
    await page.waitForSelector("#sent");
    await tablet.wire.cut();
    number = await ticketTaken(page);
    await asked(page, newcomer, "Keza");
    const check = await page.innerText("#offline");
    for (const text of ["Compare with the card:", newcomer.name, "2 May 1966", newcomer.card])
      assert.ok(check.replaceAll("\u00a0", " ").includes(text), text);
    await looked(page, "check");
  });

  it("is put right where a name or number was mistyped, and keeps what was answered", async () => {
    await press(page, "Change who this is for");
    await page.waitForSelector("#national-id");
    assert.equal(await page.inputValue("#name"), newcomer.name);
    assert.equal(await page.inputValue("#birth-month"), "05");
    await page.fill("#national-id", "11966");
    await press(page, "Continue");
    await page.waitForSelector('[data-error-summary] a[href="#national-id"]');
    await page.fill("#national-id", newcomer.card);
    await page.check('input[name="lang"][value="rw"]');
    await page.fill("#birth-year", "1969");
    await press(page, "Continue");
    await page.waitForSelector("text=The national ID number is of somebody born in 1966");
    await press(page, "Change who this is for");
    await page.fill("#birth-year", "1966");
    await press(page, "Continue");
    await page.waitForSelector("#take");
    assert.equal(await page.locator("text=somebody born in 1966").count(), 0);
    assert.match(await page.innerText("#offline"), /Keza/);
  });

  it("is read aloud in the language of the person, beside the operator's own", async () => {
    assert.equal(await page.getAttribute(".of-aloud", "lang"), "rw");
    const aloud = (await page.innerText(".of-aloud")).replaceAll("\u00a0", " ");
    assert.match(aloud, /14 Werurwe 2026/, "a month that browsers do not know");
    assert.match(await page.innerText("#offline h1"), /Check your answers/);
    assert.match(await page.innerText("#take"), /The person agrees/);
    await looked(page, "check-rw");
    await press(page, "Change who this is for");
    await page.waitForSelector("#national-id");
    await page.check('input[name="lang"][value="en"]');
    await press(page, "Continue");
    await page.waitForSelector("#take");
  });

  it("changes an answer where it was asked, with the cursor there", async () => {
    await page.getByRole("link", { name: /^Change.*Full name/ }).click();
    await page.waitForSelector(".hw-whole #child_name");
    assert.equal(await page.evaluate("document.activeElement.id"), "child_name");
    await page.fill("#child_name", "Keza Ineza");
    await press(page, "Continue");
    await page.waitForSelector("#take");
    assert.match(await page.innerText("#offline"), /Keza Ineza/);
    await page.click("#take");
    reference = (await page.textContent("#reference")) ?? "";
    const head = (await page.innerText(".of-letterhead")).replaceAll("\u00a0", " ");
    for (const text of ["Rwanda", "Kigali service hall", "Bus 2, tablet", "23 November 2026"])
      assert.ok(head.includes(text), head);
    const next = (await page.innerText("#next")).replaceAll("\u00a0", " ");
    for (const text of [
      "a fee of 500 Frw is due",
      "second officer",
      "Track an application",
      "9099",
    ])
      assert.ok(next.includes(text), next);
    assert.doesNotMatch(next, /need do nothing/);
    await looked(page, "receipt");
    assert.match(await page.innerText(".of-letterhead"), /Taken by Mugabo Jean/);
    await press(page, "Back to the counter");
  });

  it("has the phone that they gave in the question for it", async () => {
    await press(page, "New application");
    await press(page, "Birth certificate");
    const other = { name: "Uwera Chantal", "national-id": "1197170088888088", phone: "0788555666" };
    for (const [id, value] of Object.entries(other)) await page.fill(`#${id}`, value);
    for (const [part, value] of Object.entries({ day: "9", month: "8", year: "1971" }))
      await page.fill(`#birth-${part}`, value);
    await page.check('input[name="lang"][value="en"]');
    await press(page, "Continue");
    await page.waitForSelector(".hw-whole");
    assert.equal((await page.inputValue("#phone")).replaceAll(/\s/g, ""), "+250788555666");
    await press(page, "Back to the counter");
    await press(page, "Delete this application");
    await press(page, "Delete this application");
    await page.waitForSelector("#net");
  });

  it("is taken by whoever says that they work there, and waits behind the PIN", async () => {
    await press(page, "Somebody else works here now");
    await press(page, "Continue");
    await page.waitForSelector("[data-error-summary]");
    await looked(page, "who");
    await page.getByLabel("Ingabire Solange").check();
    await page.fill("#own-pin", ownPin);
    await press(page, "Continue");
    await page.waitForSelector("#net");
    assert.match(await page.innerText("#present"), /Ingabire Solange/);
    await press(page, "Lock");
    assert.match(await page.innerText("#waits"), /2 items on this device are not finished/);
    await looked(page, "locked");
    await unlocked(page, pin, ownPin);
    await tablet.context.clock.setFixedTime(new Date(town.now().getTime() + 11 * 60_000));
    await page.keyboard.press("Shift");
    await page.waitForSelector("text=locked itself because nobody used it");
    await tablet.context.clock.setFixedTime(town.now());
    await unlocked(page, pin, ownPin);
    assert.match(await page.innerText("#present"), /Ingabire Solange/, "who said so with a PIN");
  });

  it("is delivered, and the ticket's place in the hall is told as of a time", async () => {
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#conflicts >> text=Account missing, or mistyped");
    assert.equal(await page.locator("#conflicts .of-row--bad").count(), 0, "nothing is wrong");
    assert.match(await page.innerText("#not-sent"), /without an account, or mistyped: 1/);
    assert.match(await page.innerText("#held"), /Nothing waits to be sent/);
    assert.match(await page.innerText("#present"), /Ingabire Solange/, "not who is signed in");
    assert.match(await page.innerText("#in-hall"), new RegExp(`${number}.*waiting`, "is"));
    const operator = await seated(town, "uwase-claudine", "1");
    await act(operator, "next");
    await press(page, "Send now");
    await page.waitForSelector("#in-hall >> text=Called");
    await looked(page, "delivered");
  });

  it("has an account when who took it has seen the card", async () => {
    await seated(town, "mugabo-jean", "2");
    await page.goto(`${town.url}${list}`);
    assert.match(await page.innerText("#counts"), /1 application is not .* 1 person/);
    assert.match(await page.innerText("main"), /Taken by[\s\S]*Mugabo Jean/);
    await looked(page, "conflict-first");
    await page.check("input[name=citizen]");
    await page.check("input[name=seen]");
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.waitForSelector("text=A second officer of the hall");
    assert.equal((await personByNationalId(town.app.sql, newcomer.card))?.level, 1);
  });

  it("is sent by a second officer who has the answers before them", async () => {
    await seated(town, "mukeshimana-aline", "3");
    const second = await newTablet(town);
    await signIn(town, second, "mukeshimana-aline");
    await second.page.goto(`${town.url}${list}`);
    const section = second.page.locator("section", { hasText: reference });
    for (const text of [newcomer.name, "Keza Ineza", "Remera", "A gift"])
      assert.ok((await section.innerText()).includes(text), text);
    await looked(second.page, "conflict-second");
    await section.getByLabel("Why you are sure").fill("The signed receipt is here, with the card.");
    await section.getByRole("button", { name: "Approve and send" }).click();
    await second.page.waitForSelector(`text=${reference} is with the office`);
    const person = await personByNationalId(town.app.sql, newcomer.card);
    const sent = person ? await town.app.parts.cases.applicationsOf(person.id) : [];
    assert.deepEqual(
      sent.map((each) => each.reference),
      [reference],
      "under the number that they took home",
    );
    await page.goto(`${town.url}${shell}`);
  });
});
