/** The registers of two governments, each with a database and a key of its own, in one process. */
import { createSecretKey, generateKeyPairSync } from "node:crypto";
import { after } from "node:test";
import { type CommandId, canonical, must, ok, type Result } from "../src/kernel/index.ts";
import {
  bundlePath,
  type Exchange,
  makeExchange,
  makePartnership,
  type Partnership,
  type Sealer,
  type Side,
  statementsOf,
} from "../src/partnership/index.ts";
import { makeEventLog } from "../src/platform/events/index.ts";
import { keyFromPem, signHere } from "../src/signing/index.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

export interface Register {
  readonly database: FreshDatabase;
  readonly partnership: Partnership;
  readonly exchange: Exchange;
  readonly sealer: Sealer;
}

export const clock = () => new Date("2026-11-23T08:00:00Z");
let made = 0;
export const officer = () => ({ key: `act-${++made}` as CommandId, actor: "officer:1" });

/** A signer of its own; whom a register may speak for is a test of signers. */
export function newSealer(side: Side = "rw"): Sealer {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const key = keyFromPem(pem);
  const signer = signHere({
    keys: { key: async () => ok(key) },
    ...{ territory: side, lookUp: async () => undefined },
  });
  const { kid } = key.publicKey;
  return {
    publicKey: async () => ok(key.publicKey),
    async seal(typ, payload) {
      const asked = { kind: "register", typ, payload: { ...payload } } as const;
      return ok(Buffer.from(must(await signer.sign(asked, kid))).toString());
    },
  };
}

/** A key whose holder signs whatever they like, in the name of any government. */
export function forger() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  return {
    key: key.publicKey,
    async seal(typ: string, payload: object): Promise<string> {
      const header = canonical({ alg: "ES256", kid: key.publicKey.kid, typ });
      const parts = [header, canonical(payload)].map((part) => Buffer.from(part));
      const signed = parts.map((part) => part.toString("base64url")).join(".");
      const signature = await key.sign(Buffer.from(signed));
      return `${signed}.${Buffer.from(signature).toString("base64url")}`;
    },
  };
}

/** The registers answer each other's posts here, as their doors do over HTTP. */
export const doors = new Map<string, Exchange>();
const post: typeof fetch = async (address, init) => {
  const [host = ""] = String(address).split(bundlePath);
  const door = doors.get(host);
  if (!door) throw new Error("away");
  const done = await door.receive(String(init?.body), officer());
  if (done.ok) return Response.json({ received: done.value.sequence });
  const { sequence, last = sequence, next } = (done.refusal.facts ?? {}) as Record<string, number>;
  const received = next === undefined ? last : next - 1;
  return Response.json({ received, code: done.refusal.code }, { status: 409 });
};

/** A register of one side, closed after the test that asks for it. */
export async function register(side: Side): Promise<Register> {
  const database = await freshDatabase();
  const log = makeEventLog([statementsOf(side)]);
  const linkKeys = [createSecretKey(new Uint8Array(32))] as const;
  const deps = { sql: database.appSql, clock, timeZone: "Africa/Kigali", log, linkKeys };
  const sealer = newSealer(side);
  const address = `https://${side}.example`;
  const exchange = makeExchange({
    ...{ ...deps, side, name: { en: side }, address, sealer, fetch: post },
  });
  doors.set(address, exchange);
  after(() => database.drop());
  return { database, partnership: makePartnership(deps), exchange, sealer };
}

export const pair = async (): Promise<readonly [Register, Register]> => [
  await register("rw"),
  await register("az"),
];

/** The other register trusts the key of this one. */
export async function introduce(one: Register, other: Register): Promise<void> {
  const text = must(await one.exchange.introduction());
  must(await other.exchange.trust(text, officer()));
}

/** The text of a new bundle with all that waits for a partner. */
export async function bundleOf({ exchange }: Register, to = partnerOf(exchange)): Promise<string> {
  const { sequence } = must(await exchange.make(to, officer()));
  return sentText(exchange, sequence, to);
}

/** The text of a bundle that was made before. */
export const sentText = async (exchange: Exchange, sequence: number, to = partnerOf(exchange)) =>
  (await exchange.bundleText({ partner: to, direction: "sent", sequence })) ?? "";

/** The other of the two sides. */
export const partnerOf = ({ side }: Exchange): Side => (side === "rw" ? "az" : "rw");

/** Carries what waits from one register to the other. */
export const carry = async (from: Register, to: Register) =>
  must(await to.exchange.receive(await bundleOf(from, to.exchange.side), officer()));

/** Says yes to all that waits about a subject. */
export async function acceptAll(
  { exchange }: Register,
  subject: string,
  partner = partnerOf(exchange),
): Promise<number> {
  const all = { partner, subjects: [subject], until: Number.MAX_SAFE_INTEGER };
  return must(await exchange.acceptAll(all, officer())).accepted;
}

export const code = (result: Result<unknown>): string => (result.ok ? "ok" : result.refusal.code);
