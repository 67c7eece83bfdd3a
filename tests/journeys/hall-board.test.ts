/** The large display, as people in the hall read it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { must } from "../../src/kernel/index.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { civil, seated } from "./hall-given.ts";

const shots = process.env.SHOTS;

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** A later moment. */
const later = (seconds: number) =>
  town.setClock(new Date(town.now().getTime() + seconds * 1000).toISOString());

const take = (topic: string) =>
  town.app.parts.centres.takeTicket({ centre: "kigali", topic, lang: "en" }).then(must);

async function boardAt(width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(`${town.url}/hall/kigali/board?lang=en`);
  await page.locator("#waiting:not(:empty)").waitFor();
  return page;
}

const sizes = [
  [1920, 1080],
  [1280, 720],
  [1080, 1920],
] as const;

test("The board shows who is called and who is served, and nobody who is done", async () => {
  const { centres } = town.app.parts;
  const first = await seated(town, "1", "Uwase Claudine");
  const second = await seated(town, "2", "Mugabo Jean");
  const [one, two] = [await take(civil), await take(civil)];
  must(await centres.callNext(first));
  must(await centres.start(first));
  later(30);
  must(await centres.callNext(second));
  const board = await boardAt(1920, 1080);
  const now = () => board.locator("#now-number").innerText();
  const rows = () => board.locator("#rows").innerText();
  assert.equal(await now(), two.number);
  assert.match(await rows(), new RegExp(`${one.number}\\s+1`));
  must(await centres.start(second));
  must(await centres.finish(second));
  await board.locator("#now-number", { hasText: one.number }).waitFor();
  assert.doesNotMatch(await board.locator("main").innerText(), new RegExp(two.number));
  must(await centres.finish(first));
  for (const seat of [first, second]) must(await centres.closeCounter(seat));
  await board.locator("#now[data-empty]").waitFor();
  assert.doesNotMatch(await board.locator("main").innerText(), /[A-G]\d\d/);
  await board.context().close();
});

test("Six who are served fill the screen, and are read from the back of the hall", async () => {
  const { centres } = town.app.parts;
  const officers = [
    "Uwase Claudine",
    "Mugabo Jean",
    "Uwera Josiane",
    "Mukeshimana Aline",
    "Uwimana Thierry",
  ];
  const topics = [civil, civil, civil, "education", "visas-and-travel"];
  for (const [index, counter] of ["1", "2", "3", "4", "10"].entries())
    await seated(town, counter, officers[index] ?? "");
  for (const topic of topics) await take(topic);
  const all = (await centres.hall("kigali"))?.counters.filter(({ open }) => open) ?? [];
  for (const { id, officer } of all) {
    later(20);
    must(await centres.callNext({ centre: "kigali", counter: id, officer: officer as never }));
  }
  for (let count = 0; count < 6; count++) await take(civil);
  for (const [width, height] of sizes) {
    const board = await boardAt(width, height);
    if (shots) await board.screenshot({ path: `${shots}/hall-${width}x${height}.png` });
    const used = (await board.evaluate(`(() => {
      const box = (what) => document.querySelector(what).getBoundingClientRect();
      const size = (what) => parseFloat(getComputedStyle(document.querySelector(what)).fontSize);
      const range = document.createRange();
      range.selectNodeContents(document.querySelector("#now-number"));
      return {
        now: range.getBoundingClientRect().width / box("#now").width,
        rows: (box("#rows li:last-child").bottom - box("#list").top) / box("#list").height,
        row: size("#rows li"),
        next: size("#next-numbers"),
        foot: box(".b-foot").bottom,
        isWide: document.documentElement.scrollWidth > innerWidth,
      };
    })()`)) as Record<"now" | "rows" | "row" | "next" | "foot", number> & { isWide: boolean };
    const seen = JSON.stringify({ width, height, ...used });
    assert.ok(used.now >= 0.72 && used.now < 0.97, seen);
    assert.ok(used.rows >= 0.7 && used.rows <= 1, seen);
    // At ten metres a sign needs capitals of some 30 mm: a television of 55 inches is 685 mm high.
    const perMm = Math.min(width, height) / 685;
    assert.ok((used.row * 0.7) / perMm >= 50, seen);
    assert.ok((used.next * 0.7) / perMm >= 28, seen);
    assert.ok(used.foot <= height && !used.isWide, seen);
    await board.context().close();
  }
});

test("No letter of the number called runs into the box of its counter", async () => {
  for (const [width, height] of sizes) {
    const board = await boardAt(width, height);
    for (const number of ["FQ01", "AQ123"]) {
      const between = Number(
        await board.evaluate(`(() => {
          const shown = document.querySelector("#now-number");
          shown.textContent = "${number}";
          document.querySelector("#now").classList.toggle("is-long", ${number.length > 4});
          const style = getComputedStyle(shown);
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = style.fontWeight + " " + style.fontSize + " " + style.fontFamily;
          const ink = pen.measureText("${number}");
          const range = document.createRange();
          range.selectNodeContents(shown);
          const line = range.getBoundingClientRect();
          const baseline = line.bottom - ink.fontBoundingBoxDescent;
          const box = document.querySelector("#now-counter").getBoundingClientRect();
          return box.top - (baseline + ink.actualBoundingBoxDescent);
        })()`),
      );
      assert.ok(
        between >= Math.min(width, height) * 0.01,
        `${number} at ${width}×${height}: ${between} px`,
      );
    }
    if (shots) await board.screenshot({ path: `${shots}/board-q-${width}.png` });
    await board.context().close();
  }
});
