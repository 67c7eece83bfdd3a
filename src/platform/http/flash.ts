import type { KeyObject } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { MessageKey } from "../i18n/index.ts";
import { clearCookie, cookieOf, setCookie } from "./cookies.ts";
import { mac, sameBytes } from "./keys.ts";
import { settingsOf, stateOf } from "./request.ts";

/**
 * One message for the next page. `code` is a key of messages/*.yaml; facts must not be personal.
 */
export interface Flash {
  readonly kind: "success" | "notice";
  readonly code: MessageKey;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Puts a message for the next page into a signed cookie that lives a minute. */
export function setFlash(reply: FastifyReply, flash: Flash): void {
  const body = Buffer.from(JSON.stringify(flash)).toString("base64url");
  setCookie(reply, "flash", `${body}.${sign(settingsOf(reply).keys.flash, body)}`, 60);
}

/** The message left by the page before, once: reading it takes it away. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const cookie = cookieOf(request, "flash");
  if (!cookie) return undefined;
  clearCookie(reply, "flash");
  const [body = "", signature = ""] = cookie.split(".");
  const expected = sign(stateOf(request).settings.keys.flash, body);
  if (!sameBytes(Buffer.from(expected), Buffer.from(signature))) return undefined;
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Flash;
}

const sign = (key: KeyObject, body: string): string => mac(key, body).toString("base64url");
