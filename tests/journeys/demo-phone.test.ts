/**
 * The telephone of the demonstration: pressed without JavaScript, typed on with it, looked at as
 * small as a phone.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { barriersOn } from "../axe.ts";
import { withBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const page = "/demo/phone/mukamana-vestine";

test("Without JavaScript the keys of the telephone dial, type, send and hang up, and an SMS ends no session", async () => {
  const visitor = town.guest();
  await visitor.get("/services?lang=en");
  says(await visitor.get("/demo/phone"), "Mukamana Vestine");
  await visitor.get(page);
  says(await visitor.post(page, { do: "dial" }), "1 Kinyarwanda 2 English");
  const keyed = await visitor.post(page, { key: "2" });
  assert.match(keyed.body, /name="typed" value="2"/);
  says(await visitor.post(page, { do: "send", typed: "2" }), "Hamwe: public services");
  const texted = await visitor.post(page, { sms: "help" });
  says(
    texted,
    "Hamwe: public services",
    "Messages on this phone",
    "STATUS and an application number",
  );
  says(await visitor.post(page, { do: "send", typed: "1" }), "Which services?");
  says(await visitor.post(page, { do: "end" }), "Press the green key");
  assert.match(texted.body, /href="\/phone"/, "the way to a PIN");
});

test("The telephone shows the SMS of a ticket taken with its number", async () => {
  const { centres } = town.app.parts;
  const phone = (await town.person("mukamana-vestine")).phone ?? assert.fail("no telephone");
  const topic = "civil-status-and-identity";
  must(await centres.takeTicket({ centre: "kigali", topic, lang: "en", phone }));
  await town.settle();
  says(await town.guest().get(page), "your number is A001. No counter is open for it yet");
});

test("With the keyboard alone somebody dials and chooses; the page holds at 360 pixels and nothing is in the way", async () => {
  await withBrowser(async (browser) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    await context.addCookies([{ name: "lang", value: "en", url: town.url }]);
    const phone = await context.newPage();
    await phone.goto(`${town.url}${page}`);
    const screen = phone.locator(".hw-handset__screen");
    await phone.getByLabel("What you type").focus();
    await phone.keyboard.press("Enter");
    await screen.getByText("Hamwe: public services").waitFor();
    await phone.keyboard.type("1");
    await phone.keyboard.press("Enter");
    await screen.getByText("Which services?").waitFor();
    await phone.getByRole("button", { name: "3", exact: true }).click();
    assert.equal(await phone.getByLabel("What you type").inputValue(), "3");
    assert.deepEqual(await barriersOn(phone), []);
    assert.ok((await phone.evaluate("document.documentElement.scrollWidth")) === 360);
  });
});
