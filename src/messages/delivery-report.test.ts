import assert from "node:assert/strict";
import { createSecretKey, randomBytes } from "node:crypto";
import { test } from "node:test";
import { failureIn } from "./delivery-report.ts";
import { returnAddresses } from "./return-address.ts";

/** A report as Postfix writes it, with this status in this encoding. */
const report = (fields: string, more = "", type = "message/delivery-status") =>
  [
    "Date: Tue, 24 Nov 2026 08:00:00 +0000",
    "From: MAILER-DAEMON@mail.example (Mail Delivery System)",
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status;",
    '\tboundary="4BZ/mail.example"',
    "",
    "This is a MIME-encapsulated message.",
    "",
    "--4BZ/mail.example",
    "Content-Description: Notification",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "Status: 5.1.1 is only written here, and so does not count.",
    "",
    "--4BZ/mail.example",
    "Content-Description: Delivery report",
    `Content-Type: ${type}`,
    ...(more ? [more] : []),
    "",
    fields,
    "",
    "--4BZ/mail.example",
    "Content-Type: text/rfc822-headers",
    "",
    "Subject: Application received",
    "",
    "--4BZ/mail.example--",
    "",
  ].join("\r\n");

const group = (action: string, status: string) =>
  [
    "Reporting-MTA: dns; mail.example",
    "X-Postfix-Queue-ID: 4BZ",
    "",
    "Final-Recipient: rfc822; keza@example.rw",
    "Original-Recipient: rfc822;keza@example.rw",
    `Action: ${action}`,
    `Status: ${status}`,
    "Remote-MTA: dns; mx.example.rw",
    "Diagnostic-Code: smtp; 550 5.1.1 <keza@example.rw>: Recipient address",
    "    rejected: User unknown",
  ].join("\r\n");

test("A failure is read whichever way the report is written", () => {
  const plain = group("failed", "5.1.1");
  const encoded = Buffer.from(plain)
    .toString("base64")
    .replaceAll(/(.{76})/g, "$1\r\n");
  const quoted = plain.replaceAll("=", "=3D").replace("Status: 5.1.1", "Sta=\r\ntus: 5=2E1.1");
  const global = "message/global-delivery-status";
  for (const mail of [
    report(plain),
    report(plain).replaceAll("\r\n", "\n"),
    report(group("FAILED (permanent)", "5.1.1 (bad destination mailbox address)")),
    report(encoded, "Content-Transfer-Encoding: base64"),
    report(quoted, "Content-Transfer-Encoding: Quoted-Printable"),
    report(plain, "", global),
    report(plain).replace('"4BZ/mail.example"', "4BZ/mail.example; charset=utf-8"),
  ])
    assert.deepEqual(failureIn(mail), { status: "5.1.1" });
  assert.deepEqual(failureIn(report(group("failed", "4.4.1"))), { status: "4.4.1" });
  assert.deepEqual(failureIn(report(group("failed", "unknown"))), { status: "5.0.0" });
});

test("Nothing else is a failure", () => {
  for (const mail of [
    "",
    "no header at all",
    report(group("delayed", "4.4.1")),
    report(group("delivered", "2.0.0")),
    report(group("failed", "5.1.1"), "", "text/plain"),
    report(group("failed", "5.1.1")).replace("multipart/report", "multipart/mixed"),
    report(group("failed", "5.1.1")).replace(/boundary="[^"]+"/, "x=y"),
    `Subject: I am away\r\n\r\n${group("failed", "5.1.1")}`,
  ])
    assert.equal(failureIn(mail), undefined);
});

test("Only who has the secret can make a return address", () => {
  const key = () => createSecretKey(randomBytes(32));
  const [present, before] = [key(), key()];
  const of = (...keys: [ReturnType<typeof key>, ...ReturnType<typeof key>[]]) =>
    returnAddresses("Bounces@returns.hamwe.gov.example", keys);
  const code = of(before).codeOf("case:granted:3");
  const address = of(before).addressOf(code);
  assert.match(address, /^bounces\+[0-9a-f]{40}@returns\.hamwe\.gov\.example$/);
  assert.ok(address.indexOf("@") <= 64);
  assert.equal(of(before).codeOf("case:granted:3"), code, "the same after a crash");
  assert.equal(
    of(present, before).codeIn(address.toUpperCase()),
    code,
    "a secret of before counts",
  );
  assert.equal(of(present).codeIn(address), undefined);
  const digit = address.at(10) === "0" ? "1" : "0";
  for (const forged of [
    address.slice(0, 10) + digit + address.slice(11),
    address.replace("returns", "other"),
    address.replace("+", "-"),
    "bounces@returns.hamwe.gov.example",
    `bounces+${"0".repeat(40)}@returns.hamwe.gov.example`,
    "",
  ])
    assert.equal(of(before).codeIn(forged), undefined, forged);
});
