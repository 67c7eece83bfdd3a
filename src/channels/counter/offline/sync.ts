import { webcrypto } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import {
  calledOnBoth,
  colleaguesAt,
  type Item,
  lookAgain,
  takeIn,
  takeWithdrawn,
} from "../../../acts/index.ts";
import { worksIn } from "../../../centres/index.ts";
import { type CentreDevice, type DeviceKey, isHeld, type Synced } from "../../../counter/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import type { Officer } from "../../../platform/auth/index.ts";
import { csrfOf, notAllowed } from "../../../platform/http/index.ts";
import { centreOfficer, roleMissing } from "../../staff/index.ts";
import type { CounterDeps } from "../deps.ts";
import { type Clocks, instant, inTime, itemOf, withdrawnOf } from "./item.ts";

/** Who may make a device known, deliver from it, and settle what is in conflict. */
const roles = ["operator", "floor-manager"];

export function requireCounter(request: FastifyRequest): Officer {
  const officer = centreOfficer(request);
  if (officer.roles.some((role) => roles.includes(role))) return officer;
  throw roleMissing();
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (body: unknown): Fields => (typeof body === "object" && body ? { ...body } : {});
const textIn = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : "";
};

/** Who sets a device up and puts it into use again: the floor manager of its hall. */
export const managerRole = "floor-manager";

/**
 * GET /counter/offline/state: who is signed in here, the token for posts, and whether the device is
 * still good. One that is not set up is set up by a floor manager alone.
 */
export const deviceState =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const asked = (request.query as { readonly device?: unknown }).device;
    if (asked === "" && !officer.roles.includes(managerRole)) throw roleMissing();
    const pins = await deps.counter.ownPins([officer.id]);
    const device = typeof asked === "string" ? await deps.counter.deviceOf(asked) : undefined;
    return reply.header("cache-control", "no-store").send({
      csrf: csrfOf(request, reply),
      now: deps.clock().toISOString(),
      officer: { id: officer.id, name: officer.name, ownPin: pins.length > 0 },
      device: device ? (device.revokedAt ? "revoked" : "good") : "unknown",
    });
  };

const isKeyPart = (text: unknown): text is string =>
  typeof text === "string" && /^[\w-]{43}$/.test(text);

const curve = { name: "ECDSA", namedCurve: "P-256" };
const imported = (key: DeviceKey) =>
  webcrypto.subtle.importKey("jwk", { ...key }, curve, false, ["verify"]);

/** Only a point of the curve: with any other no signature of the device could ever be checked. */
async function keyIn(value: unknown): Promise<DeviceKey | undefined> {
  const { x, y } = fieldsOf(value);
  if (!isKeyPart(x) || !isKeyPart(y)) return undefined;
  const key = { kty: "EC", crv: "P-256", x, y } as const;
  return imported(key).then(
    () => key,
    () => undefined,
  );
}

/**
 * POST /counter/offline/devices: a floor manager makes this device known for their hall, with
 * references to give out. Whoever then works with it is recorded as who delivers.
 */
export const enrol =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = centreOfficer(request, managerRole);
    const fields = fieldsOf(request.body);
    const publicKey = await keyIn(fields.key);
    const centre = deps.centres.find(textIn(fields, "centre"));
    const name = textIn(fields, "name").trim().slice(0, 60);
    if (centre && !worksIn(officer, centre.id)) throw notAllowed("centre.other-hall");
    if (!publicKey || !centre || name === "") {
      const right = {
        key: publicKey !== undefined,
        centre: centre !== undefined,
        name: name !== "",
      };
      const wrong = Object.entries(right).filter(([, good]) => !good);
      const problems = wrong.map(([field]) => ({ field, code: "invalid" }));
      return reply.code(422).send({ code: "offline.enrol", problems });
    }
    const device = await deps.counter.enrolDevice({
      ...{ centre: centre.id, name, publicKey, enrolledBy: officer.id },
    });
    await deps.security.record({
      kind: "device-enrolled",
      actor: `officer:${officer.id}`,
      about: `device:${device.id}`,
      facts: { centre: centre.id, what: "offline" },
    });
    const references = await deps.counter.drawReferences(device, 0);
    return reply.code(201).send({
      ...{ id: device.id, code: device.code, centre: centre.id, references },
    });
  };

async function isSigned(device: CentreDevice, text: string, signature: string): Promise<boolean> {
  const key = await imported(device.publicKey);
  const by = { name: "ECDSA", hash: "SHA-256" };
  return webcrypto.subtle.verify(by, key, Buffer.from(signature, "base64url"), Buffer.from(text));
}

/** A device sends so many at once (browser/sync.ts), and fewer only where there are no more. */
const batchSize = 10;
const mostItems = 20;

interface Batch {
  /** What the device's clock said when it was sent; undefined where it did not say. */
  readonly now: Date | undefined;
  readonly items: readonly unknown[];
  /** References that the device has left. */
  readonly held: number;
  /** What it has delivered and still asks about. */
  readonly open: readonly string[];
  /** Numbers of its tickets that are in the queue of the hall. */
  readonly tickets: readonly string[];
}

const textsIn = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.slice(0, 200).filter((each) => typeof each === "string") : [];

function batchIn(text: string): Batch | undefined {
  try {
    const { items, held, open, now, tickets } = fieldsOf(JSON.parse(text));
    if (!Array.isArray(items) || items.length > mostItems) return undefined;
    return {
      ...{ items, now: instant(now) },
      held: Number.isInteger(held) ? Number(held) : 0,
      open: textsIn(open).filter(isUuid),
      tickets: textsIn(tickets),
    };
  } catch {
    return undefined;
  }
}

/**
 * POST /counter/sync: what a device took, signed with its key, delivered by whoever is signed in.
 * The answer names each item; one that it does not name stays on the device. Sent again, nothing is
 * doubled.
 */
export const sync = (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
  const officer = requireCounter(request);
  const fields = fieldsOf(request.body);
  const device = await deps.counter.deviceOf(textIn(fields, "device"));
  const text = textIn(fields, "batch");
  if (!device || !(await isSigned(device, text, textIn(fields, "signature"))))
    return reply.code(403).send({ code: "offline.device-unknown" });
  if (device.revokedAt) return reply.code(403).send({ code: "offline.device-revoked" });
  if (!worksIn(officer, device.centre)) return reply.code(403).send({ code: "centre.other-hall" });
  const batch = batchIn(text);
  if (!batch) return reply.code(422).send({ code: "offline.batch" });
  const since = device.deliveredUntil ?? device.enrolledAt;
  const clock = { now: deps.clock(), there: batch.now, since };
  const results: Told[] = [];
  for (const value of batch.items)
    results.push(await resultOf(deps, request, { value, clock, device, by: officer.id }));
  const isAll = batch.items.length < batchSize && results.every(({ state }) => state !== "retry");
  if (isAll) await deps.counter.deliveredAll(device);
  const open: Told[] = [];
  for (const row of await deps.counter.syncedAmong(device.id, batch.open))
    open.push(await answerOf(deps, await lookAgain(deps, row, officer.id)));
  const references = await deps.counter.drawReferences(device, batch.held);
  const isOwn = (number: string) => number.startsWith(`${device.code}-`);
  const tickets = await deps.centres.statusesOf(device.centre, batch.tickets.filter(isOwn));
  const both = await calledOnBoth(deps, device.centre);
  const twice = both.flatMap(({ number }) => (isOwn(number) ? number : []));
  const colleagues = await colleaguesAt(deps, device.centre);
  return reply
    .header("cache-control", "no-store")
    .send({ results, open, references, tickets, twice, colleagues });
};

interface Delivered {
  readonly value: unknown;
  readonly clock: Clocks;
  readonly device: CentreDevice;
  readonly by: Officer["id"];
}

/** What a device is told of one item. */
interface Told {
  readonly item: string;
  readonly state: Synced["state"] | "retry";
  readonly reason: string | null;
  readonly reference?: Synced["reference"];
  readonly dropReason?: string;
  readonly dueAt?: string | undefined;
}

/**
 * A device does not learn whether a number is there: that stands on the page of the officers, where
 * each look is recorded.
 */
async function answerOf({ cases }: CounterDeps, row: Synced): Promise<Told> {
  const { item, state, reference, dropReason, caseId } = row;
  const dueAt = caseId && (await cases.open(caseId))?.state.clock.dueAt;
  return {
    ...{ item, state, reference, reason: reasonTold(row) },
    ...(dropReason && { dropReason }),
    ...(dueAt && { dueAt }),
  };
}

function reasonTold(row: Synced): Synced["reason"] {
  if (row.served === "both") return "offline.called-twice";
  if (row.state === "conflict" && isHeld(row)) return "offline.held";
  return row.reason === "offline.person-differs" ? "offline.name-differs" : row.reason;
}

async function resultOf(
  deps: CounterDeps,
  request: FastifyRequest,
  { value, clock, ...from }: Delivered,
): Promise<Told> {
  const withdrawn = withdrawnOf(value);
  const read: Item | undefined = withdrawn ? undefined : itemOf(value);
  const item = read && inTime(read, clock);
  if (withdrawn) {
    const done = await takeWithdrawn(deps, inTime(withdrawn, clock), from);
    return done.ok && done.value.device === from.device.id
      ? answerOf(deps, done.value)
      : { item: withdrawn.id, state: "retry", reason: "offline.item" };
  }
  if (!item) return { item: textIn(fieldsOf(value), "id"), state: "retry", reason: "offline.item" };
  const before = await deps.counter.syncedOf(item.id);
  if (before && before.device !== from.device.id)
    return { item: item.id, state: "retry", reason: "offline.item" };
  // Delivered before and waiting for somebody: it is settled on the page for that, not by sending
  // it again; but a ticket may have been served there since.
  const isServed = item.kind === "ticket" && item.servedAt !== null;
  if (before && !isServed) return answerOf(deps, before);
  if (item.kind === "application" && (await deps.counter.isFullToday(from.device)))
    return { item: item.id, state: "retry", reason: "offline.full-today" };
  try {
    return await answerOf(deps, await takeIn(deps, { item, ...from }));
  } catch (error) {
    request.log.error({ err: error }, "an item from a device could not be taken in");
    return { item: item.id, state: "retry", reason: "offline.fault" };
  }
}
