import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { completed } from "./apply-given.ts";
import { seated, staff } from "./counter-given.ts";
import { kioskOf } from "./hall-given.ts";

const card = "1196680099999099";
const shots = process.env.SHOTS;

/** What each may have done at the end, at most: two tickets, and one of everything else. */
const allowed = {
  kiosk: { presses: 6, keys: 0, loads: 9 },
  operator: { presses: 5, keys: 160, loads: 20 },
  colleague: { presses: 1, keys: 27, loads: 3 },
  cashier: { presses: 3, keys: 5, loads: 5 },
};

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** What somebody did at one screen. */
class Hand {
  readonly page: Page;
  readonly name: string;
  presses = 0;
  keys = 0;
  loads = 0;

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    // A page that waits loads itself again: how often depends on the others.
    page.on("framenavigated", (frame) => {
      if (!frame.url().includes("again=1")) this.loads += 1;
    });
  }

  get words(): Promise<string> {
    return this.page.locator("body").innerText();
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async shown(path: string): Promise<void> {
    await this.page.goto(town.url + path);
  }

  /** Touches or clicks what says this. */
  async press(words: string): Promise<void> {
    this.presses += 1;
    const place = this.page.locator("a, button, label").filter({ hasText: words }).first();
    const touch = this.name === "kiosk";
    await Promise.all([this.page.waitForEvent("load"), touch ? place.tap() : place.click()]);
  }

  /** Types where the focus is. */
  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  /**
   * Chooses in the list that has the focus; counted as typed. A browser forgets the letters before
   * after a second, which a busy machine needs for a word.
   */
  async choose(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.locator("select:focus").selectOption({ label: text });
  }

  async key(name: string, times = 1): Promise<void> {
    for (let each = 0; each < times; each += 1) {
      this.keys += 1;
      await this.page.keyboard.press(name);
    }
  }

  /** A key that leads to another page. */
  async goes(to: RegExp, name = "Enter"): Promise<void> {
    this.keys += 1;
    await Promise.all([
      this.page.waitForURL(to, { waitUntil: "load" }),
      this.page.keyboard.press(name),
    ]);
  }

  /** Presses Tab until this field has the focus. */
  async tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await this.page.evaluate("document.activeElement?.name")) === name) return;
      await this.key("Tab");
    }
    throw new Error(`the keyboard does not come to "${name}"`);
  }

  async picture(name: string): Promise<void> {
    if (shots) await this.page.screenshot({ path: `${shots}/walk-${name}.png`, fullPage: true });
  }

  get done() {
    const { presses, keys, loads } = this;
    return { presses, keys, loads };
  }
}

async function handOf(client: Client, name: string, more: object = {}): Promise<Hand> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...more });
  const cookies = [...client.cookies].map(([key, value]) => ({ name: key, value, url: town.url }));
  await context.addCookies(cookies);
  return new Hand(await context.newPage(), name);
}

describe("A person without an account and without a telephone", () => {
  it("goes from the kiosk to a printed certificate", async () => {
    const kiosk = await handOf(await kioskOf(town), "kiosk", {
      ...{ hasTouch: true, viewport: { width: 1080, height: 1920 } },
    });
    const client = await seated(town, "uwase-claudine", "1");
    const operator = await handOf(client, "operator");
    const colleague = await handOf(await seated(town, "mugabo-jean", "2"), "colleague");
    const cashier = await handOf(await staff(town, "uwamahoro-denise"), "cashier");
    await cashier.shown("/treasury/till");
    await cashier.page.locator("#centre").selectOption("kigali");
    await cashier.page.locator("#float").focus();
    await cashier.type("20000");
    await cashier.press("Open the till");
    await cashier.picture("till-open");

    await kiosk.shown("/hall/kigali/kiosk");
    await kiosk.press("English");
    await kiosk.press("Civil status");
    await kiosk.press("Take my ticket");
    await kiosk.picture("kiosk");

    await operator.shown("/counter");
    await operator.picture("free");
    await operator.page.locator("button:focus", { hasText: "Call next" }).waitFor();
    await operator.key("Enter");
    await operator.page.waitForSelector(".ct-ticket__number");
    await operator.picture("called");
    await operator.page.locator("#nationalId:focus").waitFor();
    await operator.type(card);
    await operator.goes(/\/counter\/client$/);
    await operator.picture("register");
    await operator.page.locator("#familyName:focus").waitFor();
    for (const part of ["Niyonzima", "Josué", "2", "5", "1966"]) {
      await operator.type(part);
      await operator.key("Tab");
    }
    assert.equal(await operator.page.inputValue("#nationalId"), card);
    await operator.tabTo("citizen");
    await operator.key("Space");
    await operator.tabTo("seen");
    await operator.key("Space");
    await operator.goes(/\/counter\/visits\/[0-9a-f-]{36}\/card$/);
    const visit = operator.path.replace(/\/card$/, "");
    await operator.picture("card");

    await colleague.shown("/counter");
    await colleague.picture("card-asked");
    await colleague.press("Look at");
    await colleague.picture("card-read");
    await colleague.page.locator("[name=number]").focus();
    for (const part of [card, "2", "5", "1966"]) {
      await colleague.type(part);
      await colleague.key("Tab");
    }
    await colleague.goes(/\/counter\/cards/);
    await colleague.picture("card-agreed");

    await operator.page.waitForURL(town.url + visit);
    await operator.picture("visit");
    await operator.page.locator(".ct-service:focus").waitFor();
    await operator.goes(/\/all$/);
    await operator.picture("whole");
    await operator.tabTo("who");
    await operator.key("ArrowDown");
    const name = operator.page.locator("[name=child_name]");
    await name.waitFor();
    await operator.tabTo("child_name");
    for (const part of ["Umwali Keza", "14", "3", "2026", "CAN-2026-000123"]) {
      await operator.type(part);
      await operator.key("Tab");
    }
    await operator.key("Space");
    await operator.tabTo("district");
    await operator.choose("Gasabo");
    const remera = operator.page.locator("select[name=sector] option", { hasText: "Remera" });
    await remera.waitFor({ state: "attached" });
    await operator.key("Tab");
    await operator.page.locator("select[name=sector]:focus").waitFor();
    await operator.choose("Remera");
    await operator.key("Tab");
    await operator.picture("whole-filled");
    await operator.goes(/\/check$/);
    await operator.picture("check");
    await operator.press("Confirm by signature");
    await operator.picture("confirm");
    await operator.page.check("#sheet");
    await operator.press("Signed: send");
    await operator.page.waitForURL(/\/receipt$/);
    await operator.picture("receipt");
    assert.ok(operator.loads <= 9, `${operator.loads} pages from the call to the receipt`);
    const caseId = /applications\/([0-9a-f-]{36})/.exec(operator.path)?.[1] ?? "";
    await town.settle();
    await operator.page.reload();
    await operator.picture("receipt-bill");
    await operator.press("Send to the cash desk");
    await operator.picture("sent-to-till");

    await cashier.shown("/treasury/till");
    await cashier.picture("till");
    await cashier.press("500");
    await cashier.press("I have");
    await cashier.picture("till-taken");
    await town.settle();

    await operator.shown("/counter");
    await operator.page.locator("[name=resume]:focus").waitFor();
    await operator.picture("paid");
    await operator.key("Enter");
    await operator.page.locator("[name=back]:focus").waitFor();
    await operator.picture("back");
    await operator.goes(/\/counter\/visits\/[0-9a-f-]{36}$/);
    await operator.picture("visit-paid");
    const back = await operator.words;
    assert.match(back, /Birth certificate · Umwali Keza/);
    await operator.press("Done, call next");

    const registrar = await town.as("officer-mutesi");
    const file = await registrar.get(`/office/cases/${caseId}?lang=en`);
    assert.match(
      file.body,
      /identity from a card that officers read and consent by a signed summary/,
    );
    assert.match(file.body, /Niyonzima Josué, at a counter with Uwase Claudine/);
    await completed(town, caseId, "register-check", "found");
    await completed(town, caseId, "signature", "sign");
    await town.settle();
    await kiosk.page.goto(`${town.url}/hall/kigali/kiosk`);
    await kiosk.press("English");
    await kiosk.press("Civil status");
    await kiosk.press("Take my ticket");
    await operator.shown("/counter");
    await operator.page.locator("button:focus", { hasText: "Call next" }).waitFor();
    await operator.key("Enter");
    await operator.page.locator("#nationalId:focus").waitFor();
    await operator.type(card);
    await operator.goes(/\/counter\/visits\/[0-9a-f-]{36}$/);
    await operator.picture("visit-later");
    await operator.tabTo("number-end");
    for (const part of [card.slice(-4), "2", "5", "1966"]) {
      await operator.type(part);
      await operator.key("Tab");
    }
    await operator.key("Space");
    await operator.key("Enter");
    const paper = operator.page.locator("a:focus[href*='/papers/']");
    await paper.waitFor();
    await operator.picture("visit-ready");
    const printed = await client.download((await paper.getAttribute("href")) ?? "");
    assert.equal(new TextDecoder().decode(printed.bytes.subarray(0, 5)), "%PDF-");
    await operator.press("Handed over");
    assert.doesNotMatch(await operator.words, /Ready to hand over/);

    const most = { kiosk, operator, colleague, cashier };
    for (const [who, at] of Object.entries(allowed)) {
      const { presses, keys, loads } = most[who as keyof typeof most].done;
      const did = `${who}: ${presses} presses, ${keys} keys, ${loads} pages`;
      if (shots) console.log(did);
      assert.ok(presses <= at.presses && keys <= at.keys && loads <= at.loads, did);
    }
    for (const hand of Object.values(most)) await hand.page.context().close();
  });
});
