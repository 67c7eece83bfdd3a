import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import { type KeyRing, keyRing, type Secrets } from "../platform/http/index.ts";

/** A public browser in a hall: which hall, and what it is used for. */
export interface Device {
  /** Its id in the database, by which it can be revoked. */
  readonly id: string;
  readonly kind: "kiosk" | "board";
  readonly centre: string;
  /** Has a printer: the ticket is printed at once. */
  readonly printer: boolean;
  readonly since: Date;
}

export const deviceDays = 180;
const lifetime = deviceDays * 24 * 3600_000;

/** The keys for device cookies, one purpose of the server's secrets. */
export const hallDeviceKeys = (secrets: Secrets): KeyRing => keyRing(secrets, "hall-device");

const sign = (key: KeyObject, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

/**
 * The cookie of a device: readable, and signed so that no other browser can pose as a kiosk. It
 * allows nothing but taking tickets in this one hall, and expires after 180 days.
 */
export function deviceCookie([key]: KeyRing, { id, kind, centre, printer, since }: Device): string {
  const text = [kind, centre, printer ? "printer" : "", since.getTime(), id].join("~");
  return `${text}~${sign(key, text).toString("base64url")}`;
}

/** The device of a cookie; undefined where the signature is wrong or it has expired. */
export function deviceFrom(
  keys: KeyRing,
  cookie: string | undefined,
  now: Date,
): Device | undefined {
  const at = cookie?.lastIndexOf("~") ?? -1;
  if (cookie === undefined || at < 0 || cookie.length > 300) return undefined;
  const text = cookie.slice(0, at);
  const signature = Buffer.from(cookie.slice(at + 1), "base64url");
  const isBy = (expected: Buffer) =>
    signature.length === expected.length && timingSafeEqual(signature, expected);
  if (!keys.some((key) => isBy(sign(key, text)))) return undefined;
  const [kind, centre = "", printer, since, id = ""] = text.split("~");
  if (kind !== "kiosk" && kind !== "board") return undefined;
  const from = new Date(Number(since));
  if (!(now.getTime() - from.getTime() < lifetime)) return undefined;
  return { id, kind, centre, printer: printer === "printer", since: from };
}
