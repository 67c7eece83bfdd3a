import { readFileSync } from "node:fs";
import { Type } from "typebox";
import { Check } from "typebox/schema";
import {
  africasTalking,
  type BounceInbox,
  demoGateway,
  type Gateway,
  type HttpSms,
  httpSms,
  noGateway,
  type SmsAccount,
} from "../messages/index.ts";
import type { Secrets } from "../platform/http/index.ts";
import { type MailSettings, mailBy } from "./mail.ts";

const words = Type.Array(Type.String());

const file = Type.Object(
  {
    url: Type.String(),
    method: Type.Optional(Type.Enum(["GET", "POST", "PUT"])),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    body: Type.Optional(Type.String()),
    id: Type.Optional(Type.String()),
    status: Type.Optional(Type.String()),
    accepted: Type.Optional(words),
    report: Type.Optional(
      Type.Object(
        { id: Type.String(), status: Type.String(), arrived: words, failed: words },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/**
 * The SMS gateway that a file describes, as docs/sms-gateway.md says; undefined without one. Adds
 * to `missing` what is wrong with it.
 */
export function readHttpSms(
  env: Readonly<Record<string, string | undefined>>,
  missing: string[],
): HttpSms | undefined {
  const path = env.HAMWE_SMS_GATEWAY;
  if (!path) return undefined;
  const wrong = (what: string): undefined => {
    missing.push(`HAMWE_SMS_GATEWAY: ${path} ${what} (docs/sms-gateway.md)`);
  };
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return wrong("cannot be read as JSON");
  }
  if (!Check(file, read)) return wrong("is not as it should be");
  const { method = "POST", headers = {}, accepted = [], ...rest } = read;
  if (!/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(rest.url))
    return wrong("has a url that is neither https nor on this machine");
  if (rest.status !== undefined && accepted.length === 0)
    return wrong("names a status, and none that is accepted");
  const { HAMWE_SMS_KEY: key = "", HAMWE_SMS_FROM: from = "" } = env;
  return { ...rest, method, headers, accepted, key, from };
}

/**
 * How messages go out in each channel. Where nothing is set, those of a demonstration stay in the
 * outbox; in production they fail at once, since nothing may be said to be sent that never left.
 */
export function carriersBy({
  mode,
  phone = {},
  mail,
  ...secrets
}: Secrets & {
  readonly mode: "demo" | "production";
  readonly phone?: { readonly sms?: SmsAccount; readonly http?: HttpSms };
  readonly mail?: MailSettings;
}): {
  readonly gateways: Readonly<Record<"sms" | "email", Gateway>>;
  readonly bounces: BounceInbox | undefined;
} {
  const none = mode === "production" ? noGateway : demoGateway;
  const account = phone.sms ? africasTalking(phone.sms) : none;
  const sms = phone.http ? httpSms(phone.http) : account;
  const { email, bounces } = mail ? mailBy(mail, secrets) : { email: none, bounces: undefined };
  return { gateways: { sms, email }, bounces };
}
