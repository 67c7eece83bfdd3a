import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import QRCode from "qrcode";
import {
  opening,
  readVerdict,
  startVerify,
  type VerifyDesk,
} from "../../../../tests/verify-given.ts";
import { qrText, signCwt, verifyCwt } from "../../../certificate-code/index.ts";
import { exampleLicence } from "../../../credentials/example-licence.ts";
import { makeReference, must } from "../../../kernel/index.ts";
import { makeBillNumber } from "../../../payments/index.ts";
import { keyFromPem } from "../../../signing/index.ts";

let desk: VerifyDesk;
before(async () => {
  desk = await startVerify();
});
after(() => desk?.close());
beforeEach(() => {
  Object.assign(desk.clock, { now: opening, signerAway: false });
});

test("a genuine paper is called valid, with what was checked and what it must say", async () => {
  const { issue, verdictOf } = desk;
  const paper = await issue();
  const { title, text } = await verdictOf(paper.cwt);
  assert.equal(title, "This document is valid");
  for (const words of [
    "Signature valid",
    "Issuer on the list of 23 November 2026",
    "Not revoked as of 23 November 2026",
    "Valid until 22 November 2030",
    "Mineral exploration licence",
    "Example Mines Office",
    "Kivu Example Ltd",
    "Wolframite",
    paper.number,
  ])
    assert.ok(text.includes(words), words);
  assert.match(text, /Renewable\s+Yes/);
});

test("a paper with one changed letter is called altered; its content is not shown", async () => {
  const { issue, verdictOf } = desk;
  const { cwt } = await issue();
  const forged = Buffer.from(cwt);
  forged.write("Kigu", forged.indexOf("Kivu"));
  const { title, text } = await verdictOf(forged);
  assert.equal(title, "This document has been altered");
  assert.ok(!text.includes("Kigu"));
});

test("a code that holds something else is called no paper of ours", async () => {
  const { verdictOf } = desk;
  const { title } = await verdictOf(Buffer.from("An invoice from somewhere, not one of ours"));
  assert.equal(title, "This code is not from Hamwe");
});

test("a paper that somebody signed with a key of their own is of an unknown issuer", async () => {
  const { issue, signerOf, verdictOf } = desk;
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const { cwt } = await issue();
  const genuine = await signerOf("example-mines");
  const claims = must(await verifyCwt(cwt, () => genuine.publicKey));
  assert.equal((await verdictOf(await signCwt(claims, own))).title, "The issuer is unknown");
  const otherKind = await signCwt({ ...claims, documentType: "passport" }, genuine);
  assert.equal((await verdictOf(otherKind)).title, "The issuer is unknown");
});

test("a paper signed after its issuer lost the right is refused; older ones count", async () => {
  const { clock, credentials, issue, signerOf, verdictOf } = desk;
  const authority = { id: "example-closed", name: { en: "Closed Office" } };
  const { cwt } = await issue({ authority });
  clock.now = new Date("2026-11-25T10:00:00Z");
  await credentials.withdrawIssuer(authority.id);
  const key = await signerOf("example-closed");
  const claims = must(await verifyCwt(cwt, () => key.publicKey));
  const later = await signCwt({ ...claims, issuedAt: claims.issuedAt + 3 * 86_400 }, key);
  const { title, text } = await verdictOf(later);
  assert.equal(title, "The issuer was no longer allowed to issue this document");
  assert.match(text, /Closed Office was not allowed to issue .* on 26 November 2026/);
  assert.equal((await verdictOf(cwt)).title, "This document is valid");
});

test("a paper whose time is over is called expired", async () => {
  const { issue, verdictOf } = desk;
  const { cwt } = await issue({ validUntil: "2026-11-24" });
  const { title, text } = await verdictOf(cwt, new Date("2026-11-25T00:00:00Z"));
  assert.equal(title, "This document has expired");
  assert.match(text, /valid until 24 November 2026/);
});

test("a paper that the office has ended is called revoked", async () => {
  const { credentials, issue, verdictOf } = desk;
  const { cwt, id } = await issue();
  must(await credentials.revoke({ id, by: "officer:1", reason: "Mistake", command: "revoke-1" }));
  assert.equal((await verdictOf(cwt)).title, "This document has been revoked");
});

test("with a list of last week nobody is told that a paper is valid", async () => {
  const { clock, issue, verdictOf } = desk;
  const { cwt } = await issue();
  const { title, text } = await verdictOf(cwt, new Date(clock.now.getTime() + 8 * 86_400_000));
  assert.equal(title, "We could not check if this document has been revoked");
  assert.match(text, /newest list on this device is from 23 November 2026/);
});

test("a list that somebody else signed is not believed", async () => {
  const { credentials, issue, newPage, origin, withContext } = desk;
  const { cwt } = await issue();
  const [header, payload] = must(await credentials.trustList()).split(".");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const own = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const signature = Buffer.from(await own.sign(Buffer.from(`${header}.${payload}`)));
  await withContext(async (context) => {
    const body = `${header}.${payload}.${signature.toString("base64url")}`;
    await context.route("**/trust-list", (route) => route.fulfill({ body }));
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    assert.equal((await readVerdict(page)).title, "The document could not be checked");
  });
});

test("what found no room in the code is counted, so that nobody believes it checked", async () => {
  const { issue, verdictOf } = desk;
  const { claims } = exampleLicence();
  const long = {
    name: "conditions",
    label: { en: "Conditions" },
    value: "No blasting. ".repeat(40),
  };
  const { cwt } = await issue({ claims: [...claims, long] });
  assert.match((await verdictOf(cwt)).text, /Lines of the document that are not in the code: 1/);
});

test("once loaded, the page checks papers without any network", async () => {
  const { credentials, issue, newPage, origin, withContext } = desk;
  const [first, second] = [await issue(), await issue({ lang: "rw" })];
  must(
    await credentials.revoke({
      id: second.id,
      by: "system",
      reason: "Mistake",
      command: "revoke-1",
    }),
  );
  await withContext(async (context) => {
    const page = await newPage(context);
    await page.goto(`${origin}/v`);
    await page.locator("#verify[data-offline=ready]").waitFor();
    await page.close();
    await context.setOffline(true);
    await assert.rejects((await context.newPage()).goto(`${origin}/trust-list`));
    const offline = await newPage(context);
    await offline.goto(qrText(origin, first.cwt));
    assert.equal((await readVerdict(offline)).title, "This document is valid");
    await offline.goto(`${origin}/v`);
    await offline.getByLabel("Text of the code").fill(qrText(origin, second.cwt));
    await offline.getByRole("button", { name: "Check the code" }).click();
    assert.equal((await readVerdict(offline)).title, "This document has been revoked");
  });
});

test("no request carries anything of the paper, and the address bar forgets it", async () => {
  const { issue, newPage, origin, withContext } = desk;
  const { cwt } = await issue();
  const content = qrText(origin, cwt).split("#")[1] ?? "";
  await withContext(async (context) => {
    const sent: string[] = [];
    context.on("request", (request) => {
      const headers = JSON.stringify(request.headers());
      sent.push(`${request.url().split("#")[0]} ${request.postData() ?? ""} ${headers}`);
    });
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    await readVerdict(page);
    assert.equal(page.url(), `${origin}/v`);
    await page.locator("#verify[data-offline=ready]").waitFor();
    assert.ok(sent.length > 5);
    for (const request of sent) {
      assert.ok(!request.includes(content.slice(0, 24)), request);
      assert.ok(!request.includes("Kivu"), request);
    }
  });
});

test("another language shows the same paper again without sending it", async () => {
  const { issue, newPage, origin, withContext } = desk;
  const { cwt } = await issue();
  await withContext(async (context) => {
    const page = await newPage(context);
    await page.goto(qrText(origin, cwt));
    await readVerdict(page);
    await page.locator('a[hreflang="rw"]').first().click();
    const verdict = page.getByRole("heading", { name: "Iki cyangombwa gifite agaciro" });
    await verdict.waitFor();
    assert.match(await page.locator("#result").innerText(), /23 Ugushyingo 2026/);
  });
});

test("without JavaScript the number tells kind, day and standing, and no name", async () => {
  const { browser, issue, origin, withContext } = desk;
  const paper = await issue();
  await withContext(async () => {
    const context = await browser.newContext({ locale: "en", javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/v`);
    await page.getByLabel("Document number").fill(paper.number.toLowerCase());
    await page.getByRole("button", { name: "Check the number" }).click();
    const text = await page.locator("#number-result").innerText();
    assert.match(text, /was issued and is valid/);
    assert.match(text, /Mineral exploration licence/);
    assert.ok(!text.includes("Kivu"));
    await context.close();
  });
});

/** What the page says of a file that was chosen in it. */
const chosen = (file: { name: string; mimeType: string; buffer: Buffer }): Promise<string> =>
  desk.withContext(async (context) => {
    const page = await desk.newPage(context);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${desk.origin}/v`);
    await page.waitForLoadState("networkidle");
    assert.ok(!loaded.some((path) => /decode|wasm/.test(path)), "the decoder comes when needed");
    await page.locator("#file").setInputFiles(file);
    const answer = page.locator("#result h2, #file-none:not([hidden])");
    await answer.first().waitFor({ timeout: 30_000 });
    const focused = (await page.locator(":focus").textContent())?.trim();
    assert.equal(focused, (await answer.first().textContent())?.trim(), "the answer has the focus");
    return `${await page.title()} | ${await page.locator("#verify").innerText()}`;
  });

test("the PDF of a paper is checked as a file, and so is a picture of its code", async () => {
  const { credentials, issue, origin } = desk;
  const { id, cwt } = await issue();
  const pdf = Buffer.from(must(await credentials.pdf(id, "fr")));
  const asPdf = await chosen({ name: "p.pdf", mimeType: "application/pdf", buffer: pdf });
  assert.match(asPdf, /^This document is valid – /);
  assert.match(asPdf, /Kivu Example Ltd/);
  const picture = await QRCode.toBuffer(qrText(origin, cwt), { scale: 4 });
  const asPicture = await chosen({ name: "p.png", mimeType: "image/png", buffer: picture });
  assert.match(asPicture, /^This document is valid – /);
});

test("a file without a code, or that is none, is said to have none", async () => {
  const blank = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
  const asPdf = await chosen({ name: "p.pdf", mimeType: "application/pdf", buffer: blank });
  assert.match(asPdf, /We found no code in this file/);
  const text = Buffer.from("no picture at all");
  const asText = await chosen({ name: "p.png", mimeType: "image/png", buffer: text });
  assert.match(asText, /We found no code in this file/);
});

test("a number that cannot be one is an error at its field, and the title says so", async () => {
  await desk.withContext(async (context) => {
    const page = await desk.newPage(context);
    await page.goto(`${desk.origin}/v`);
    await page.getByLabel("Document number").fill("XXXX");
    await page.getByRole("button", { name: "Check the number" }).click();
    await page.locator("#number-error").waitFor();
    assert.match(await page.title(), /^There is a problem – /);
    const summary = page.locator(".govuk-error-summary a");
    assert.match(await summary.innerText(), /Enter the ten letters and digits/);
    assert.equal(await summary.getAttribute("href"), "#number");
    assert.equal(await page.locator("#number-result").count(), 0);
    assert.equal(await page.getByLabel("Document number").inputValue(), "XXXX");
    await page.getByLabel("Document number").fill("7KD3M-9XFCG");
    await page.getByRole("button", { name: "Check the number" }).click();
    await page.locator("#number-result").waitFor();
    assert.match(await page.title(), /^No document with this number was issued here/);
    assert.match(
      (await page.locator(":focus").textContent()) ?? "",
      /No document with this number/,
    );
  });
});

test("a mistyped number is called that, and so is the number of something else", async () => {
  await desk.withContext(async (context) => {
    const page = await desk.newPage(context);
    await page.goto(`${desk.origin}/v`);
    const answer = async (number: string) => {
      await page.getByLabel("Document number").fill(number);
      await page.getByRole("button", { name: "Check the number" }).click();
      await page.waitForLoadState();
      const shown = page.locator(".govuk-error-summary a, #number-result h2");
      return (await shown.first().innerText()).trim();
    };
    assert.match(await answer("7KD3M-9XFCF"), /^Check the number: a character of it is wrong/);
    assert.match(await answer("7KD3M-9XFC"), /^Enter the ten letters and digits/);
    const application = makeReference(new Uint8Array(18).fill(7));
    assert.match(await answer(application), /^No document with this number/);
    desk.applications.add(application);
    assert.equal(
      await answer(application),
      "This is an application number, not the number of a document",
    );
    assert.equal(await page.locator('#number-result a[href="/track"]').count(), 1);
    const bill = makeBillNumber(new Uint8Array(9).fill(3));
    assert.equal(await answer(bill), "This is a billing number, not the number of a document");
    await answer("XXXX");
    await page.getByLabel("Text of the code").fill("https://elsewhere.example/track");
    await page.getByRole("button", { name: "Check the code" }).click();
    assert.equal((await readVerdict(page)).title, "This code is not from Hamwe");
    assert.equal(await page.locator(".govuk-error-summary").count(), 0);
  });
});

test("the code of a receipt is called that, and leads to its page", async () => {
  await desk.withContext(async (context) => {
    const page = await desk.newPage(context);
    await page.goto(`${desk.origin}/v`);
    await page.getByLabel("Text of the code").fill(`${desk.origin}/track`);
    await page.getByRole("button", { name: "Check the code" }).click();
    const { title } = await readVerdict(page);
    assert.equal(title, "This is the code of a receipt, a letter or a slip");
    const link = page.locator("#result a");
    assert.equal(await link.getAttribute("href"), `${desk.origin}/track`);
    await page.getByRole("button", { name: "Verify another certificate" }).click();
    await page.getByLabel("Text of the code").fill("https://elsewhere.example/track");
    await page.getByRole("button", { name: "Check the code" }).click();
    assert.equal((await readVerdict(page)).title, "This code is not from Hamwe");
  });
});

test("the decoder may run on this page alone", async () => {
  const policy = async (path: string) =>
    (await fetch(`${desk.origin}${path}`)).headers.get("content-security-policy") ?? "";
  assert.match(await policy("/v"), /script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(await policy("/v"), /unsafe-inline|'unsafe-eval'/);
  assert.doesNotMatch(await policy("/trust-list"), /unsafe/);
});

test("while the signer is away lists that are over say when to come back", async () => {
  await desk.issue();
  const paths = ["/v", "/trust-list", "/s/1"];
  const answers = () =>
    Promise.all(
      paths.map(async (path) => {
        const { status, headers } = await fetch(`${desk.origin}${path}`);
        return [status, headers.get("retry-after")];
      }),
    );
  const good = paths.map(() => [200, null]);
  assert.deepEqual(await answers(), good);
  desk.clock.signerAway = true;
  desk.clock.now = new Date(opening.getTime() + 2 * 60_000);
  assert.deepEqual(await answers(), good, "the last ones, when their minute is over");
  desk.clock.now = new Date(opening.getTime() + 31 * 86_400_000);
  assert.deepEqual(await answers(), [[200, null], ...[1, 2].map(() => [503, "30"])]);
});
