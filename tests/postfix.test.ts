/**
 * The lines of docs/mail.md in a Postfix as Debian brings it: a real e-mail goes into a real
 * mailbox, and those that nobody takes come back to us by the return address.
 */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { freePort } from "./crash/processes.ts";
import { sent } from "./journeys/office-given.ts";
import { makeCertificate } from "./production/front.ts";
import { startTown, type Town } from "./town.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-postfix-"));
const etc = join(folder, "etc");
const mailboxes = join(folder, "mailboxes");
const log = join(folder, "log");
const domain = "returns.hamwe.gov.example";
/** Where nobody has to be asked: our server. Whoever comes from elsewhere is a stranger. */
const [ours, elsewhere] = ["127.0.0.1", "127.0.0.2"];

const gone = "kevin.ishimwe@example.org";
const full = "eric.habimana@example.org";
/** The mail server of two people, far away: one is not known there, the other has no room. */
const farAway = new SMTPServer({
  ...{ authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], name: "mx.example.org" },
  onRcptTo({ address }, _session, done) {
    const [responseCode, why] = address === gone ? [550, "5.1.1 unknown"] : [552, "5.2.2 full"];
    done(Object.assign(new Error(why), { responseCode }));
  },
});

/** The lines that docs/mail.md gives to an administrator, for an inbox at another port. */
function linesOfDocs(inbox: number): string {
  const docs = readFileSync(join(import.meta.dirname, "../docs/mail.md"), "utf8");
  const [, lines = ""] = /main\.cf`:\n\n```\n([\s\S]*?)```/.exec(docs) ?? [];
  assert.match(lines, /\[127\.0\.0\.1\]:2525/);
  return lines.replace("]:2525", `]:${inbox}`);
}

/** Debian's own settings, apart from the machine's Postfix, with the lines of docs/mail.md. */
function configure({ smtp, inbox, far }: Readonly<Record<"smtp" | "inbox" | "far", number>>) {
  for (const made of [etc, mailboxes, join(folder, "queue"), join(folder, "data")]) mkdirSync(made);
  const [uid, gid] = ["-u", "-g"].map((of) => Number(execFileSync("id", [of, "postfix"])));
  for (const owned of [mailboxes, join(folder, "data")]) chownSync(owned, uid ?? 0, gid ?? 0);
  // Debian shuts its processes in a folder with copies of system files, which ours has not.
  const master = readFileSync("/usr/share/postfix/master.cf.dist", "utf8")
    .replace(/^smtp( +)inet/m, `${ours}:${smtp}$1inet`)
    .replace(/^(\w+ +\w+ +\S+ +\S+ +)y/gm, "$1n");
  writeFileSync(join(etc, "master.cf"), master.replace(/^(\S+:\d+ +inet +\S+ +\S+ +)y/m, "$1n"));
  const tls = [join(folder, "tls.crt"), join(folder, "tls.key")];
  const lines = linesOfDocs(inbox);
  const debian = {
    ...{ compatibility_level: "3.6", myhostname: hostname(), mynetworks: `${ours}/32` },
    ...{ smtpd_tls_cert_file: tls[0], smtpd_tls_key_file: tls[1], smtpd_tls_security_level: "may" },
    ...{ inet_interfaces: ours, inet_protocols: "ipv4", recipient_delimiter: "+" },
    ...{ queue_directory: join(folder, "queue"), data_directory: join(folder, "data") },
    ...{ maillog_file: log, maillog_file_prefixes: tmpdir() },
    ...{ virtual_mailbox_domains: "example.org", virtual_mailbox_base: mailboxes },
    ...{ virtual_mailbox_maps: "static:all/", virtual_minimum_uid: 1 },
    ...{ virtual_uid_maps: `static:${uid}`, virtual_gid_maps: `static:${gid}` },
  };
  const settings = Object.entries(debian).map(([key, value]) => `${key} = ${value}\n`);
  const away = [gone, full].map((who) => `{ ${who} = smtp:[${ours}]:${far} }`);
  const routes = `$1, inline:{ ${away.join(", ")} }`;
  const whole = settings.join("") + lines.replace(/^(transport_maps = .*)$/m, routes);
  writeFileSync(join(etc, "main.cf"), whole);
  const { stderr } = spawnSync("postconf", ["-c", etc, "-n"], { encoding: "utf8" });
  assert.equal(stderr, "", "Postfix knows every line");
}

async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined>) {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(100)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`${what}: not within 90 seconds\n${readFileSync(log, "utf8").slice(-5000)}`);
}

const portOf = (server: SMTPServer) => {
  const address = server.server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
};

const missing =
  !existsSync("/usr/sbin/postfix") || process.getuid?.() !== 0
    ? "needs root and Postfix: apt-get install postfix"
    : false;

describe("Postfix with the lines of docs/mail.md", { skip: missing }, () => {
  let town: Town;
  let inbox: ReturnType<Town["app"]["parts"]["messages"]["openInbox"]>;
  let postfix: ChildProcess;
  let smtp: number;

  before(async () => {
    chmodSync(folder, 0o755);
    // As Debian makes one: by nobody that anybody knows.
    makeCertificate(folder, "DNS:elsewhere.example");
    await new Promise<void>((resolve) => farAway.listen(0, ours, resolve));
    smtp = await freePort();
    const mail = {
      ...{ url: `smtp://${ours}:${smtp}`, from: "Hamwe <no-reply@hamwe.gov.example>" },
      bounces: { address: `bounces@${domain}`, host: ours, port: 0 },
    };
    town = await startTown(undefined, undefined, undefined, [], { mail });
    inbox = town.app.parts.messages.openInbox();
    configure({ smtp, inbox: (await inbox?.port) ?? 0, far: portOf(farAway) });
    writeFileSync(log, "");
    postfix = spawn("postfix", ["-c", etc, "start-fg"], { stdio: "ignore", detached: true });
    await until("Postfix", () => readFileSync(log, "utf8").includes("daemon started"));
  });
  after(async () => {
    if (postfix && postfix.exitCode === null) {
      const ended = once(postfix, "exit");
      execFileSync("postfix", ["-c", etc, "stop"], { stdio: "ignore" });
      await ended;
    }
    await inbox?.stop();
    await town?.close();
    await new Promise<void>((resolve) => farAway.close(() => resolve()));
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = (recipient: string) =>
    town.database.ownerSql<{ state: string; reason: string | null; status: string | null }[]>`
      select state, last_error as reason, returned_status as status from messages.outbox
      where recipient = ${recipient}`;

  /** Hands a message over as a stranger's mail server does. @returns the answer to RCPT TO */
  async function stranger(to: string): Promise<string> {
    const transport = createTransport({
      ...{ host: ours, port: smtp, localAddress: elsewhere, ignoreTLS: true },
    });
    const raw = "Subject: Undelivered\r\n\r\nNo.\r\n";
    const answer = await transport.sendMail({ envelope: { from: "", to }, raw }).then(
      ({ response }) => response,
      ({ response }) => String(response),
    );
    transport.close();
    return answer;
  }

  it("takes an e-mail and puts it into the mailbox, with a return address of its own", async () => {
    await sent(town, "birth-certificate", { person: "nyirahabimana-beatha" });
    await town.settle();
    const left = await rows("beatha.nyirahabimana@example.org");
    assert.ok(left.length > 0);
    for (const { state, reason } of left) assert.deepEqual([state, reason], ["sent", null]);
    const file = await until("the mailbox", () => globSync(join(mailboxes, "all/new/*"))[0]);
    const text = readFileSync(file, "utf8");
    const returns = /^Return-Path: <bounces\+[0-9a-f]{40}@returns\.hamwe\.gov\.example>$/m;
    assert.match(text, returns);
    assert.match(text, /^From: Hamwe <no-reply@hamwe\.gov\.example>$/m);
  });
  it("reports what nobody takes, and Hamwe knows why", async () => {
    await sent(town, "birth-certificate", { person: "ishimwe-kevin" });
    await sent(town, "birth-certificate", { person: "habimana-eric" });
    await town.settle();
    for (const [who, why] of [
      [gone, "5.1.1"],
      [full, "5.2.2"],
    ] as const) {
      const row = await until(`what came back from ${who}`, async () =>
        (await rows(who)).find(({ status }) => status !== null),
      );
      assert.equal(row.status, why);
    }
    const unreachable = await town.database.ownerSql`select from messages.unreachable`;
    assert.equal(unreachable.length, 1, "a full mailbox is written to again");
  });
  it("asks Hamwe about each return address before it takes anything for it", async () => {
    const file = await until("the mailbox", () => globSync(join(mailboxes, "all/new/*"))[0]);
    const [, real = ""] = /^Return-Path: <(.*)>$/m.exec(readFileSync(file, "utf8")) ?? [];
    assert.match(await stranger(real), /^250/);
    const forged = real.replace(/\+[0-9a-f]{40}/, `+${"0".repeat(40)}`);
    assert.match(await stranger(forged), /^550 5\.1\.1/, "refused for good");
    assert.match(await stranger("somebody@example.com"), /^454 4\.7\.1/, "it relays for nobody");
  });
});
