import {
  type BounceInbox,
  type Gateway,
  type MailAccount,
  returnAddresses,
  smtp,
} from "../messages/index.ts";
import { keyRing, type Secrets } from "../platform/http/index.ts";

/** How e-mails go out, and where they come back. */
export interface MailSettings extends Pick<MailAccount, "url" | "from"> {
  readonly bounces?: BounceSettings;
}

/** The government's mail server hands over to `host` and `port` what comes back to `address`. */
export interface BounceSettings extends Pick<BounceInbox, "host" | "port"> {
  /** `bounces@returns.hamwe.gov.example`; each message has one of its own, with `+` and a code. */
  readonly address: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The mail server that takes our e-mails; adds to `missing` what is wrong with its settings. */
export function readMail(env: Environment, missing: string[]): MailSettings | undefined {
  const { HAMWE_SMTP_URL: url, HAMWE_MAIL_FROM: from } = env;
  const bounces = readBounces(env, missing);
  if (!url) {
    if (bounces) missing.push("HAMWE_SMTP_URL: with HAMWE_BOUNCE_ADDRESS");
    return undefined;
  }
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
    missing.push("HAMWE_SMTP_URL: smtps://user:password@host:465, or smtp://… with STARTTLS");
  if (!from || !/^[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>$|^[^@\s<>]+@[^@\s<>]+$/.test(from))
    missing.push("HAMWE_MAIL_FROM: sender of e-mails, Hamwe <no-reply@hamwe.gov.example>");
  return { url, from: from ?? "", ...(bounces && { bounces }) };
}

function readBounces(env: Environment, missing: string[]): BounceSettings | undefined {
  const { HAMWE_BOUNCE_ADDRESS: address, HAMWE_BOUNCE_LISTEN: listen } = env;
  if (!address && !listen) return undefined;
  // With `+` and 40 digits it may have 64 characters before the `@` (RFC 5321).
  if (!address || !/^[a-z0-9._-]{1,23}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(address))
    missing.push("HAMWE_BOUNCE_ADDRESS: bounces@returns.hamwe.gov.example, 23 characters before @");
  const [, host = "", port = ""] = /^(?:\[?([^\]]+)\]?):(\d{1,5})$/.exec(listen ?? "") ?? [];
  if (!host || Number(port) > 65_535)
    missing.push("HAMWE_BOUNCE_LISTEN: address and port for what comes back, 127.0.0.1:2525");
  return { address: address ?? "", host, port: Number(port) };
}

/** The way to the mail server and, where it is set, the way back. */
export function mailBy(
  { bounces, ...account }: MailSettings,
  secrets: Secrets,
): { readonly email: Gateway; readonly bounces: BounceInbox | undefined } {
  if (!bounces) return { email: smtp(account), bounces: undefined };
  const { address, host, port } = bounces;
  const addresses = returnAddresses(address, keyRing(secrets, "return addresses"));
  return { email: smtp({ ...account, returns: addresses }), bounces: { host, port, addresses } };
}
