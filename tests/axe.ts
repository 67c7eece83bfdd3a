import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Keeps a page that loads itself anew as it is while it is looked at; call it before it opens. */
export const keepStill = (page: Page): Promise<unknown> =>
  page.addInitScript("addEventListener('load', () => setTimeout(() => stop()))");

/**
 * What axe finds on the page as it stands: a line for each element, none where nothing is in the
 * way.
 */
export const barriersOn = (page: Page): Promise<string[]> => judged(page, tags);

/** Words that axe finds too pale for their ground. */
export const paleOn = (page: Page): Promise<string[]> =>
  judged(page, { type: "rule", values: ["color-contrast"] });

type Which = string[] | { readonly type: "rule"; readonly values: string[] };

async function judged(page: Page, which: Which): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const judge = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
    const { violations } = await judge.run({ runOnly });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, which);
}
