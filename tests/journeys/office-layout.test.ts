import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, give, page, sent } from "./office-given.ts";

let town: Town;
let browser: Browser;
let caseId: string;
const officer = "officer-iradukunda";
const email = "registrar@university.example.org";

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
  const degree = await sent(town, "recognition-of-foreign-degree", { person: "uwimana-sandrine" });
  caseId = degree.caseId;
  await town.settle();
  const client = await town.as(officer);
  await client.get("/office?lang=en");
  await give(client, caseId, "claim");
});
after(async () => {
  await browser?.close();
  await town?.close();
});

async function screen(width: number, height: number, id = officer): Promise<Page> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  const context = await browser.newContext({ viewport: { width, height }, bypassCSP: true });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

type Box = Readonly<Record<"top" | "bottom" | "right", number>>;

/** Whether it stands in the window as a whole, without scrolling. */
async function isInSight(shown: Page, part: Locator): Promise<boolean> {
  const { height } = shown.viewportSize() ?? { height: 0 };
  const box = await part.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

describe("The file of an officer on a screen", () => {
  it("has outcomes in sight at once, and beside a paper that is open", async () => {
    const shown = await screen(1280, 800);
    await shown.goto(town.url + page(caseId));
    const outcomes = shown.locator("#task input[name=outcome]");
    const count = await outcomes.count();
    assert.ok(count > 1);
    for (let n = 0; n < count; n++) assert.ok(await isInSight(shown, outcomes.nth(n)), `${n}`);
    const decideButton = shown.getByRole("button", { name: "Decide", exact: true });
    assert.ok(await isInSight(shown, decideButton), "the button that decides");
    await shown.locator("a[data-paper]").first().click();
    const stage = shown.locator(".of-viewer__stage");
    await stage.waitFor();
    for (let n = 0; n < count; n++) assert.ok(await isInSight(shown, outcomes.nth(n)), `${n}`);
    assert.ok(await isInSight(shown, stage), "the paper");
    assert.ok(await isInSight(shown, decideButton), "the button beside a paper");
    assert.deepEqual(await barriersOn(shown), []);
    await shown.context().close();
  });

  it("shows whoever signs who asks, what was found and the buttons before any scroll", async () => {
    const { caseId: id } = await sent(town, "birth-certificate");
    const registrar = await town.as("officer-mutesi");
    await registrar.get("/office?lang=en");
    await decide(registrar, id, "found", { text: "Entry 12 of the book." });
    const secretary = "officer-nsengimana";
    await give(await town.as(secretary), id, "claim");
    const shown = await screen(1280, 800, secretary);
    await shown.goto(town.url + page(id));
    const found = shown.locator("[aria-labelledby=found]");
    for (const words of ["Mutesi Jeannette", "RW-GSB-2026-004417", "Entry 12 of the book."])
      assert.match((await found.textContent()) ?? "", new RegExp(words));
    const parts = {
      who: shown.locator(".of-facts"),
      found,
      answer: shown.getByText("Uwase Ineza"),
      paper: shown.getByText("(draft)"),
      words: shown.locator("#task form[data-decide] [name=text]"),
    };
    for (const [name, part] of Object.entries(parts))
      assert.ok(await isInSight(shown, part.first()), name);
    const bar = shown.locator("#task form[data-decide] > .govuk-button-group > button");
    const tops = new Set<number>();
    for (const each of await bar.all()) {
      assert.ok(await isInSight(shown, each), (await each.textContent()) ?? "");
      tops.add(Math.round((await each.boundingBox())?.y ?? 0));
    }
    assert.equal(tops.size, 1, "one row of buttons");
    const [work, title] = [shown.locator("#task"), shown.locator("h1")];
    const [{ y = 0, height = 0 } = {}, head] = [
      await work.boundingBox(),
      await title.boundingBox(),
    ].map((box) => box ?? undefined);
    assert.ok(height >= 600 && y <= (head?.y ?? 0), `${height} from ${y}`);
    await shown.context().close();
  });

  it("says of a decided file first what was decided when, and what was issued", async () => {
    const { caseId: id } = await sent(town, "birth-certificate");
    const [registrar, secretary] = [await town.as("officer-mutesi"), "officer-nsengimana"];
    await registrar.get("/office?lang=en");
    await decide(registrar, id, "found");
    const signer = await town.as(secretary);
    await signer.get("/office?lang=en");
    await decide(signer, id, "sign");
    town.setClock(new Date(town.now().getTime() + 10 * 60_000).toISOString());
    await town.settle();
    const shown = await screen(1280, 800, secretary);
    await shown.goto(town.url + page(id));
    const facts = (await shown.textContent(".of-facts")) ?? "";
    assert.match(facts, /Decided on\s*23\sNovember\s2026/);
    assert.doesNotMatch(facts, /Promised by/);
    const issued = shown.locator("[aria-labelledby=issued]");
    assert.match((await issued.textContent()) ?? "", /Birth certificate\s*\w{5}-\w{5}\s*Valid/);
    assert.ok(await isInSight(shown, issued));
    await shown.context().close();
  });

  it("lets no paper lie over the work, whatever the width", async () => {
    for (const width of [1000, 1120, 1280, 1920]) {
      const shown = await screen(width, 800);
      await shown.goto(town.url + page(caseId));
      await shown.locator("a[data-paper]").first().click();
      await shown.locator(".of-viewer__stage").waitFor();
      const boxes = await Promise.all(
        [".of-viewer", "#task", ".of-case__answers"].map((part) =>
          shown.locator(part).boundingBox(),
        ),
      );
      const [viewer, ...others] = boxes.map((box) => box ?? assert.fail("not shown"));
      assert.ok(viewer);
      for (const each of others)
        assert.ok(
          each.x + each.width <= viewer.x + 1 ||
            viewer.x + viewer.width <= each.x + 9 ||
            viewer.y + viewer.height <= each.y + 9,
          `${width}: ${JSON.stringify([viewer, each])}`,
        );
      await shown.context().close();
    }
  });

  it("breaks no e-mail address, and has the way to the request in a bar", async () => {
    const shown = await screen(1280, 800);
    await shown.goto(town.url + page(caseId));
    const lines = await shown.evaluate(`(() => {
      const values = [...document.querySelectorAll(".of-case__answers dd")];
      const words = document.createRange();
      words.selectNodeContents(values.find((each) => each.textContent.trim() === "${email}"));
      return new Set([...words.getClientRects()].map(({ top }) => top)).size;
    })()`);
    assert.equal(lines, 1);
    await shown.locator(".of-case__answers [href*='ask=']").first().click();
    const [bar, column] = [shown.locator(".of-asking"), shown.locator(".of-case__answers")];
    const [{ width = 0, y = 0, height = 0 } = {}, whole] = [
      (await bar.boundingBox()) ?? undefined,
      await column.boundingBox(),
    ];
    assert.equal(width, whole?.width, "no words stand half beside it");
    assert.equal(Math.round(y + height), 800);
    await shown.context().close();
  });

  it("gives the message after an act one line", async () => {
    const { caseId: id } = await sent(town, "birth-certificate");
    const shown = await screen(1280, 800, "officer-mutesi");
    await shown.goto(town.url + page(id));
    await shown.getByRole("button", { name: "Claim", exact: true }).click();
    await shown.getByRole("button", { name: "Decide", exact: true }).waitFor();
    const message = await shown.locator(".of-case .govuk-notification-banner").boundingBox();
    assert.ok(message && message.height < 60, `${message?.height}`);
    await shown.context().close();
  });

  it("is short on a phone: what is long is folded, with its count", async () => {
    const shown = await screen(360, 740);
    await shown.goto(town.url + page(caseId));
    const height = await shown.evaluate("document.documentElement.scrollHeight");
    assert.ok(Number(height) < 4500, `${height} pixels`);
    for (const [part, count] of Object.entries({ work: "1 step", history: "4 entries" })) {
      const folded = shown.locator(`[aria-labelledby=${part}] details`);
      assert.equal((await folded.locator("summary").textContent())?.trim(), count);
      assert.equal(await folded.getAttribute("open"), null);
    }
    await shown.context().close();
  });

  it("hides no field with the focus behind the buttons, at any size or zoom", async () => {
    for (const [width, height] of [
      [1280, 660],
      [1024, 768],
      [640, 400],
      [360, 740],
    ] as const) {
      const shown = await screen(width, height);
      await shown.goto(town.url + page(caseId));
      const form = shown.locator("#task form[data-decide]");
      const bar = form.locator(".govuk-button-group").first();
      await form.locator("[name=outcome]").first().focus();
      let fields = 0;
      for (;;) {
        await shown.keyboard.press("Tab");
        const field = form.locator("input:focus, textarea:focus, .of-keys button:focus");
        if ((await field.count()) === 0) break;
        fields++;
        const [box, foot] = [await field.boundingBox(), await bar.boundingBox()];
        const shownAt = `${width}: ${JSON.stringify([box, foot])}`;
        assert.ok(box && foot && box.y >= 0, shownAt);
        assert.ok(box.y + Math.min(box.height, 24) <= Math.min(foot.y, height), shownAt);
      }
      assert.ok(fields >= 2, `${width}: ${fields} fields`);
      const decideButton = shown.getByRole("button", { name: "Decide", exact: true });
      assert.equal(await shown.evaluate("document.activeElement?.textContent.trim()"), "Decide");
      const at = await decideButton.boundingBox();
      assert.ok(at && at.y >= 0 && at.y + 24 <= height, `${width}: ${at?.y}`);
      await shown.context().close();
    }
  });

  for (const where of ["alone", "beside a paper"])
    it(`has its buttons in one row under all fields, ${where}`, async () => {
      const shown = await screen(1280, 800);
      for (const lang of ["en", "rw", "fr", "az"])
        for (const width of [960, 1200, 1280]) {
          const at = `${lang} at ${width}`;
          await shown.setViewportSize({ width, height: 800 });
          await shown.goto(`${town.url}${page(caseId)}?lang=${lang}`);
          if (where !== "alone") await shown.locator("a[data-paper]").first().click();
          if (where !== "alone") await shown.locator(".of-viewer__stage").waitFor();
          const { fields, bar, buttons } = (await shown.evaluate(`(() => {
            const box = (each) => each.getBoundingClientRect().toJSON();
            const bar = document.querySelector("#task form[data-decide] > .govuk-button-group");
            const fields = document.querySelector("#task .of-panel").parentElement;
            return { fields: box(fields), bar: box(bar), buttons: [...bar.children].map(box) };
          })()`)) as { fields: Box; bar: Box; buttons: readonly Box[] };
          assert.equal(buttons.length, 3, at);
          assert.equal(new Set(buttons.map(({ top }) => top)).size, 1, at);
          for (const { top, bottom, right } of buttons)
            assert.ok(top >= bar.top && bottom <= bar.bottom && right <= bar.right, at);
          assert.ok(fields.bottom <= bar.top, `${at}: ${fields.bottom} over ${bar.top}`);
        }
      await shown.context().close();
    });

  it("leads from a list, of which the first rows are in sight", async () => {
    const wide = await screen(1280, 800);
    await wide.goto(`${town.url}/office`);
    const row = await wide.locator(".of-work tbody tr").first().boundingBox();
    assert.ok(row && row.y <= 440, `the first row begins at ${row?.y}`);
    assert.deepEqual(await barriersOn(wide), []);
    await wide.context().close();
    const narrow = await screen(360, 740);
    await narrow.goto(`${town.url}/office`);
    const all = await narrow.locator("[data-all]").boundingBox();
    const one = await narrow.locator(".of-work [name=stack]").first().boundingBox();
    assert.ok(all && one && Math.abs(all.x - one.x) <= 2, `ticks at ${all?.x} and ${one?.x}`);
    await narrow.context().close();
  });

  it("has a head of two lines on a phone, however long the name of the authority", async () => {
    for (const id of [officer, "officer-kayitesi"]) {
      const shown = await screen(360, 740, id);
      await shown.goto(`${town.url}/office`);
      const head = await shown.locator(".hw-header--office .hw-top").boundingBox();
      const line = await shown.locator(".hw-header--office .hw-sign-out").boundingBox();
      assert.ok(head && line && head.height < 2.5 * line.height, `${head?.height} ${line?.height}`);
      await shown.context().close();
    }
  });

  it("has a way to the decision on a phone", async () => {
    const shown = await screen(360, 740);
    await shown.goto(town.url + page(caseId));
    await shown.locator(".of-jump a").click();
    assert.ok(await isInSight(shown, shown.locator("#task h2").first()));
    await shown.context().close();
  });

  it("has no id twice on any page, in any language", async () => {
    const client = await town.as(officer);
    for (const lang of ["en", "rw", "fr", "az"])
      for (const path of ["/office", page(caseId), "/office/load"]) {
        const { body } = await client.get(`${path}?lang=${lang}`);
        const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
        const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
        assert.deepEqual(twice, [], `${path} in ${lang}`);
      }
  });
});

it("the sum of what was done opens its list for a supervisor", async () => {
  const file = await sent(town, "mineral-exploration-licence");
  const clerk = await town.as("officer-nkurunziza");
  await clerk.get("/office?lang=en");
  await decide(clerk, file.caseId, "complete");
  const boss = await town.as("officer-kayitesi");
  await boss.get("/office?lang=en");
  const { body } = await boss.get("/office/load?days=7");
  assert.match(body, /href="\/office\/load\/done\?days=7"/);
  says(await boss.get("/office/load/done?days=7"), file.reference, "Nkurunziza Alphonse");
  assert.equal((await clerk.get("/office/load/done")).status, 403);
});
