import { randomUUID } from "node:crypto";

/** What the simulated telephone holds between two presses; the page carries it in its form. */
export interface Handset {
  readonly session: string;
  /** All that was sent in this session, joined with `*`. */
  readonly path: string;
  /** What stands on the screen; empty where nobody has dialled. */
  readonly screen: string;
  /** Can something be sent now? */
  readonly open: boolean;
}

export const resting: Handset = { session: "", path: "", screen: "", open: false };

interface Line {
  /** The whole address of `/ussd/<secret>`. */
  readonly url: string;
  readonly serviceCode: string;
}

/** Speaks with the real address over HTTP, as Africa's Talking's gateway does. */
async function ask(line: Line, phone: string, session: string, path: string): Promise<Handset> {
  const body = new URLSearchParams({
    sessionId: session,
    phoneNumber: phone,
    serviceCode: line.serviceCode,
    text: path,
    networkCode: "63510",
  });
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(line.url, { method: "POST", body, signal });
  const [, kind = "", screen = ""] = /^(CON|END) ([\s\S]*)$/.exec(await response.text()) ?? [];
  return { session, path, screen, open: kind === "CON" };
}

/** An SMS comes in by the gateway's other address. */
export async function writeSms(url: string, from: string, text: string): Promise<void> {
  const body = new URLSearchParams({ id: `demo-${randomUUID()}`, from, to: "hamwe", text });
  await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(10_000) });
}

export const dial = (line: Line, phone: string): Promise<Handset> =>
  ask(line, phone, `demo-${randomUUID()}`, "");

export const sendKeys = (line: Line, phone: string, at: Handset, typed: string): Promise<Handset> =>
  ask(line, phone, at.session, at.path === "" ? typed : `${at.path}*${typed}`);
