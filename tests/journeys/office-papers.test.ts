import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import PdfDocument from "pdfkit";
import type { Browser, Page } from "playwright-core";
import { eraseCase } from "../../src/cases/index.ts";
import { transaction } from "../../src/platform/db/index.ts";
import { barriersOn } from "../axe.ts";
import { holds, launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { decide, give, opened, page, type Sent, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
const licence = "mineral-exploration-licence";

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

async function screen(officer: string, width: number): Promise<Page> {
  const client = await desk(officer);
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: false });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

/** A grey picture, twice as wide as high. */
function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const [width, height] = [400, 200];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 128);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Two pages, of each of which the upper fifth is black. */
async function pdf(): Promise<Buffer> {
  const made = new PdfDocument({ size: "A4", margin: 0 });
  const parts: Buffer[] = [];
  made.on("data", (part: Buffer) => parts.push(part));
  const ended = once(made, "end");
  made.rect(0, 0, 596, 170).fill("black");
  made.addPage().rect(0, 0, 596, 170).fill("black");
  made.end();
  await ended;
  return Buffer.concat(parts);
}

/** A file in hand of the intake officer, whose second paper is a picture. */
async function withPicture(): Promise<Sent> {
  const file = await sent(town, licence);
  const { documents } = await opened(town, file.caseId);
  const [, second] = Object.values(documents).flat();
  await town.database.ownerSql`
    update cases.file set media_type = 'image/png', content = ${png()}, name = 'map.png'
    where id = ${second?.id ?? ""}`;
  await give(await desk("officer-nkurunziza"), file.caseId, "claim");
  return file;
}

const looksAtPapers = async (caseId: string) =>
  (await town.app.parts.cases.accessesOf(caseId)).filter(({ what }) => what.startsWith("file:"));

describe("Papers beside the answers", () => {
  it("are shown one by one, zoomed and turned by mouse; each look is recorded", async () => {
    const { caseId } = await withPicture();
    const shown = await screen("officer-nkurunziza", 1280);
    await shown.goto(town.url + page(caseId));
    const papers = Object.keys((await opened(town, caseId)).documents);
    const looks = async () => {
      const all = await looksAtPapers(caseId);
      return papers.map((paper) => all.filter(({ what }) => what === `file:${paper}`).length);
    };
    const before = await looks();
    await shown.click("a[data-paper] >> nth=0");
    assert.match((await shown.textContent("[data-viewer-place]")) ?? "", /Paper 1 of 5/);
    // A PDF that nobody can read is left to the browser.
    await holds(shown, `document.querySelector("#viewer iframe") !== null`);
    const frame = await shown.getAttribute("#viewer iframe", "src");
    assert.match(frame ?? "", new RegExp(`/office/cases/${caseId}/files/`));
    await shown.click("[data-viewer=next]");
    await holds(shown, `document.querySelector("#viewer img")?.clientWidth > 0`);
    const wide = Number(await shown.evaluate(`document.querySelector("#viewer img").clientWidth`));
    await shown.click("[data-viewer=larger]");
    const larger = Number(
      await shown.evaluate(`document.querySelector("#viewer img").clientWidth`),
    );
    assert.ok(larger > wide * 1.4, `${wide} ${larger}`);
    await shown.click("[data-viewer=rotate]");
    assert.equal(await shown.getAttribute("#viewer img", "data-turns"), "1");
    const [answers, stage] = (await shown.evaluate(`[".of-case__answers", "#viewer"]
      .map((each) => document.querySelector(each).getBoundingClientRect().left)`)) as number[];
    assert.ok((stage ?? 0) > (answers ?? 0) + 300, "the paper stands beside the answers");
    const [atFirst = 0, ...atOthers] = await looks();
    const [, atSecond = 0, ...unseen] = before;
    assert.ok(atFirst > (before[0] ?? 0));
    assert.deepEqual(atOthers, [atSecond + 1, ...unseen]);
    await shown.context().close();
  });

  it("that an officer attached are shown the same way, and say what they are", async () => {
    const { caseId } = await sent(town, "birth-certificate");
    await give(await desk("officer-mutesi"), caseId, "claim");
    const shown = await screen("officer-mutesi", 1280);
    await shown.goto(town.url + page(caseId));
    await shown.check("[name=outcome][value=found]");
    const chooser = shown.locator("form[data-decide] input[type=file]").first();
    await chooser.setInputFiles({
      name: "book.pdf",
      mimeType: "application/pdf",
      buffer: await pdf(),
    });
    await Promise.all([
      shown.waitForURL("**/act**"),
      shown.getByRole("button", { name: "Attach the files" }).click(),
    ]);
    const news = await shown.locator(".govuk-notification-banner").boundingBox();
    assert.ok(news && news.y >= 0 && news.y + news.height <= 800, "said in sight");
    await shown.getByRole("link", { name: "book.pdf" }).first().click();
    await holds(shown, `document.querySelector("#viewer canvas") !== null`);
    const title = await shown.textContent("#viewer-name");
    assert.equal(title, "Extract of the civil register: book.pdf");
    assert.ok(shown.url().endsWith("/act"), "the page stays");
    await shown.context().close();
  });

  it("are each counted once, where the answers stand as they were asked as well", async () => {
    const { caseId } = await withPicture();
    const shown = await screen("officer-nkurunziza", 1280);
    await shown.goto(`${town.url}${page(caseId)}?lang=rw`);
    const links = shown.locator("a[data-paper]");
    assert.equal(await links.count(), 10);
    await links.nth(0).click();
    const place = shown.locator("[data-viewer-place]");
    for (let n = 1; n <= 5; n++) {
      assert.equal(await place.textContent(), `Inyandiko ${n} kuri 5`);
      if (n < 5) await shown.click("[data-viewer=next]");
    }
    assert.equal(await shown.isDisabled("[data-viewer=next]"), true);
    await shown.click("[data-viewer=close]");
    await shown.click(".of-case__answers details:has(a[data-paper]) summary");
    await links.nth(6).click();
    assert.equal(await place.textContent(), "Inyandiko 2 kuri 5");
    await shown.focus("#viewer");
    await shown.keyboard.press("Escape");
    assert.equal(
      await shown.evaluate(`[...document.querySelectorAll("a[data-paper]")]
        .indexOf(document.activeElement)`),
      6,
    );
    assert.equal(
      await shown.evaluate(`(() => {
        const ids = [...document.querySelectorAll(".of-check")].map(({ id }) => id);
        return ids.filter((id, index) => ids.indexOf(id) !== index).join();
      })()`),
      "",
    );
    await shown.context().close();
  });

  it("a PDF is drawn page by page, zoomed and turned, in one recorded look", async () => {
    const { caseId } = await withPicture();
    const [first] = Object.values((await opened(town, caseId)).documents).flat();
    await town.database.ownerSql`
      update cases.file set content = ${await pdf()} where id = ${first?.id ?? ""}`;
    const shown = await screen("officer-nkurunziza", 1280);
    const faults: string[] = [];
    shown.on("console", (said) => said.type() === "error" && faults.push(said.text()));
    await shown.goto(town.url + page(caseId));
    const before = (await looksAtPapers(caseId)).length;
    await shown.click("a[data-paper] >> nth=0");
    const firstPage = `document.querySelector("#viewer canvas")`;
    await holds(shown, `${firstPage}?.dataset.drawn !== undefined`);
    assert.equal(await shown.locator("#viewer canvas").count(), 2);
    assert.deepEqual(await barriersOn(shown), []);
    /** Width and height as shown, and where the black half of the page is. */
    const look = async () =>
      (await shown.evaluate(`(() => {
        const page = ${firstPage};
        const dark = (x, y) => page.getContext("2d")
          .getImageData(page.width * x, page.height * y, 1, 1).data[0] < 128;
        const sides = { top: [.5, .1], right: [.9, .5], bottom: [.5, .9], left: [.1, .5] };
        const side = Object.keys(sides).filter((each) => dark(...sides[each]));
        return { width: page.clientWidth, height: page.clientHeight, side: side.join() };
      })()`)) as { width: number; height: number; side: string };
    const drawnAs = (zoom: string, turns: number) =>
      holds(shown, `${firstPage}.dataset.drawn.startsWith("${zoom} ${turns} ")`);
    const upright = await look();
    assert.ok(upright.height > upright.width && upright.side === "top", JSON.stringify(upright));
    await shown.click("[data-viewer=rotate]");
    await drawnAs("1", 1);
    const turned = await look();
    assert.ok(turned.width > turned.height && turned.side === "right", JSON.stringify(turned));
    await shown.click("[data-viewer=larger]");
    await drawnAs("1.5", 1);
    assert.ok(Math.abs((await look()).width - turned.width * 1.5) < 2);
    // Turned again, the page that was read fits the box and stands at its top.
    const stage = `document.querySelector("[data-viewer-stage]")`;
    await shown.evaluate(`${stage}.scrollTo(${stage}.scrollWidth, 150)`);
    await shown.click("[data-viewer=rotate]");
    await drawnAs("1", 2);
    const fitted = await look();
    assert.ok(Math.abs(fitted.width - upright.width) < 2 && fitted.side === "bottom");
    const offsets = (await shown.evaluate(`(() => {
      const [box, drawn] = [${stage}, ${firstPage}].map((each) => each.getBoundingClientRect());
      return [drawn.left - box.left, drawn.top - box.top];
    })()`)) as number[];
    assert.ok(
      offsets.every((each) => Math.abs(each) < 2),
      offsets.join(),
    );
    assert.equal((await looksAtPapers(caseId)).length, before + 1);
    assert.deepEqual(faults, []);
    await shown.context().close();
  });

  it("by the keyboard alone; a tick keeps what is typed, and the focus", async () => {
    const { caseId } = await withPicture();
    const shown = await screen("officer-nkurunziza", 1280);
    await shown.goto(town.url + page(caseId));
    await shown.fill("textarea >> nth=0", "half a sentence");
    await shown.focus("a[data-paper] >> nth=0");
    for (const key of ["Enter", "ArrowRight", "r", "r", "+"]) await shown.keyboard.press(key);
    // The picture lies as it was asked for once it is there.
    await holds(shown, `document.querySelector("#viewer img")?.dataset.turns === "2"`);
    assert.equal(await shown.getAttribute("#viewer img", "data-zoom"), "1.5");
    await shown.focus("[data-viewer-check] button");
    await shown.keyboard.press("Enter");
    await holds(shown, `document.querySelector("[data-viewer-check] .of-check__said") !== null`);
    assert.equal(
      await shown.evaluate("document.activeElement?.closest('[data-viewer-check]') !== null"),
      true,
    );
    assert.equal(await shown.inputValue("textarea >> nth=0"), "half a sentence");
    assert.equal((await town.app.parts.cases.paperChecksOf(caseId)).length, 1);
    await shown.keyboard.press("Escape");
    assert.equal(await shown.isVisible("#viewer"), false);
    assert.equal(
      await shown.evaluate("document.activeElement?.getAttribute('data-paper')"),
      "picture",
    );
    await shown.context().close();
  });

  it("stand below the answers on a telephone, without barriers", async () => {
    const { caseId } = await withPicture();
    const shown = await screen("officer-nkurunziza", 360);
    await shown.goto(town.url + page(caseId));
    await shown.click("a[data-paper] >> nth=1");
    const tops = `[".of-case__answers", "#viewer", ".of-case__do"]
      .map((each) => document.querySelector(each).getBoundingClientRect().top)`;
    const [answers, stage, work] = (await shown.evaluate(tops)) as number[];
    assert.ok((answers ?? 0) < (stage ?? 0) && (stage ?? 0) < (work ?? 0), "in this order");
    const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
    assert.ok(wide <= 360, `${wide}`);
    await shown.context().close();
    const looked = await screen("officer-nkurunziza", 1280);
    const open = await browser.newContext({ bypassCSP: true });
    await open.addCookies(await looked.context().cookies());
    const whole = await open.newPage();
    await whole.goto(town.url + page(caseId));
    await whole.click("a[data-paper] >> nth=1");
    assert.deepEqual(await barriersOn(whole), []);
    await open.close();
    await looked.context().close();
  });

  it("may be framed by this origin alone, and run nothing; other pages by nobody", async () => {
    const { caseId } = await withPicture();
    const officer = await desk("officer-nkurunziza");
    const { body, headers } = await officer.get(page(caseId));
    assert.match(String(headers.get("content-security-policy")), /; frame-src 'self'$/);
    assert.match(String(headers.get("content-security-policy")), /frame-ancestors 'none'/);
    const [, path = ""] = /href="(\/office\/cases\/[^"]*\/files\/[^"]*)"/.exec(body) ?? [];
    const paper = await officer.get(path);
    const policy = String(paper.headers.get("content-security-policy"));
    assert.match(policy, /script-src 'none'/);
    assert.match(policy, /frame-ancestors 'self'/);
    assert.equal(paper.headers.get("x-frame-options"), "SAMEORIGIN");
    const list = await officer.get("/office");
    assert.doesNotMatch(String(list.headers.get("content-security-policy")), /frame-src/);
  });
});

const firstPaper = (body: string): string =>
  /form="paper-checks"\s+name="check"\s+value="([^"]+)"/.exec(body)?.[1] ?? "";

describe("A paper ticked as checked", () => {
  it("without a script says so to the next officer, with who and when", async () => {
    const { caseId } = await withPicture();
    const officer = await desk("officer-nkurunziza");
    const { body } = await officer.get(page(caseId));
    const check = firstPaper(body);
    const ticked = await officer.post(`${page(caseId)}/checks`, { check });
    assert.match(ticked.body, /Checked<\/strong>\s*You, /);
    await decide(officer, caseId, "complete").catch(async () =>
      give(officer, caseId, "complete", { outcome: "complete" }),
    );
    const next = await desk("officer-uwera");
    assert.match((await next.get(page(caseId))).body, /Checked<\/strong>\s*Nkurunziza Alphonse, /);
    await next.post(`${page(caseId)}/checks`, { uncheck: check });
    const checks = await town.app.parts.cases.paperChecksOf(caseId);
    assert.equal(checks.length, 1, "nobody takes back the tick of a colleague");
  });

  it("is nobody's whose work the file is not, and nothing but a paper of the file", async () => {
    const [{ caseId }, other] = [await withPicture(), await withPicture()];
    const officer = await desk("officer-nkurunziza");
    const { body } = await officer.get(page(other.caseId));
    const foreign = await officer.post(`${page(caseId)}/checks`, { check: firstPaper(body) });
    assert.equal(foreign.status, 404);
    const own = firstPaper((await officer.get(page(caseId))).body);
    const stranger = await desk("officer-mutesi");
    const refused = await stranger.post(`${page(caseId)}/checks`, { check: own });
    assert.equal(refused.status, 403);
    assert.deepEqual(await town.app.parts.cases.paperChecksOf(caseId), []);
  });

  it("goes with the file when it is erased", async () => {
    const { caseId } = await withPicture();
    const officer = await desk("officer-nkurunziza");
    const check = firstPaper((await officer.get(page(caseId))).body);
    await officer.post(`${page(caseId)}/checks`, { check });
    const sql = town.database.ownerSql;
    await sql`update cases.application set status = 'refused' where id = ${caseId}`;
    await transaction(town.app.sql, (tx) => eraseCase(tx, town.now(), caseId as never));
    assert.equal((await sql`select from cases.paper_check where case_id = ${caseId}`).length, 0);
  });
});
