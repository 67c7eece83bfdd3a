import assert from "node:assert/strict";
import { launchBrowser } from "./browser.ts";
import type { Client } from "./client.ts";

/**
 * Opens a page in a real browser as this client, on a desk and on a phone, and fails where it is
 * wider than the screen. With SHOTS it leaves pictures in that folder.
 */
export async function fitsScreens(url: string, client: Client, path: string, name: string) {
  const browser = await launchBrowser();
  try {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const cookies = [...client.cookies].map(([key, value]) => ({ name: key, value, url }));
      await context.addCookies(cookies);
      const shown = await context.newPage();
      await shown.goto(`${url}${path}`);
      const wide = Number(await shown.evaluate("document.documentElement.scrollWidth"));
      assert.ok(wide <= width, `${name} is ${wide} wide on a screen of ${width}`);
      const { SHOTS: shots } = process.env;
      if (shots) await shown.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
      await context.close();
    }
  } finally {
    await browser.close();
  }
}
