import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { readReport, type SmsReport } from "../../messages/index.ts";
import { deriveKey, formOf, textOf } from "../../platform/http/index.ts";
import type { PhoneGateway } from "./deps.ts";
import type { SmsIn } from "./sms-answer.ts";
import type { Call } from "./talk.ts";

/** Both halves of the gateway's language: Africa's Talking's forms, and what any like it speaks. */
export const limits = { sessionId: 100, text: 2000 } as const;

/** The gateway of a demonstration: its secret is known to whoever has the server's own. */
export const demoPhone = (secret: string): PhoneGateway => ({
  secret: Buffer.from(deriveKey(secret, "ussd demo path")).toString("hex").slice(0, 32),
  addresses: [],
  serviceCode: "*182*7#",
});

/** In the place of the secret, where the gateway sends it in a header. */
const byHeader = "gateway";

/** `Bearer <secret>`, or the password of `Basic`, under whatever name. */
function secretInHeader({ headers }: FastifyRequest): string {
  const [scheme = "", given = ""] = (headers.authorization ?? "").split(" ", 2);
  if (/^bearer$/i.test(scheme)) return given;
  if (!/^basic$/i.test(scheme)) return "";
  const pair = Buffer.from(given, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}

/**
 * The right secret from a right address: the gateway signs nothing. The secret comes in a header,
 * or, of a gateway that sends none, in the address.
 */
export function isGateway(request: FastifyRequest, { secret, addresses }: PhoneGateway): boolean {
  const inAddress = (request.params as { readonly secret?: string }).secret ?? "";
  const given = Buffer.from(inAddress === byHeader ? secretInHeader(request) : inAddress);
  const own = Buffer.from(secret);
  const isOurs = given.length === own.length && timingSafeEqual(given, own);
  return isOurs && (addresses.length === 0 || addresses.includes(ipOf(request)));
}

/** An IPv4 address is written as one, also where it came to a socket that speaks IPv6. */
const ipOf = ({ ip }: FastifyRequest): string => ip.replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * A number in E.164, from a form in which `+` may have become a space. Undefined for what is none.
 */
export function phoneIn(text: string): string | undefined {
  const digits = text.replaceAll(/[\s+()-]/g, "");
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : undefined;
}

/** The request of a session, however much was typed in it; undefined for what no gateway sends. */
export function callIn(request: FastifyRequest): Call | undefined {
  const form = formOf(request);
  const sessionId = textOf(form, "sessionId");
  const phone = phoneIn(textOf(form, "phoneNumber"));
  const text = textOf(form, "text");
  const fits = sessionId !== "" && sessionId.length <= limits.sessionId;
  return phone && fits ? { sessionId, phone, text } : undefined;
}

/** An SMS that came in; undefined for what no gateway sends. */
export function smsIn(request: FastifyRequest): SmsIn | undefined {
  const form = formOf(request);
  const id = textOf(form, "id");
  const phone = phoneIn(textOf(form, "from"));
  const text = textOf(form, "text");
  const fits = id !== "" && id.length <= limits.sessionId && text.length <= limits.text;
  return phone && fits ? { id, phone, text } : undefined;
}

/**
 * A report of delivery, as Africa's Talking sends it, or read as the settings of another carrier
 * say; `arrived` is undefined while the message is still on its way.
 */
export function reportIn(
  request: FastifyRequest,
  own?: SmsReport,
): { readonly ref: string; readonly arrived?: boolean } | undefined {
  const form = formOf(request);
  if (own) return readReport(own, { ...(request.query as object), ...jsonIn(request), ...form });
  const ref = textOf(form, "id").slice(0, limits.sessionId);
  const status = textOf(form, "status");
  if (ref === "") return undefined;
  if (status === "Success") return { ref, arrived: true };
  return /^(Failed|Rejected|Expired|AbsentSubscriber)/.test(status)
    ? { ref, arrived: false }
    : { ref };
}

const jsonIn = ({ body }: FastifyRequest): object =>
  typeof body === "object" && body !== null ? body : {};
