import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { parse } from "yaml";
import { type Lang, languages } from "../../src/platform/i18n/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
let browser: Browser;
before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

const paths = (): string[] => [
  ...["/", "/services", "/services?q=zzz", "/services?event=travelling"],
  ...["/track", "/help", "/accessibility", "/privacy"],
  ...town.app.catalogue.services.flatMap(({ id }) => [`/services/${id}`, `/services/${id}/check`]),
];

test("An address that begins with another host's name leads nowhere else", async () => {
  for (const path of ["//evil.example/x", "/\\evil.example/x", "///evil.example/x?q=1"]) {
    const headers = { accept: "text/html" };
    const answer = await fetch(town.url + path, { headers, redirect: "manual" });
    const page = await answer.text();
    assert.doesNotMatch(page, /(href|action)="[/\\]{2}/, path);
    assert.match(page, /href="\/?\?lang=en"/, path);
  }
});

async function guestIn(lang: Lang): Promise<Client> {
  const guest = town.guest();
  await guest.get(`/help?lang=${lang}`);
  return guest;
}

/** What goes over the wire, compressed as a phone's browser asks for it. */
async function weightOf(path: string, lang: Lang): Promise<number> {
  const headers = { "accept-encoding": "br", cookie: `lang=${lang}`, accept: "text/html" };
  const response = await fetch(town.url + path, { headers });
  await response.arrayBuffer();
  assert.equal(response.headers.get("content-encoding"), "br", path);
  return Number(response.headers.get("content-length"));
}

test("No page is heavier than 14 kB compressed, in any language", async () => {
  for (const lang of languages)
    for (const path of paths()) {
      const weight = await weightOf(path, lang);
      assert.ok(weight > 500 && weight <= 14_000, `${path} in ${lang}: ${weight} bytes`);
    }
});

test("A first visit costs at most 50 kB with style, script and picture", async () => {
  const { body } = await town.guest().get("/");
  const assets = new Set(
    [...body.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map(([, at]) => at),
  );
  assert.equal(assets.size, 4, "styles, script, mark and icons");
  let sum = await weightOf("/", "rw");
  for (const at of assets) {
    const response = await fetch(town.url + at, { headers: { "accept-encoding": "br" } });
    await response.arrayBuffer();
    assert.equal(response.status, 200);
    sum += Number(response.headers.get("content-length"));
  }
  assert.ok(sum > 5000 && sum <= 50_000, `${sum} bytes`);
});

/**
 * Every text that is said in English and otherwise in `lang`, long enough to be no name or loan.
 */
function englishNotSaidIn(lang: Lang, found: Set<string>, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const { en, [lang]: own } = value as Record<string, unknown>;
  if (typeof en === "string" && typeof own === "string" && en !== own && en.length > 12)
    found.add(en);
  for (const each of Object.values(value)) englishNotSaidIn(lang, found, each);
}

const folder = join(import.meta.dirname, "../../messages");

/** The platform's own words, by key. */
function messagesIn(lang: Lang): Map<string, string> {
  const words = new Map<string, string>();
  const gather = (value: unknown, key: string): void => {
    if (typeof value === "string") words.set(key, value);
    else if (typeof value === "object" && value !== null)
      for (const [name, each] of Object.entries(value)) gather(each, `${key}.${name}`);
  };
  for (const file of readdirSync(folder).filter(
    (name) => name === `${lang}.yaml` || name.endsWith(`.${lang}.yaml`),
  ))
    gather(parse(readFileSync(join(folder, file), "utf8")), "");
  return words;
}

const plain = (body: string): string =>
  body.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

for (const lang of languages.filter((each) => each !== "en"))
  test(`A page in ${lang} says so, and not a sentence of it is English`, async () => {
    const english = new Set<string>();
    const { services, jurisdiction } = town.app.catalogue;
    englishNotSaidIn(lang, english, services);
    englishNotSaidIn(lang, english, jurisdiction);
    const own = messagesIn(lang);
    for (const [key, text] of messagesIn("en"))
      if (text.length > 12 && !text.includes("{") && own.get(key) !== text) english.add(text);
    assert.ok(english.size > 300, String(english.size));
    const guest = await guestIn(lang);
    for (const path of paths()) {
      const body = plain((await guest.get(path)).body);
      assert.match(body, new RegExp(`<html lang="${lang}"`), path);
      const told = [...english].filter((text) =>
        body.includes(text.length > 20 ? text : `>${text}<`),
      );
      assert.deepEqual(told, [], `${path} in ${lang}`);
    }
  });

test("No key of a message is shown in place of its words", async () => {
  const keys = [...messagesIn("en").keys()].map((key) => key.slice(1));
  const parts = new Set(keys.map((key) => key.split(".", 1)[0]));
  for (const lang of languages) {
    const guest = await guestIn(lang);
    for (const path of paths()) {
      const { body } = await guest.get(path);
      const shown = [...body.matchAll(/>\s*([a-z]+)(?:\.[a-z-]+)+\s*</g)].filter(([, part]) =>
        parts.has(part ?? ""),
      );
      assert.deepEqual(
        shown.map(([text]) => text),
        [],
        `${path} in ${lang}`,
      );
    }
  }
});

test("Without JavaScript, by keyboard alone, somebody finds the visa check and has the answer", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${town.url}/?lang=en`);
  await page.focus("#hero-search");
  await page.keyboard.type("visa");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /^Visa exemption check/ }).press("Enter");
  await page.getByRole("link", { name: "Start", exact: true }).press("Enter");
  await page.getByRole("radio", { name: "Rwandan" }).press("Space");
  await page.getByRole("button", { name: "Continue" }).press("Enter");
  await page.getByRole("radio", { name: "Ordinary passport" }).press("Space");
  await page.getByRole("button", { name: "Continue" }).press("Enter");
  assert.equal(await page.locator("h1").textContent(), "You need a visa");
  await context.close();
});

test("A guest who starts a service signs in and is at its first question", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${town.url}/services/birth-certificate?lang=en`);
  await page.getByRole("button", { name: "Sign in to apply" }).click();
  await page.getByRole("button", { name: /Mukamana Vestine/ }).click();
  assert.match(new URL(page.url()).pathname, /^\/drafts\//);
  await context.close();
});

test("Every page fits a screen of 360 pixels, and axe finds nothing on it", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${town.url}/help?lang=rw`);
  for (const path of paths()) {
    await page.goto(town.url + path);
    const beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.ok(Number(beyond) <= 0, `${path} is ${beyond} px too wide`);
    assert.deepEqual(await barriersOn(page), [], path);
  }
  await context.close();
});
