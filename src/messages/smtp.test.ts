import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Message } from "./outbox.ts";
import { smtp } from "./smtp.ts";

const received: ParsedMail[] = [];
let refuses = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo: (_address, _session, done) => done(refuses ? new Error("no such mailbox") : null),
  onData(stream, _session, done) {
    simpleParser(stream).then((mail) => {
      received.push(mail);
      done();
    }, done);
  },
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => new Promise<void>((resolve) => server.close(() => resolve())));

const address = server.server.address();
const port = typeof address === "object" ? address?.port : 0;
const gateway = smtp({
  url: `smtp://127.0.0.1:${port}`,
  from: "Hamwe <no-reply@hamwe.gov.example>",
});
const message: Message = {
  id: "update-asked:x",
  channel: "email",
  personId: null,
  lang: "az",
  template: "update-asked",
  recipient: "leyla@asan.example",
  subject: "İş necə gedir?",
  body: "Sual\n\nhttps://hamwe.gov.example/u/abc\n.\nson",
};

test("An e-mail arrives whole, in its language, once for each id", async () => {
  await gateway.send(message);
  await gateway.send(message);
  const [mail, again] = received;
  assert.equal(mail?.subject, message.subject);
  assert.equal(mail?.text?.trimEnd(), message.body);
  assert.equal(mail?.from?.value[0]?.address, "no-reply@hamwe.gov.example");
  assert.equal(mail?.headers.get("content-language"), "az");
  assert.equal(mail?.headers.get("auto-submitted"), "auto-generated");
  assert.match(mail?.messageId ?? "", /^<[0-9a-f]{32}@hamwe\.gov\.example>$/);
  assert.equal(mail?.messageId, again?.messageId);
});

test("What the server does not take is a fault", async () => {
  refuses = true;
  await assert.rejects(Promise.resolve(gateway.send(message)));
});

test("A subject breaks no header", async () => {
  refuses = false;
  await gateway.send({ ...message, subject: "a\r\nBcc: mallory@example.org" });
  assert.equal(received.at(-1)?.bcc, undefined);
});
