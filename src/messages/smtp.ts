import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Gateway } from "./deliverer.ts";

/** A mail server that takes our e-mails. */
export interface MailAccount {
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which must then offer TLS. */
  readonly url: string;
  /** Sender: `Hamwe <no-reply@hamwe.gov.example>`. */
  readonly from: string;
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

/** A server on this machine may do without TLS; what leaves it may not. */
const isLocal = (url: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/**
 * Sends e-mails as plain text by SMTP. Message-ID follows from the message's own id, so that one
 * that is sent twice after a crash is known as the same. Throws where the server did not take it.
 */
export function smtp({ url, from }: MailAccount): Gateway {
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: 2, ...timeouts },
    requireTLS: !isLocal(url),
  });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ id, recipient, subject, body, lang }) {
      const digest = createHash("sha256").update(id).digest("hex").slice(0, 32);
      const messageId = `<${digest}@${domain}>`;
      await transport.sendMail({
        ...{ from, to: recipient, subject: subject ?? "", text: body, messageId },
        // No vacation notice answers it (RFC 3834), and readers know its language (RFC 3282).
        headers: { "Auto-Submitted": "auto-generated", "Content-Language": lang },
      });
      return messageId;
    },
  };
}
