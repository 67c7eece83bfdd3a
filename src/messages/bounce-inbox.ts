import type { SMTPServer, SMTPServerOptions } from "smtp-server";
import type { Pool } from "../platform/db/index.ts";
import { transaction } from "../platform/db/index.ts";
import type { JobLogger } from "../platform/jobs/index.ts";
import { failureIn } from "./delivery-report.ts";
import type { ReturnAddresses } from "./return-address.ts";
import { byReturnCode, recordReturned } from "./returned.ts";

/** Where e-mails that came back are handed over to us by the government's mail server. */
export interface BounceInbox {
  readonly host: string;
  readonly port: number;
  readonly addresses: ReturnAddresses;
}

export interface OpenInbox {
  /** Where it listens, once it does. */
  readonly port: Promise<number | undefined>;
  stop(): Promise<void>;
}

export interface BounceNeeds {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly logger?: JobLogger | undefined;
}

/** We ask for headers only (RET=HDRS): what is longer than this is no report. */
const longest = 512 * 1024;

const answer = (responseCode: number, text: string) =>
  Object.assign(new Error(text), { responseCode });

/**
 * Listens for reports of mail servers (RFC 5321), which have no sender. Whoever does not know the
 * secret of a return address is refused before the database is asked. An absence notice is taken
 * and forgotten.
 */
export function listenForBounces(
  { host, port, addresses }: BounceInbox,
  { sql, clock, logger }: BounceNeeds,
): OpenInbox {
  const codeIn = (address = "") => addresses.codeIn(address);
  const options: SMTPServerOptions = {
    ...{ disabledCommands: ["AUTH", "STARTTLS"], authOptional: true, banner: "bounces" },
    ...{ size: longest, maxClients: 50, socketTimeout: 60_000, closeTimeout: 2000 },
    disableReverseLookup: true,
    onMailFrom: ({ address }, _session, done) =>
      done(address ? answer(550, "5.7.1 only reports of mail servers are taken here") : null),
    onRcptTo: ({ address }, _session, done) =>
      done(codeIn(address) ? null : answer(550, "5.1.1 no such return address")),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      stream.once("end", () => {
        if (stream.sizeExceeded) return done(answer(552, "5.3.4 too long for a report"));
        const failure = failureIn(Buffer.concat(chunks).toString("latin1"));
        const codes = envelope.rcptTo.flatMap(({ address }) => codeIn(address) ?? []);
        if (!failure) return done();
        Promise.all(codes.map((code) => record(code, failure.status))).then(
          () => done(),
          (err: unknown) => {
            logger?.warn({ err }, "a report of a mail server could not be recorded");
            done(answer(451, "4.3.0 please try again later"));
          },
        );
      });
    },
  };
  async function record(code: string, status: string): Promise<void> {
    const id = await byReturnCode(sql, code);
    // It can be quicker than our own record that the message left.
    if (id === undefined) throw new Error("the message is not recorded as sent");
    await transaction(sql, (tx) => recordReturned(tx, [{ id, status }], clock()));
  }
  const running = open(options);
  async function open(set: SMTPServerOptions): Promise<SMTPServer> {
    // Few governments have their e-mails come back here: the others need not load it.
    const { SMTPServer } = await import("smtp-server");
    const server = new SMTPServer(set);
    server.on("error", (err) => logger?.warn({ err }, "the inbox for returned e-mails"));
    return server;
  }
  const listens = running.then(
    (server) =>
      new Promise<number | undefined>((resolve) => {
        server.listen(port, host, () => {
          const address = server.server.address();
          resolve(typeof address === "object" ? address?.port : undefined);
        });
      }),
  );
  return {
    port: listens,
    async stop() {
      const server = await running;
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
