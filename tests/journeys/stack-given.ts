import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { Client } from "../client.ts";
import type { Town } from "../town.ts";
import { decide, opened, type Sent, sent } from "./office-given.ts";

const birth = "birth-certificate";

/** An officer at their list, in English. */
export async function deskOf(town: Town, id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

/** The same in a browser, which shows nothing yet. */
export async function screenOf(
  { town, browser }: { readonly town: Town; readonly browser: Browser },
  officer: string,
): Promise<Page> {
  const client = await deskOf(town, officer);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url: town.url }));
  await context.addCookies(cookies);
  return context.newPage();
}

/** Lets so much time pass on the screen that `x` ticks the next file. */
export async function lookAtNext(shown: Page): Promise<void> {
  const boxes = "[type=checkbox][name=seen]:not(:checked):enabled";
  const isLookedAt = `document.querySelector("${boxes}")?.dataset.looked !== undefined`;
  for (let times = 1; times < 300; times++) {
    if (await shown.evaluate(isLookedAt)) return;
    await shown.clock.runFor(200);
    // A busy machine may have missed the key that brings it into view, which is all that it does.
    if (times % 20 === 0) await shown.keyboard.press("x");
  }
  assert.fail("the next file of the stack is never in view");
}

let children = 0;

/** The numbers of one more child: where it applied, and in the register. */
export function numbersOfOneMore() {
  const n = String(++children).padStart(6, "0");
  return { can: `CAN-2026-7${n}`, entry: `RW-GSB-2026-9${n}` };
}

/** An application for the certificate of a child, at the registrar. */
export const birthOf = (town: Town, { can }: { readonly can: string }): Promise<Sent> =>
  sent(town, birth, { answers: { child_can: can } });

/** A certificate that waits for the secretary's signature. */
export async function checkedOne(town: Town, numbers = numbersOfOneMore()): Promise<Sent> {
  const registrar = await deskOf(town, "officer-mutesi");
  const file = await birthOf(town, numbers);
  await decide(registrar, file.caseId, "found", { "find.register_number": numbers.entry });
  return file;
}

/** Certificates, each of another child. */
export async function checked(town: Town, count: number): Promise<readonly Sent[]> {
  const files: Sent[] = [];
  for (let n = 0; n < count; n++) files.push(await checkedOne(town));
  return files;
}

async function taskOf(town: Town, caseId: string): Promise<string> {
  const { state } = await opened(town, caseId);
  return state.tasks.find(({ done }) => !done)?.key ?? "";
}

/** The rows of these files as a list posts them. */
export const chosen = (town: Town, files: readonly Sent[]): Promise<readonly string[]> =>
  Promise.all(files.map(async ({ caseId }) => `${caseId}~${await taskOf(town, caseId)}`));

/** What can be ticked as seen on the page of a stack. */
export const seenOn = (client: Client): readonly string[] =>
  [...(client.last?.body.matchAll(/name="seen"\s+id="[^"]*"\s+value="([^"]*)"/g) ?? [])].map(
    ([, value = ""]) => value,
  );
