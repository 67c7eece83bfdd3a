import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { clipsFor } from "../../src/channels/hall/voices/voices.ts";
import { must } from "../../src/kernel/index.ts";
import { isLang } from "../../src/platform/i18n/index.ts";
import { barriersOn } from "../axe.ts";
import { holds, launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { civil, kioskOf, manager, seated, takenAt } from "./hall-given.ts";

const wasm = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));

let town: Town;
let browser: Browser;
let kiosk: Client;

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  kiosk = await kioskOf(town);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

async function screen(client: Client | undefined, width: number, more: object = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...more });
  const cookies = [...(client?.cookies ?? [["lang", "en"]])];
  await context.addCookies(
    cookies.map(([name = "", value = ""]) => ({ name, value, url: town.url })),
  );
  return context.newPage();
}

async function tabTo(shown: Page, words: string): Promise<void> {
  for (let presses = 1; presses <= 40; presses++) {
    await shown.keyboard.press("Tab");
    const focused = shown.locator(":focus");
    if ((await focused.count()) > 0 && (await focused.innerText()).includes(words)) return;
  }
  throw new Error(`the keyboard does not come to "${words}"`);
}

const atHall = (page: string): string => `/hall/kigali${page}`;

const tooSmall = `[...document.querySelectorAll("a, button, .k-choice, input[type=tel]")]
  .filter((each) => !each.hidden && each.getBoundingClientRect().height < 64)
  .map((each) => each.outerHTML)`;
const tooWide = "document.documentElement.scrollWidth > innerWidth";

describe("A hall's screens in a real browser", () => {
  for (const width of [360, 1280])
    it(`a ticket is taken by keyboard alone, without JavaScript, at ${width} pixels`, async () => {
      const shown = await screen(kiosk, width, { javaScriptEnabled: false });
      const fits = async () => {
        assert.deepEqual(await shown.evaluate(tooSmall), []);
        assert.equal(await shown.evaluate(tooWide), false, shown.url());
      };
      await shown.goto(`${town.url}/hall/kigali/kiosk`);
      await fits();
      for (const words of ["English", "Civil status", "Take my ticket"]) {
        await tabTo(shown, words);
        await Promise.all([shown.waitForNavigation(), shown.keyboard.press("Enter")]);
        await fits();
      }
      assert.match(await shown.locator(".k-slip__number").innerText(), /^A\d{3}$/);
      await shown.context().close();
    });

  it("a phone reads the code on the kiosk's screen, and it leads to the ticket", async () => {
    await kiosk.get("/hall/kigali/kiosk/topics?lang=en");
    const { number } = await takenAt(kiosk, civil);
    const [held] = await town.app.sql<{ token: string }[]>`
      select token from centres.ticket where number = ${number}`;
    const shown = await screen(kiosk, 1280);
    await shown.goto(`${town.url}/hall/kigali/kiosk/ticket`);
    const picture = await shown.locator(".hall-code").screenshot();
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } });
    const read = await readBarcodes(new Uint8Array(picture), { formats: ["QRCode"] });
    assert.equal(read[0]?.text, `${town.url}/t/${held?.token}`);
    await shown.context().close();
  });

  it("every screen of a hall passes axe", async () => {
    await kiosk.get("/hall/kigali/kiosk/topics?lang=en");
    await takenAt(kiosk, civil);
    const [held] = await town.app.sql<{ token: string }[]>`
      select token from centres.ticket where status = 'waiting' limit 1`;
    const home = "/hall/kigali/kiosk";
    const pages: readonly [string, Client | undefined, readonly string[]][] = [
      ["kiosk", kiosk, [`${home}/ticket`, home, `${home}/topics`, `${home}/take/${civil}`]],
      ["kiosk", kiosk, [`${home}/arrive`]],
      ["phone", undefined, [`/t/${held?.token}`, `/t/${held?.token}/leave`]],
      ["phone", undefined, ["/centres/kigali/ticket"]],
      ["board", undefined, ["/hall/kigali/board"]],
      ["hall", await town.as(manager), ["", "/queue", "/what-if", "/roster"].map(atHall)],
    ];
    for (const [name, client, paths] of pages)
      for (const width of [360, 1280]) {
        const shown = await screen(client, width);
        for (const path of paths) {
          await shown.goto(town.url + path);
          assert.deepEqual(await barriersOn(shown), [], `${name} ${path} at ${width}`);
          assert.equal(await shown.evaluate(tooWide), false, `${path} at ${width}`);
        }
        await shown.context().close();
      }
  });

  it("a call comes to the board and to the phone without loading anything anew", async () => {
    await kiosk.get("/hall/kigali/kiosk/topics?lang=en");
    await takenAt(kiosk, "education");
    const [held] = await town.app.sql<{ token: string; number: string }[]>`
      select token, number from centres.ticket where topic = 'education'`;
    const board = await screen(undefined, 1920);
    const phone = await screen(undefined, 360);
    await board.goto(`${town.url}/hall/kigali/board`);
    await phone.goto(`${town.url}/t/${held?.token}`);
    await board.evaluate("globalThis.same = true");
    await phone.evaluate("globalThis.same = true");
    const seat = await seated(town, "9", "Uwase Claudine");
    await board.locator("#waiting:not(:empty)").waitFor();
    const called = must(await town.app.parts.centres.callNext(seat));
    assert.equal(called?.number, held?.number);
    await board.locator("#now-number", { hasText: held?.number ?? "" }).waitFor();
    await board.locator(".b-now.is-new").waitFor();
    assert.equal(await board.locator("#now-counter").innerText(), "9");
    await phone.locator(".p-counter strong", { hasText: "9" }).waitFor();
    assert.match(await phone.title(), /^Counter 9/);
    assert.equal(await board.evaluate("globalThis.same"), true);
    assert.equal(await phone.evaluate("globalThis.same"), true);
    await board.context().close();
    await phone.context().close();
  });

  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
    [1080, 1920],
  ] as const)
    it(`a board of ${width} × ${height} cuts no row beside what is said`, async () => {
      const board = await screen(undefined, width);
      await board.setViewportSize({ width, height });
      // What the test puts there stays: nothing is heard from the hall.
      await board.route("**/board/events*", (route) => route.abort());
      await board.goto(`${town.url}/hall/kigali/board`);
      await board.evaluate(`
        document.querySelector("#now").className = "b-now";
        document.querySelector("#list").className = "b-list";
        document.querySelector("#rows").innerHTML = Array.from({ length: 7 }, (_, at) =>
          "<li class='b-list__row'><span>A00" + at + "</span><b>" + at + "</b></li>").join("");
        const said = document.querySelector("#said");
        said.textContent = "The cash desk is closed from 12:00 to 13:00 today. ".repeat(3);
        said.hidden = false;
      `);
      const rows = await board.evaluate(`
        (() => {
          const room = document.querySelector("#rows").getBoundingClientRect();
          return [...document.querySelectorAll(".b-list__row")].map((row) => {
            const { left, top, bottom } = row.getBoundingClientRect();
            const isHere = left < room.right - 1 && top < room.bottom;
            return { isHere, isWhole: bottom <= room.bottom + 1 };
          });
        })()
      `);
      const shown = (rows as { isHere: boolean; isWhole: boolean }[]).filter((row) => row.isHere);
      if (process.env.SHOTS)
        await board.screenshot({ path: `${process.env.SHOTS}/board-${width}x${height}.png` });
      assert.ok(shown.length >= (height > width ? 5 : 3), JSON.stringify(rows));
      assert.ok(
        shown.every((row) => row.isWhole),
        JSON.stringify(rows),
      );
      await board.context().close();
    });

  it("a board that hears nothing says that it is old, and recovers by itself", async () => {
    const board = await screen(undefined, 1280);
    await board.clock.install();
    await board.goto(`${town.url}/hall/kigali/board`);
    await board.clock.runFor(2000);
    assert.equal(await board.locator("#stale").isHidden(), true);
    await board.context().setOffline(true);
    await board.clock.runFor(16_000);
    assert.equal(await board.locator("#stale").isVisible(), true);
    await board.context().setOffline(false);
    const fresh = board.locator("#stale").waitFor({ state: "hidden" });
    const ticking = setInterval(() => void board.clock.runFor(1000).catch(() => undefined), 50);
    await fresh.finally(() => clearInterval(ticking));
    assert.equal(await board.locator("#stale").isHidden(), true);
    await board.context().close();
  });

  it("brings its own keys for the phone number, and for the code of an appointment", async () => {
    const shown = await screen(kiosk, 1080);
    await shown.goto(`${town.url}/hall/kigali/kiosk/take/${civil}`);
    const field = shown.locator("#phone");
    const pad = shown.getByRole("group", { name: "Keys" });
    assert.equal(await pad.isVisible(), false);
    await field.click();
    for (const key of ["0", "7", "8", "9"]) await pad.getByRole("button", { name: key }).click();
    await pad.getByRole("button", { name: "Erase" }).click();
    assert.equal(await field.inputValue(), "078");
    assert.equal(await field.getAttribute("inputmode"), "none");
    assert.deepEqual(await shown.evaluate(tooSmall), []);
    assert.deepEqual(await barriersOn(shown), []);
    await shown.goto(`${town.url}/hall/kigali/kiosk/arrive`);
    await pad.getByRole("button", { name: "K" }).click();
    assert.equal(await shown.locator("#code").inputValue(), "K");
    await shown.context().close();
  });

  it("uses a tall screen to its end, with a picture for each topic", async () => {
    const shown = await screen(kiosk, 1080);
    await shown.setViewportSize({ width: 1080, height: 1920 });
    await shown.goto(`${town.url}/hall/kigali/kiosk/topics`);
    const tiles = shown.locator(".k-tile");
    assert.equal(await tiles.locator(".hw-icon").count(), await tiles.count());
    const last = await tiles.last().boundingBox();
    assert.ok(last && last.y + last.height > 1500, JSON.stringify(last));
    assert.equal(await shown.evaluate(tooWide), false);
    await shown.context().close();
  });

  it("a board plays the recording of a language, also where a voice would speak", async () => {
    const board = await screen(undefined, 1280);
    await board.addInitScript(`
      speechSynthesis.getVoices = () => ["rw", "en", "fr", "az"].map((lang) => ({ lang }));
      globalThis.played = [];
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (at, offset, seconds) {
        played.push([offset, seconds]);
        return start.call(this, at, offset, seconds);
      };`);
    await board.goto(`${town.url}/hall/kigali/board`);
    await board.locator("#waiting:not(:empty)").waitFor();
    // A board begins to sound once somebody has touched it.
    await board.keyboard.press("Shift");
    await board.locator("#sound").waitFor({ state: "hidden" });
    await takenAt(kiosk, "education");
    const seat = await seated(town, "4", "Mugabo Jean");
    const asked = board.waitForRequest(/\/assets\/voice-/);
    const called = must(await town.app.parts.centres.callNext(seat));
    const [, lang] = /\/assets\/voice-(\w+)\.[0-9a-f]{10}\.wav$/.exec((await asked).url()) ?? [];
    assert.equal(lang, called?.lang, "in the language of whoever is called");
    assert.ok(isLang(lang));
    const clips = clipsFor(lang, called?.number ?? "", "4");
    await holds(board, `played.length === ${clips.length}`);
    assert.deepEqual(await board.evaluate("played"), clips);
    await board.context().close();
  });
});
