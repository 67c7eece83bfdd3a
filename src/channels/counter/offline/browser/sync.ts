// Delivers what was taken to the server. An item stays on the device until the server's answer
// names it. Delivery is idempotent, so a lost answer costs no more than a retry.
import type { TicketStatus } from "../../../../centres/index.ts";
import type { RefusalCode } from "../../../../kernel/index.ts";
import type { Network } from "./app.ts";
import type { Device } from "./device.ts";
import {
  type Application,
  type Colleague,
  type ColleagueWithPin,
  type DeviceInfo,
  emptied,
  type Item,
  isReady,
  isTwice,
  putAway,
  type Ticket,
} from "./items.ts";
import { plain } from "./vault.ts";

const batchSize = 10;

/** The server answered and refused. */
class RefusedByServer extends Error {
  readonly code: string | undefined;
  readonly status: number;
  constructor(code: string | undefined, status: number) {
    super(`refused: ${code ?? status}`);
    this.code = code;
    this.status = status;
  }
}

/** The server answered, but nobody who may serve here is signed in. */
class SignInNeeded extends Error {}

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(path, { ...init, redirect: "manual", cache: "no-store" });
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignInNeeded();
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new RefusedByServer(body.code, response.status);
  return body;
}

export interface ServerState {
  readonly csrf: string;
  readonly now: string;
  readonly device: "good" | "revoked" | "unknown";
  /** Who is signed in. */
  readonly officer?: Colleague & { readonly ownPin: boolean };
}

/** Who is signed in on this device. Throws SignInNeeded, or a TypeError without network. */
export async function serverState(): Promise<ServerState> {
  const device = await plain<DeviceInfo>("device");
  return ask(`/counter/offline/state?device=${device?.id ?? ""}`, {
    headers: { accept: "application/json" },
  });
}

const otherRoles: ReadonlySet<string> = new Set([
  "auth.role-missing",
  "auth.officers-only",
  "centre.other-hall",
]);

/**
 * What a failed contact says of the network; a TypeError of fetch means that there is none. Once a
 * device was told that it is out of use, it is until it hears otherwise.
 */
export function networkAfter(fault: unknown, wasRevoked = false): Network {
  const code = fault instanceof RefusedByServer ? fault.code : undefined;
  const otherRole = code !== undefined && otherRoles.has(code);
  const signIn = fault instanceof SignInNeeded || otherRole;
  const isRevoked = code === "offline.device-revoked";
  const trouble = !signIn && !isRevoked && fault instanceof RefusedByServer;
  const online = signIn || isRevoked || trouble;
  return { online, signIn, otherRole, revoked: isRevoked || wasRevoked, trouble };
}

/**
 * By how many minutes the clock here is behind (below zero: ahead); up to two minutes do not count.
 */
export function minutesOff(now: string): number {
  const off = Math.round((Date.parse(now) - Date.now()) / 60_000);
  return Math.abs(off) > 2 ? off : 0;
}

export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const { csrf } = await serverState();
  return ask(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "x-csrf-token": csrf,
    },
    body: JSON.stringify(body),
  });
}

const ticketSent = ({
  id,
  kind,
  takenAt,
  lang,
  number,
  topic,
  party,
  group,
  servedAt,
  isAbsent,
  takenBy,
  calledBy,
}: Ticket) => ({
  ...{ takenBy, calledBy, id, kind, takenAt, lang, number, topic, party },
  ...(group && { group }),
  ...(servedAt && { servedAt, isAbsent }),
});

const withdrawnSent = ({
  id,
  kind,
  takenAt,
  takenBy,
  lang,
  reference,
  withdrawn,
}: Application) => ({
  ...{ id, kind, takenAt, takenBy, lang, reference, withdrawn },
});

const applicationSent = ({ id, kind, takenAt, lang, person, ...item }: Application) => ({
  takenBy: item.takenBy,
  ...{ id, kind, takenAt, lang, draft: item.draft, reference: item.reference },
  ...{ service: item.service, definition: item.definition, answers: item.answers },
  visited: item.visited,
  person: {
    ...{ name: person?.name, nationalId: person?.nationalId, birthDate: person?.birthDate },
    phone: person?.phone,
  },
});

/** An item as the server reads it (item.ts). */
function sent(item: Item) {
  if (item.kind === "ticket") return ticketSent(item);
  return item.withdrawn ? withdrawnSent(item) : applicationSent(item);
}

/** What became of one item. */
interface Outcome {
  readonly item: string;
  readonly state: "done" | "conflict" | "dropped" | "retry";
  readonly reason: RefusalCode | null;
  readonly reference: string | null;
  /** Why it was discarded, where that was asked. */
  readonly dropReason?: string;
  /** By when it is decided, once that is known. */
  readonly dueAt?: string;
}

interface SyncAnswer {
  readonly results: readonly Outcome[];
  readonly open: readonly Outcome[];
  readonly references: readonly string[];
  /** Who of the hall has a PIN of their own; a server of before does not say it. */
  readonly colleagues?: readonly ColleagueWithPin[];
  /** What became of tickets in the queue of the hall. */
  readonly tickets?: readonly { readonly number: string; readonly status: TicketStatus }[];
  /** Of which it is still told that they were called on both sides. */
  readonly twice?: readonly string[];
}

/**
 * Delivers what is ready, in batches, and asks what became of the conflicts. What the server cannot
 * accept now stays and does not hold up the rest. Resolves to the number of those.
 */
export async function deliver(device: Device, by?: Colleague): Promise<number> {
  const stuck = new Set<string>();
  for (let round = 0; round < 50; round++) {
    const items = device.items();
    const next = items
      .filter((item) => isReady(item) && !stuck.has(item.id))
      .slice(-batchSize)
      .reverse()
      .map(({ id }) => id);
    const ready = (await device.sending(next)).map(sent);
    const open = items.filter(({ state }) => state === "conflict").map(({ id }) => id);
    if (round > 0 && ready.length === 0) break;
    const now = new Date().toISOString();
    const tickets = device.inHall().map(({ number }) => number);
    const batch = JSON.stringify({ now, items: ready, held: device.left(), open, tickets });
    const answer = await post<SyncAnswer>("/counter/sync", {
      device: device.info.id,
      batch,
      signature: await device.sign(batch),
    });
    for (const outcome of answer.results) await settle(device, outcome, by);
    for (const outcome of answer.open) await settle(device, outcome);
    await device.addReferences(answer.references);
    if (answer.colleagues) await device.setColleagues(answer.colleagues);
    const hall = new Map(answer.tickets?.map(({ number, status }) => [number, status]));
    for (const ticket of device.inHall()) {
      const status = hall.get(ticket.number);
      if (status) await device.save({ ...ticket, hall: status, heardAt: now });
    }
    for (const ticket of device.items().filter(isTwice))
      if (answer.twice?.includes(ticket.number) === false) await device.save(putAway(ticket));
    for (const { item, state } of answer.results) if (state === "retry") stuck.add(item);
    if (ready.length < batchSize) break;
  }
  return stuck.size;
}

/**
 * Records an outcome. Of what is done, only that and its reference are kept, until the day is over.
 */
async function settle(device: Device, outcome: Outcome, by?: Colleague) {
  const { item: id, state, reason, reference, dropReason, dueAt } = outcome;
  const before = device.item(id);
  if (!before) return;
  const item = { ...before, ...(by && { sentBy: { id: by.id, name: by.name } }) };
  if (state === "retry") {
    // The server says that it does not have it.
    if (before.kind === "application") await device.save({ ...before, isSending: false });
    return;
  }
  if (state === "conflict") {
    if (item.state !== "conflict" || (item.reason ?? null) !== reason)
      await device.save({ ...item, state, ...(reason && { reason }) });
    return;
  }
  const over =
    item.kind === "ticket" ? ticketDone(item, reason) : applicationDone(item, reason, reference);
  const more = { ...(dropReason && { dropReason }), ...(dueAt && { dueAt }) };
  await device.save({ ...over, state, ...more });
}

/** All of it is kept, and none of it is about a person: without network it is called here. */
const ticketDone = (ticket: Ticket, reason: RefusalCode | null): Ticket => ({
  ...ticket,
  ...(reason && { reason }),
  ...{ state: "done", hall: "waiting", heardAt: new Date().toISOString() },
});

function applicationDone(
  item: Application,
  reason: RefusalCode | null,
  reference: string | null,
): Application {
  const given = reason === "offline.reference-changed" && item.reference;
  const changed = reason && { reason, ...(given && { given }) };
  return { ...emptied(item), state: "done", ...(reference && { reference }), ...changed };
}
