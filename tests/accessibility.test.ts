import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Example } from "../src/channels/components/html.ts";
import { assets, html } from "../src/channels/components/index.ts";
import { makeI18n, type Translate } from "../src/platform/i18n/index.ts";
import { barriersOn, paleOn } from "./axe.ts";
import { launchBrowser } from "./browser.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "src/channels/components");
const t = makeI18n(join(root, "messages")).for("rw");
const css = assets.find((one) => one.name === "hamwe.css")?.body.toString() ?? "";

const withExamples = await Promise.all(
  readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map(async (file) => ({
      name: file.slice(0, -3),
      module: (await import(join(folder, file))) as { examples?: (t: Translate) => Example[] },
    })),
);

/** A whole document is judged as it is; the examples of a part stand together on a small page. */
function pagesOf(name: string, examples: readonly Example[]): string[] {
  const texts = examples.map((example) => String(example.html));
  if (texts[0]?.startsWith("<!doctype")) return texts;
  const h1 = texts.some((text) => text.includes("<h1")) ? null : html`<h1>${name}</h1>`;
  return [
    String(
      html`<!doctype html><html lang="rw" class="govuk-template"><head><title>Hamwe</title></head>
        <body class="hw-body hw-body--shaded">
        <a class="govuk-skip-link" href="#main">${t("layout.skip")}</a>
        <main id="main" class="govuk-width-container">${h1}${examples.map((one) => one.html)}</main>
        </body></html>`,
    ),
  ];
}

let browser: Browser;
let page: Page;
before(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
after(() => browser?.close());

for (const { name, module } of withExamples) {
  if (!module.examples) continue;
  const examples = module.examples(t);
  test(`${name}: a browser finds no barrier, on a small phone and on a wide screen`, async () => {
    for (const text of pagesOf(name, examples)) {
      await page.setViewportSize({ width: 320, height: 800 });
      await page.setContent(text);
      await page.addStyleTag({ content: css });
      const beyond = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      assert.equal(beyond, 0, "nothing scrolls sideways at 320 pixels (WCAG 1.4.10)");
      assert.deepEqual(await barriersOn(page), []);
      await page.setViewportSize({ width: 1280, height: 900 });
      assert.deepEqual(await barriersOn(page), []);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await paleOn(page), [], "by night");
      await page.emulateMedia({ colorScheme: "light" });
    }
  });
}

test("every component has examples", () => {
  const parts = ["html", "field", "frame", "assets", "index", "csrf-field", "theme", "app-icon"];
  const without = withExamples
    .filter(({ name, module }) => !parts.includes(name) && !module.examples)
    .map(({ name }) => name);
  assert.deepEqual(without, []);
});
