import { createHash } from "node:crypto";
import type { Transporter } from "nodemailer";
import { type Gateway, Undeliverable } from "./deliverer.ts";
import type { ReturnAddresses } from "./return-address.ts";

/** A mail server that takes our e-mails. */
export interface MailAccount {
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which must then offer TLS. */
  readonly url: string;
  /** Sender: `Hamwe <no-reply@hamwe.gov.example>`. */
  readonly from: string;
  /** Where e-mails come back to, one address for each; without it to the sender. */
  readonly returns?: Pick<ReturnAddresses, "codeOf" | "addressOf"> | undefined;
}

/**
 * As many as are tried at once: none waits in the pool while its time runs. A connection that
 * closes is a failed try and nothing else, since the outbox is what tries again.
 */
const pool = { pool: true, maxConnections: 10, maxRequeues: 0 } as const;
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

/**
 * A server on this machine may do without TLS, or have a certificate that names nobody, as Debian
 * makes for Postfix; what leaves the machine may not.
 */
export function mailEncryption(url: string) {
  const stays = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
  return { requireTLS: !stays, tls: { rejectUnauthorized: !stays } };
}

/** How nodemailer tells what the server answered, and to which command. */
interface Refused {
  readonly permanent?: boolean;
  readonly command?: string;
  /** `550 5.1.1 no such mailbox`. */
  readonly response?: string;
}

/**
 * The server will never take this message for this recipient: 5xx to RCPT TO or to its content.
 * What it says of our login or of the sender concerns every message and is mended by operations.
 */
const isForGood = ({ permanent, command }: Refused): boolean =>
  permanent === true && (command === "RCPT TO" || command === "DATA");

/** Why, where it was said of the recipient: `5.1.1`. */
const statusOf = ({ command, response }: Refused): string | undefined =>
  command === "RCPT TO" ? /^5\d\d[ -](5\.\d+\.\d+)/.exec(response ?? "")?.[1] : undefined;

/**
 * How a message comes back: to an address of its own, only where it fails, without its text
 * (RFC 3461).
 */
function wayBack(code: string | undefined, to: string, returns: MailAccount["returns"]) {
  if (code === undefined || !returns) return {};
  return {
    envelope: { from: returns.addressOf(code), to },
    dsn: { id: code, return: "headers" as const, notify: "failure" as const, recipient: to },
  };
}

/**
 * Sends e-mails as plain text by SMTP. Message-ID follows from the message's own id, so that one
 * that is sent twice after a crash is known as the same. Answers with what names the message when
 * it comes back. Throws where the server did not take it, `Undeliverable` where it never will.
 */
export function smtp({ url, from, returns }: MailAccount): Gateway {
  const options = { url, ...pool, ...timeouts, ...mailEncryption(url) };
  // Loaded with the first message: no start waits for it.
  let opening: Promise<Transporter> | undefined;
  const open = () => {
    opening ??= import("nodemailer").then(({ createTransport }) => createTransport(options));
    return opening;
  };
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ id, recipient, subject, body, lang }, signal) {
      const digest = createHash("sha256").update(id).digest("hex").slice(0, 32);
      const messageId = `<${digest}@${domain}>`;
      const code = returns?.codeOf(id);
      const mail = {
        ...wayBack(code, recipient, returns),
        ...{ from, to: recipient, subject: subject ?? "", text: body, messageId },
        // No vacation notice answers it (RFC 3834), and readers know its language (RFC 3282).
        headers: { "Auto-Submitted": "auto-generated", "Content-Language": lang },
        ...(signal && { signal }),
      };
      const transport = await open();
      await transport.sendMail(mail).catch((error: Error & Refused) => {
        if (!isForGood(error)) throw error;
        const status = statusOf(error);
        throw new Undeliverable(error.message, { cause: error, ...(status && { status }) });
      });
      return code ?? messageId;
    },
  };
}
