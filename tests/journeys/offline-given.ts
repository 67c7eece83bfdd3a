import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { launchProfile } from "../browser.ts";
import type { Client as Visitor } from "../client.ts";
import type { Town } from "../town.ts";
import { newWire, type Wire } from "./offline-wire.ts";

export const pin = "four quiet words here";
export const shell = "/counter/offline";

/** Somebody at the counter whose name stands nowhere else. */
export interface Client {
  readonly name: string;
  readonly card: string;
  /** `YYYY-MM-DD` */
  readonly born: string;
  readonly phone?: string;
}

/**
 * A tablet: a browser with a profile on the disk, which is still there after the browser is killed.
 */
export interface Tablet {
  readonly folder: string;
  readonly wire: Wire;
  context: BrowserContext;
  page: Page;
}

const tablets: Tablet[] = [];

/** Where a tablet goes, and what time it is there. */
export type Place = Pick<Town, "url" | "now">;

export async function newTablet(town: Place): Promise<Tablet> {
  const folder = mkdtempSync(join(tmpdir(), "hamwe-tablet-"));
  const wire = await newWire();
  const tablet = { folder, wire, ...(await launched(town, folder, wire)) };
  tablets.push(tablet);
  return tablet;
}

async function launched(town: Place, folder: string, wire: Wire) {
  const context = await launchProfile(folder, wire.url);
  // A busy machine is given its time: what never comes is found all the same.
  context.setDefaultTimeout(90_000);
  // The device lives in the day of the town, whatever day it is where the test runs.
  await context.clock.setFixedTime(town.now());
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page };
}

export async function closeTablets(): Promise<void> {
  for (const { context, folder, wire } of tablets.splice(0)) {
    await context.close().catch(() => undefined);
    await wire.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * The browser that has this profile open: the one process of it that is nobody's child of its kind.
 */
function processOf(folder: string): number {
  const found = readdirSync("/proc").find((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      const words = readFileSync(join("/proc", id, "cmdline"), "utf8").split("\0");
      return (
        words.includes(`--user-data-dir=${folder}`) &&
        !words.some((word) => word.startsWith("--type="))
      );
    } catch {
      return false;
    }
  });
  return Number(found);
}

/** Kills the browser as a dead battery would, and starts it again with the same profile. */
export async function killedAndStarted(town: Place, tablet: Tablet): Promise<void> {
  const id = processOf(tablet.folder);
  assert.ok(id > 1, "the browser runs");
  const gone = new Promise((resolve) => tablet.context.once("close", resolve));
  process.kill(id, "SIGKILL");
  await gone;
  Object.assign(tablet, await launched(town, tablet.folder, tablet.wire));
}

/** Signs this operator in on the tablet, as the demonstration's issuer lets one choose. */
export async function signIn(town: Place, { page }: Tablet, id: string): Promise<void> {
  await page.goto(`${town.url}/sign-in?as=staff&next=${shell}?lang=en`);
  await page.click(`button[value="${id}"]`);
  await page.waitForURL(`**${shell}*`);
}

/** Who sets devices up in every hall of the demonstration. */
export const manager = "ingabire-solange";

/**
 * The floor manager makes the tablet known for the hall in Kigali; then this operator is signed in
 * and works with it, once all of the program is on it.
 */
export async function enrolled(
  town: Place,
  tablet: Tablet,
  id: string,
  name: string,
  own?: string,
) {
  await signIn(town, tablet, manager);
  const { page, context } = tablet;
  await page.selectOption("#centre", "kigali");
  await page.fill("#name", name);
  await page.fill("#pin", pin);
  await page.fill("#pin-again", pin);
  await press(page, "Set up");
  // The manager is asked for a PIN of their own where the demonstration has given them one by now.
  await page.waitForSelector("#net, #own-pin");
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  await context.clearCookies();
  await page.goto(`${town.url}/services?lang=en`);
  await signIn(town, tablet, id);
  await unlocked(page, pin, own, nameOf(id));
}

/** The name of somebody of the demonstration, by their id: `mugabo-jean` is Mugabo Jean. */
const nameOf = (id: string): string =>
  id.replace(
    /(^|-)([a-z])/g,
    (_, dash: string, letter: string) => `${dash && " "}${letter.toUpperCase()}`,
  );

/** Presses the button or link with these words. */
export const press = (page: Page, words: string) =>
  page
    .locator("#offline")
    .locator("button:visible, a:visible")
    .filter({ hasText: words })
    .first()
    .click();

/** The PIN of their own that officers of these tests choose. */
export const ownPin = "mango-71";

/** This officer chooses a PIN of their own, online; devices of the hall have it when they send. */
export async function ownPinChosen(town: Town, id: string): Promise<void> {
  await ownPinChosenBy(await town.as(id));
}

/** Who is signed in chooses it. */
export async function ownPinChosenBy(officer: Visitor): Promise<void> {
  await officer.get("/counter/pin?lang=en");
  const page = await officer.post("/counter/pin", { "own-pin": ownPin, "own-pin-again": ownPin });
  assert.match(page.body, /Your PIN is chosen/);
}

/** Opens the device; where people have PINs of their own, who is named or was last says it. */
export async function unlocked(page: Page, word = pin, own?: string, who?: string): Promise<void> {
  await page.fill("#pin", word);
  await press(page, "Open");
  if (own !== undefined) {
    if (who !== undefined) await page.getByLabel(who, { exact: true }).check();
    await page.fill("#own-pin", own);
    await press(page, "Continue");
  }
  await page.waitForSelector("#net");
}

/** Takes a ticket for civil status; its number. */
export async function ticketTaken(page: Page): Promise<string> {
  await press(page, "Take a ticket");
  await page.check('input[value="civil-status-and-identity"]');
  await press(page, "Take a ticket");
  const number = (await page.textContent("#number")) ?? "";
  await press(page, "Back to the counter");
  await page.waitForSelector("#net");
  return number;
}

/** Answers all questions for a child's birth certificate up to the check. */
export async function asked(page: Page, client: Client, child: string): Promise<void> {
  const { name, card, born } = client;
  const [year, month, day] = born.split("-");
  await press(page, "New application");
  await press(page, "Birth certificate");
  await page.fill("#name", name);
  await page.fill("#national-id", card);
  for (const [part, value] of Object.entries({ day, month, year }))
    await page.fill(`#birth-${part}`, String(value));
  if (client.phone) await page.fill("#phone", client.phone);
  await page.check('input[name="lang"][value="en"]');
  await press(page, "Continue");
  await page.check('input[name="who"][value="child"]');
  await page.fill("#child_name", child);
  await page.fill("#child_birth_date-day", "14");
  await page.fill("#child_birth_date-month", "3");
  await page.fill("#child_birth_date-year", "2026");
  await page.fill("#child_can", "CAN-2026-000123");
  await page.check('input[name="reason"][value="other"]');
  await page.selectOption("#district", "gasabo");
  await page.selectOption("select#sector", "gasabo.remera");
  // "Another reason" asks for one more thing, by the rule of the service.
  await page.fill("#other_reason", "A gift");
  await page.fill("#phone", "0787 654 321");
  await press(page, "Continue");
  await page.waitForSelector("#take");
}

/** Takes an application; the reference in huge letters. */
export async function applied(page: Page, client: Client, child: string): Promise<string> {
  await asked(page, client, child);
  await page.click("#take");
  const reference = (await page.textContent("#reference")) ?? "";
  assert.match(reference, /^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
  await press(page, "Back to the counter");
  await page.waitForSelector("#net");
  return reference;
}

/** The person says yes to all that waits for it; the references under which it was sent. */
export async function saidYes(person: Visitor): Promise<string[]> {
  const { body } = await person.get("/applications?lang=en");
  const drafts = new Set(body.match(/\/drafts\/[0-9a-f-]{36}(?=")/g));
  const references: string[] = [];
  for (const draft of drafts) {
    const check = await person.get(draft);
    assert.equal(check.path, `${draft}/check`, "all is answered");
    const sent = await person.post(`${draft}/check`, { declaration: "true" });
    // Between words: tokens of forms hold as many characters that could be one.
    references.push(/(?<=[\s>])[A-Z0-9]{5}-[A-Z0-9]{5}(?=[\s<])/.exec(sent.body)?.[0] ?? sent.path);
  }
  return references;
}

/** The item whose section on the page of conflicts names this reference. */
export function itemWith(body: string, reference: string): string {
  const sections = body.match(/<section class="hw-box"[\s\S]*?<\/section>/g);
  const section = sections?.find((part) => part.includes(reference));
  return /id="item-([0-9a-f-]{36})"/.exec(section ?? "")?.[1] ?? "";
}

/** A date of birth, YYYY-MM-DD, as the three fields of a form at the counter. */
export function bornOn(date: string): Record<string, string> {
  const [year = "", month = "", day = ""] = date.split("-");
  return { "birth-day": day, "birth-month": month, "birth-year": year };
}

const list = "/counter/sync/conflicts";

/** A second officer sends what somebody without a telephone signed. */
export async function approved(officer: Visitor, reference: string): Promise<void> {
  const { body } = await officer.get(list);
  const reason = "The signed receipt is here, and I know her.";
  const path = `${list}/${itemWith(body, reference)}`;
  assert.match((await officer.post(path, { act: "approve", reason })).body, /is with the office/);
}

/** Waits until the home page says that so many items wait. */
export const waiting = (page: Page, count: number) =>
  page.waitForSelector(`#held[data-waiting="${count}"]`);
export const network = (page: Page, state: string) =>
  page.waitForSelector(`#net[data-net="${state}"]`);

/**
 * Files below a folder in which one of these texts stands, as UTF-8 or as UTF-16 (as IndexedDB
 * writes).
 */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const needles = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le")]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return needles.some((needle) => bytes.includes(needle));
    });
}

/** Every application for birth certificates that the town knows of this person. */
export async function applicationsOf(town: Town, id: string) {
  const person = await town.person(id);
  return town.app.parts.cases.applicationsOf(person.id);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong with the page, and whether it scrolls sideways. */
export async function judged(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(tags)} })`)) as {
    violations: readonly { id: string; nodes: readonly { html: string }[] }[];
  };
  const wide = Number(
    await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    ),
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  return wide > 0 ? [...found, `${wide} pixels too wide`] : found;
}
