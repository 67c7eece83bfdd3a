import assert from "node:assert/strict";
import { setTimeout as rest } from "node:timers/promises";
import type { Seat } from "../../src/centres/index.ts";
import { must, type OfficerId } from "../../src/kernel/index.ts";
import { officersWith } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { staff } from "./counter-given.ts";

export const manager = "ingabire-solange";
export const civil = "civil-status-and-identity";

/** A town, and the browser of whoever runs the floor of its hall. */
export async function townWithFloor() {
  const town = await startTown();
  return { town, floor: await staff(town, manager) };
}

/** A browser that the floor manager has made the kiosk of this hall. */
export async function kioskOf(town: Town, hall = "kigali"): Promise<Client> {
  const client = await town.as(manager);
  await client.get(`/hall/${hall}?lang=en`);
  const made = await client.post(`/hall/${hall}/devices`, { kind: "kiosk" });
  assert.equal(made.path, `/hall/${hall}/kiosk`);
  return client;
}

export async function operatorCalled(town: Town, name: string): Promise<OfficerId> {
  const operator = (await operators(town)).find((each) => each.name === name);
  assert.ok(operator, `no operator is called ${name}`);
  return operator.id;
}

/** An operator who sits at an open counter. */
export async function seated(town: Town, counter: string, name: string): Promise<Seat> {
  const seat: Seat = { centre: "kigali", counter, officer: await operatorCalled(town, name) };
  must(await town.app.parts.centres.openCounter(seat));
  return seat;
}

const operators = (town: Town) =>
  officersWith(town.app.sql, "service-centres", "operator", town.now());

/** The text of a page, without its markup. */
export const textOf = (body: string): string =>
  body
    .replaceAll(/<(script|style|noscript)[\s\S]*?<\/\1>/g, " ")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

/** Takes a ticket at the kiosk; what the page says, and the address for the phone. */
export async function takenAt(kiosk: Client, topic = civil, more: Record<string, string> = {}) {
  await kiosk.get(`/hall/kigali/kiosk/take/${topic}`);
  const { status, path, body } = await kiosk.post(`/hall/kigali/kiosk/take/${topic}`, more);
  assert.equal(status, 200, textOf(body));
  assert.equal(path, "/hall/kigali/kiosk/ticket", textOf(body));
  const number = />([A-Z]{1,2}\d{2,3})</.exec(body)?.[1] ?? "";
  return { number, text: textOf(body), body };
}

/** Reads server-sent events of an address until it is closed. */
export async function listenTo(url: string) {
  const stop = new AbortController();
  const answer = await fetch(url, { signal: stop.signal });
  const events: { readonly name: string; readonly data: string }[] = [];
  const state = { ended: false };
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const bytes of answer.body ?? []) {
      rest += decoder.decode(bytes, { stream: true });
      const parts = rest.split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const name = /^event: (.*)$/m.exec(part)?.[1];
        if (name) events.push({ name, data: /^data: (.*)$/m.exec(part)?.[1] ?? "" });
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      state.ended = true;
    });
  return {
    ...{ answer, events, state },
    /** Waits until some event says so; however slow the machine, at most twenty seconds. */
    async until(words: string): Promise<void> {
      await eventually(() => events.some(({ data }) => data.includes(words)), words);
    },
    async close(): Promise<void> {
      stop.abort();
      await reading;
    },
  };
}

export async function eventually(
  holds: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await holds()) return;
    await rest(20);
  }
  throw new Error(`it never came to ${what}`);
}
