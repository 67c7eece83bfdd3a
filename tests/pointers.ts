import type { Browser, BrowserContext, BrowserContextOptions, Locator } from "playwright-core";
import type { Client } from "./client.ts";

/** A mouse on a desk and a finger on a telephone. */
export const pointers = ["mouse", "touch"] as const;
export type Pointer = (typeof pointers)[number];

const options: Readonly<Record<Pointer, BrowserContextOptions>> = {
  mouse: { viewport: { width: 1280, height: 800 } },
  touch: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
};

/**
 * A browser with the session of this client, used by mouse or by touch. Axe runs as a script of the
 * test, which the page's own policy would not let in.
 */
export async function pointing(
  browser: Browser,
  client: Client,
  by: Pointer,
  more: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const bypassCSP = more.javaScriptEnabled !== false;
  const context = await browser.newContext({ ...options[by], bypassCSP, ...more });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: client.url }));
  await context.addCookies(cookies);
  return context;
}

/** Presses something as a person does: where it is seen, and not where something lies over it. */
export const press = (what: Locator, by: Pointer): Promise<void> =>
  by === "mouse" ? what.click() : what.tap();
