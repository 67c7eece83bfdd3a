import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { type CertificateClaims, qrText, signCwt } from "../certificate-code/index.ts";
import type { CredentialId } from "../kernel/index.ts";
import { type Lang, languages, makeI18n } from "../platform/i18n/index.ts";
import { keyFromPem } from "../signing/index.ts";
import { exampleLicence } from "./example-licence.ts";
import { numberFields, packClaims } from "./pack.ts";
import type { Claim, SignedCredential } from "./paper.ts";
import { drawCertificate } from "./pdf.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signer = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const i18n = makeI18n(join(import.meta.dirname, "../../messages"));
const origin = "https://hamwe.example";
const at = new Date("2026-11-23T10:00:00Z");
const bothOf = (lang: Lang) => ({
  first: i18n.for(lang),
  second: i18n.for(lang === "rw" ? "en" : "rw"),
});
const parts = { origin, timeZone: "Africa/Kigali" };

async function example(): Promise<SignedCredential> {
  const command = exampleLicence();
  const number = "7KD3M-9XFCD";
  const base: Omit<CertificateClaims, "fields" | "leftOut"> = {
    issuer: "rw/example-mines",
    issuedAt: 1_795_428_000,
    status: { index: 90_123, uri: `${origin}/s/1` },
    documentType: command.documentType,
    number,
  };
  const packing = { claims: command.claims, fields: numberFields([], command.claims, at) };
  const { certificate, inCode } = packClaims(base, {
    ...packing,
    key: signer.publicKey,
    digest: new Uint8Array(32),
  });
  return {
    ...command,
    id: "019ab000-0000-7000-8000-0000000000ff" as CredentialId,
    number,
    claims: command.claims.map((claim) => ({ ...claim, inCode: inCode.has(claim.name) })),
    issuedAt: new Date("2026-11-23T10:00:00Z"),
    cwt: await signCwt(certificate, signer),
  };
}

const wasm = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } });

/** The drawing instructions of all pages. */
function drawing(pdf: Uint8Array): string {
  const file = Buffer.from(pdf);
  let text = "";
  for (let at = file.indexOf("stream\n"); at >= 0; at = file.indexOf("stream\n", at + 1)) {
    const end = file.indexOf("endstream", at);
    try {
      text += inflateSync(file.subarray(at + 7, end)).toString("latin1");
    } catch {
      // not a packed stream: the metadata
    }
  }
  return text;
}

/** Black rectangles of the PDF painted onto white pixels, as a printer would. */
function paintCode(pdf: Uint8Array, scale = 4) {
  const [width, height] = [596 * scale, 842 * scale];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const code = /Figure[\s\S]*?BDC([\s\S]*?)EMC/.exec(drawing(pdf))?.[1] ?? "";
  for (const [, ...numbers] of code.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)) {
    const [x = 0, y = 0, w = 0, h = 0] = numbers.map((n) => Number(n) * scale);
    for (let row = Math.round(y); row < Math.round(y + h); row++)
      for (let column = Math.round(x); column < Math.round(x + w); column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  }
  return { data, width, height, colorSpace: "srgb" as const };
}

test("the code on the PDF, read by a real decoder, is the signed content", async () => {
  const certificate = await example();
  const pdf = await drawCertificate(certificate, parts, bothOf("en"));
  const [barcode] = await readBarcodes(paintCode(pdf) as never, { formats: ["QRCode"] });
  assert.equal(barcode?.text, qrText(origin, certificate.cwt));
});

test("the PDF is tagged and says its title and its language, in each of the four", async () => {
  const certificate = await example();
  for (const lang of languages) {
    const text = Buffer.from(await drawCertificate(certificate, parts, bothOf(lang))).toString(
      "latin1",
    );
    assert.match(text, /^%PDF-1\.7/);
    assert.match(text, /\/MarkInfo|\/Marked true/);
    assert.ok(text.includes(`/Lang (${lang})`), lang);
    assert.match(text, /\/DisplayDocTitle true/);
    assert.equal(text.match(/\/S \/LBody\b/g)?.length, 13, "ten fields, issue, end, number");
    const second = lang === "rw" ? "en" : "rw";
    assert.ok(text.includes(`/Lang (${second})`), "the other language is marked as such");
  }
});

test("yes and no are printed in the words of the language, not as a program has them", async () => {
  const certificate = await example();
  const textWith = async (value: Claim["value"], lang: "az" | "fr") => {
    const claims = certificate.claims.map((claim) => ({ ...claim, value }));
    return drawing(await drawCertificate({ ...certificate, claims }, parts, bothOf(lang)));
  };
  assert.equal(await textWith(true, "az"), await textWith({ az: "Bəli", rw: "Yego" }, "az"));
  assert.equal(await textWith(false, "fr"), await textWith({ fr: "Non", rw: "Oya" }, "fr"));
  assert.notEqual(await textWith(true, "az"), await textWith("true", "az"));
});

test("the names of a large committee stand above the note on the signature", async () => {
  const role = { en: "Committee, Administrative Appeals Panel", rw: "Komite, Akanama k'ubujurire" };
  const name = "Karangwa Vincent, Sebahire Thierry, Mukantwari Immaculée, Nkurunziza Emmanuel +21";
  const certificate = { ...(await example()), signed: [{ name, role }] };
  const pdf = await drawCertificate(certificate, parts, bothOf("en"));
  const page = await (await getDocument({ data: new Uint8Array(pdf) }).promise).getPage(1);
  const { items } = await page.getTextContent();
  const heightOf = (start: string): number => {
    const line = items.find((item) => "str" in item && item.str.startsWith(start));
    assert.ok(line && "transform" in line, start);
    return line.transform[5];
  };
  assert.ok(heightOf("Komite") > heightOf("The code carries") + 6);
});

test("the same paper fits on one sheet in every language", async () => {
  const certificate = await example();
  for (const lang of languages) {
    const pdf = await drawCertificate(certificate, { ...parts, demonstration: true }, bothOf(lang));
    const pages = Buffer.from(pdf)
      .toString("latin1")
      .match(/\/Type \/Page\b/g);
    assert.equal(pages?.length, 1, lang);
  }
});
