import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { holds } from "../browser.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { mother, staff } from "./counter-given.ts";
import {
  applied,
  closeTablets,
  enrolled,
  judged,
  network,
  newTablet,
  ownPin,
  ownPinChosen,
  pin,
  press,
  type Tablet,
  unlocked,
  waiting,
} from "./offline-given.ts";

const list = "/counter/sync/conflicts?lang=en";
let town: Town;
let tablet: Tablet;
let page: Page;
before(async () => {
  town = await startTown();
  await town.person(mother.id);
  tablet = await newTablet(town);
});
after(async () => {
  await closeTablets();
  await town?.close();
});

/** Looks at it as a desk and as a phone show it. */
async function looked(name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    assert.deepEqual(await judged(page), [], `${name} at ${width}`);
  }
}

async function saysWho(name: string, typed: string): Promise<void> {
  await page.getByLabel(name).check();
  await page.fill("#own-pin", typed);
  await press(page, "Continue");
}

/** Opens the device, as this colleague. */
async function unlockedBy(name: string): Promise<void> {
  await page.fill("#pin", pin);
  await press(page, "Open");
  await page.waitForSelector("#own-pin");
  await saysWho(name, ownPin);
}

/** Begins a birth certificate for this person: all its questions are on the page. */
async function beganFor({ name, card, born }: typeof mother): Promise<void> {
  const [year = "", month = "", day = ""] = born.split("-");
  await press(page, "New application");
  await press(page, "Birth certificate");
  const person = { name, "national-id": card };
  const birth = { "birth-day": day, "birth-month": month, "birth-year": year };
  for (const [id, text] of Object.entries({ ...person, ...birth })) await page.fill(`#${id}`, text);
  await page.check('input[name="lang"][value="en"]');
  await press(page, "Continue");
  await page.waitForSelector(".hw-whole");
}

describe("Who works with a device without network", () => {
  let reference = "";
  let claudine: Client;

  it("is who has signed in, as long as nobody has a PIN of their own", async () => {
    await enrolled(town, tablet, "mugabo-jean", "Bus 2, tablet");
    page = tablet.page;
    await network(page, "online");
    await page.waitForSelector("#present >> text=Working here: Mugabo Jean");
    await page.waitForSelector("text=You have no PIN of your own yet");
  });

  it("chooses a PIN of their own online, and not one that is easily guessed", async () => {
    const officer = await staff(town, "uwase-claudine");
    await officer.get("/counter/pin?lang=en");
    const chosen = (first: string, again = first) =>
      officer.post("/counter/pin", { "own-pin": first, "own-pin-again": again });
    says(await chosen("mango"), "at least 6 characters");
    for (const easy of ["123456", "987654", "890123", "121212", "aaaaaa", "040794", "19940704"])
      says(await chosen(easy), "harder to guess");
    const differs = await chosen(ownPin, "mango-72");
    assert.equal(differs.status, 422);
    says(differs, "do not match");
    says(await officer.get("/counter/pin"), "You have none yet");
    await ownPinChosen(town, "uwase-claudine");
    says(await officer.get("/counter/pin"), "You have one");
    const [row] = await town.app.sql`select encode(hash, 'escape') as hash from counter.own_pin`;
    assert.doesNotMatch(String(row?.hash), /mango/);
  });

  it("is asked for it when they open the device, and nothing is done before", async () => {
    await press(page, "Send now");
    await page.waitForSelector("#sent");
    await tablet.wire.cut();
    await press(page, "Lock");
    await page.fill("#pin", pin);
    await press(page, "Open");
    await page.waitForSelector("#own-pin");
    assert.match(await page.innerText("#offline"), /Uwase Claudine/, "who never signed in here");
    assert.doesNotMatch(await page.innerText("#offline form"), /Mugabo Jean|Take a ticket/);
    await page.evaluate("location.hash = '#/ticket'");
    await page.waitForSelector("#own-pin");
    await looked("who-pin");
    await saysWho("Uwase Claudine", "mango-72");
    await page.waitForSelector("[data-error-summary] >> text=not the PIN of this person");
    await saysWho("Uwase Claudine", ownPin);
    await page.goto(`${page.url().split("#")[0]}#/`);
    await page.waitForSelector("#present >> text=Working here: Uwase Claudine");
  });

  it("is asked again after a pause, and waits after some wrong ones", async () => {
    reference = await applied(page, mother, "Keza");
    await tablet.context.clock.setFixedTime(new Date(town.now().getTime() + 11 * 60_000));
    await page.keyboard.press("Shift");
    await page.waitForSelector("text=locked itself because nobody used it");
    await page.fill("#pin", pin);
    await press(page, "Open");
    await page.waitForSelector("#own-pin");
    for (let tries = 0; tries < 4; tries++) {
      await page.fill("#own-pin", `wrong one ${tries}`);
      await press(page, "Continue");
      await holds(page, "document.getElementById('own-pin')?.value === ''");
    }
    await page.fill("#own-pin", ownPin);
    await press(page, "Continue");
    await page.waitForSelector("[data-error-summary] >> text=Wait 2 seconds");
    // A clock that was put back costs the pause once more, and no longer.
    await tablet.context.clock.setFixedTime(town.now());
    await page.fill("#own-pin", ownPin);
    await press(page, "Continue");
    await holds(page, "document.getElementById('own-pin')?.value === ''");
    await tablet.context.clock.setFixedTime(new Date(town.now().getTime() + 3_000));
    await page.fill("#own-pin", ownPin);
    await press(page, "Continue");
    await page.waitForSelector("#present >> text=Working here: Uwase Claudine");
    await tablet.context.clock.setFixedTime(town.now());
  });

  it("has taken it only as the device says, until they confirm it signed in", async () => {
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    await page.waitForSelector("#conflicts >> text=Waits for the person’s yes");
    const both = "Taken by Uwase Claudine, sent by Mugabo Jean";
    await page.waitForSelector(`#conflicts >> text=${both}`);
    await page.waitForSelector("#signed-in >> text=Mugabo Jean is signed in, but Uwase Claudine");
    await looked("who-apart");
    claudine = await staff(town, "uwase-claudine");
    const before = await claudine.get(list);
    says(before, "Did you take these?", reference, "Mugabo Jean", "Taken by, as the device says");
    const path = /action="(\/counter\/sync\/claims\/[^"]+)"/.exec(before.body)?.[1] ?? "";
    await fitsScreens(town.url, claudine, list, "claims");
    const stranger = await staff(town, "mukeshimana-aline");
    await stranger.get(list);
    assert.equal((await stranger.post(path, { act: "yes" })).status, 404, "not theirs to say");
    await page.goto(`${town.url}${list}`);
    assert.equal(await page.locator("#claims").count(), 0, "nor of who delivered it");
    await claudine.get(list);
    const after = await claudine.post(path, { act: "yes" });
    assert.match(after.body, /You have confirmed it/);
    assert.doesNotMatch(after.body, /Did you take these|as the device says/);
    const [row] = await town.app.sql`
      select taken_confirmed from counter.synced where reference = ${reference}`;
    assert.equal(row?.taken_confirmed, true);
  });

  it("says that it was not they, which is written down", async () => {
    await page.goto(`${town.url}/counter/offline`);
    await unlocked(page, pin, ownPin);
    await tablet.wire.cut();
    const other = await applied(page, mother, "Ganza");
    await tablet.wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    const body = (await claudine.get(list)).body;
    const path = /action="(\/counter\/sync\/claims\/[^"]+)"/.exec(body)?.[1] ?? "";
    says(await claudine.post(path, { act: "no" }), "they say that it was not them", other);
    const [event] = await town.database.ownerSql`
      select kind from security.event where kind = 'claim-denied'`;
    assert.ok(event);
  });

  it("finds every answer again after a reload, what was just typed included", async () => {
    await beganFor(mother);
    assert.ok((await page.innerText("#twice")).includes(reference), "she has applied here before");
    await page.check('input[name="who"][value="child"]');
    await page.check('input[name="reason"][value="other"]');
    await page.waitForSelector("#other_reason");
    await page.locator("#child_name").pressSequentially("Keza In");
    await page.waitForSelector("#offline form:not([data-saving])");
    await page.reload();
    await page.fill("#pin", pin);
    await press(page, "Open");
    await page.waitForSelector("#own-pin");
    assert.ok(await page.getByLabel("Uwase Claudine").isChecked(), "who worked here last");
    await page.fill("#own-pin", ownPin);
    await press(page, "Continue");
    await page.waitForSelector(".hw-whole");
    assert.ok(await page.isChecked('input[name="who"][value="child"]'));
    assert.ok(await page.isChecked('input[name="reason"][value="other"]'));
    assert.equal(await page.inputValue("#child_name"), "Keza In", "a field that was not left");
  });

  it("begins at the counter where a colleague was in the middle of a form", async () => {
    await press(page, "Back to the counter");
    await page.waitForSelector("#net");
    await ownPinChosen(town, "mukeshimana-aline");
    await press(page, "Send now");
    await page.waitForSelector("#sent");
    await press(page, "Lock");
    await page.fill("#pin", pin);
    await press(page, "Open");
    await page.waitForSelector("#own-pin");
    await saysWho("Mukeshimana Aline", ownPin);
    await page.waitForSelector("#present >> text=Working here: Mukeshimana Aline");
    assert.match(await page.innerText("#unfinished"), /Uwase Claudine/);
    // The box is about who works here, not about who is signed in and has none.
    assert.equal(await page.locator("text=You have no PIN of your own yet").count(), 0);
    assert.match(await page.innerText("#outbox"), /Started by Uwase Claudine/);
    await looked("who-unfinished");
  });

  it("has what they typed apart from what a colleague types meanwhile", async () => {
    await press(page, "New application");
    await press(page, "Birth certificate");
    await page.locator("#name").pressSequentially("Uwera");
    await page.waitForSelector("#offline form:not([data-saving])");
    await page.reload();
    await unlockedBy("Uwase Claudine");
    await page.waitForSelector(".hw-whole");
    assert.equal(await page.inputValue("#child_name"), "Keza In");
    await page.reload();
    await unlockedBy("Mukeshimana Aline");
    await page.waitForSelector("#national-id");
    assert.equal(await page.inputValue("#name"), "Uwera");
  });

  it("leaves nothing of a colleague’s form where somebody else deleted it", async () => {
    await press(page, "Back to the counter");
    await press(page, "Delete this application");
    await press(page, "Delete this application");
    await page.waitForSelector("#net");
    assert.equal(await page.locator("#unfinished").count(), 0);
    await press(page, "Lock");
    await unlockedBy("Uwase Claudine");
    await page.waitForSelector("#present >> text=Working here: Uwase Claudine");
  });

  it("opens no page online without a network, and none as somebody else", async () => {
    await tablet.wire.cut();
    await press(page, "Send now");
    await network(page, "offline");
    const resolve = page.locator("#conflicts button", { hasText: "Resolve" });
    assert.ok(await resolve.isDisabled());
    await page.waitForSelector("#conflicts >> text=Possible when the network is back");
    await looked("who-offline");
    await tablet.wire.mend();
    await press(page, "Send now");
    await page.waitForSelector("#signed-in >> text=Mugabo Jean is signed in");
    await press(page, "Resolve: sign in as Uwase Claudine first");
    await page.click('button[value="uwase-claudine"]');
    await page.waitForURL("**/counter/sync/conflicts*");
    await page.waitForSelector("#claims, #counts");
    await page.goto(`${town.url}/counter/offline`);
    await unlocked(page, pin, ownPin);
    await page.waitForSelector("#signed-in >> text=Signed in: Uwase Claudine");
    await page.locator("#conflicts").getByRole("link", { name: "Resolve", exact: true }).click();
    await page.waitForSelector("h1 >> text=Taken offline");
  });
});
