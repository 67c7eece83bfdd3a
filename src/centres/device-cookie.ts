import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "../platform/http/index.ts";

/** A browser that stands in a hall for everybody: which hall, and what it does there. */
export interface Device {
  /** What the hall knows it by, so that it can be revoked alone. */
  readonly id: string;
  readonly kind: "kiosk" | "board";
  readonly centre: string;
  /** Has a printer: the ticket is printed without being asked for. */
  readonly printer: boolean;
  readonly since: Date;
}

export const deviceDays = 180;
const lifetime = deviceDays * 24 * 3600_000;

/** The key for device cookies, one purpose of the server's secret. */
export const hallDeviceKey = (secret: string): Uint8Array => deriveKey(secret, "hall-device");

const sign = (key: Uint8Array, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

/**
 * What the browser keeps: readable, and signed so that no other browser can call itself a kiosk. It
 * opens nothing but the taking of tickets in this one hall, and ends by itself after 180 days.
 */
export function deviceCookie(
  key: Uint8Array,
  { id, kind, centre, printer, since }: Device,
): string {
  const text = [kind, centre, printer ? "printer" : "", since.getTime(), id].join("~");
  return `${text}~${sign(key, text).toString("base64url")}`;
}

/** The device behind a cookie; undefined where it is not ours or has run out. */
export function deviceFrom(
  key: Uint8Array,
  cookie: string | undefined,
  now: Date,
): Device | undefined {
  const at = cookie?.lastIndexOf("~") ?? -1;
  if (cookie === undefined || at < 0 || cookie.length > 300) return undefined;
  const text = cookie.slice(0, at);
  const given = Buffer.from(cookie.slice(at + 1), "base64url");
  const own = sign(key, text);
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  const [kind, centre = "", printer, since, id = ""] = text.split("~");
  if (kind !== "kiosk" && kind !== "board") return undefined;
  const from = new Date(Number(since));
  if (!(now.getTime() - from.getTime() < lifetime)) return undefined;
  return { id, kind, centre, printer: printer === "printer", since: from };
}
