import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import type { Answer, Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, pdf, says, textOf } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const service = "mineral-exploration-licence";

const examples = join(
  import.meta.dirname,
  "../../jurisdictions/rw/services",
  service,
  "examples.yaml",
);

/** A draft of a licence, answered up to its papers. */
async function atPapers(): Promise<{ readonly person: Client; readonly page: Answer }> {
  const [example] = readExamples(examples, readFileSync(examples, "utf8")).examples;
  const definition = town.app.catalogue.current(service);
  assert.ok(example && definition);
  const { cases } = town.app.parts;
  const { id } = await town.person("habimana-eric");
  const answers = exampleAnswers(example);
  const begun = { person: id, service: definition.id, definition: definition.version, answers };
  const draft = await cases.startDraft(begun);
  const visited = definition.form.map((page) => page.id);
  await cases.saveDraft({ id: draft, person: id, answers, visited });
  const person = await inEnglish(town, "habimana-eric");
  const page = await person.get(`/drafts/${draft}`);
  assert.match(page.path, /\/documents$/);
  return { person, page };
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const [length, end] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  end.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, end]);
}

/** A grey picture that says to be this wide and high. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(100));
  return Buffer.concat([
    start,
    chunk("IHDR", head),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const file = (content: Buffer | string, name: string, type = "application/pdf") =>
  new File([typeof content === "string" ? content : new Uint8Array(content)], name, { type });

test("A file is judged by its content: what it is called and says to be proves nothing", async () => {
  const { person, page } = await atPapers();
  const whole = png(40, 30);
  const wrong: readonly (readonly [File, string])[] = [
    [file("<html><script>alert(1)</script></html>", "map.pdf"), "must be one of"],
    [file("MZ\u0090\u0000 this is a program", "map.png", "image/png"), "must be one of"],
    [
      file("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "map.svg"),
      "must be one of",
    ],
    [file("", "map.pdf"), "The file is empty"],
    [file("%PDF-1.7\n1 0 obj << /Type /Catalog", "map.pdf"), "The upload was incomplete"],
    [
      file(whole.subarray(0, whole.length - 20), "map.png", "image/png"),
      "The upload was incomplete",
    ],
    [file(png(60_000, 60_000), "bomb.png", "image/png"), "too many pixels"],
    [file(`%PDF-1.4\n${"x".repeat(11 * 1024 * 1024)}\n%%EOF`, "large.pdf"), "larger than 10 MB"],
  ];
  for (const [each, problem] of wrong) {
    const back = await person.upload(page.path, { _action: "upload" }, { "document.map": each });
    assert.equal(back.status, 422, `${each.name}: ${textOf(back)}`);
    says(back, "Map of the blocks", problem);
    assert.doesNotMatch(back.body, /\/files\//);
  }
  const good = await person.upload(
    page.path,
    { _action: "upload" },
    { "document.map": file(whole, "map.exe", "image/png") },
  );
  says(good, "map.png");
});

test("What arrived well is kept when another file of the page did not", async () => {
  const { person, page } = await atPapers();
  const back = await person.upload(
    page.path,
    {},
    { "document.map": pdf("my map.pdf"), "document.work-programme": file("no", "plan.pdf") },
  );
  assert.equal(back.status, 422);
  says(back, "my map.pdf", "Work programme and business plan");
  const later = await person.get(page.path);
  says(later, "my map.pdf");
  const open = await person.upload(page.path, {}, {});
  assert.equal(open.status, 422);
  says(open, "Work programme and business plan: Attach this document");
});

test("A single paper sent again takes the place of the first; several are kept up to the limit", async () => {
  const { person, page } = await atPapers();
  const upload = (name: string, each: File) =>
    person.upload(page.path, { _action: "upload" }, { [`document.${name}`]: each });
  await upload("work-programme", pdf("first.pdf", "first"));
  const second = await upload("work-programme", pdf("second.pdf", "second"));
  says(second, "second.pdf");
  assert.doesNotMatch(second.body, /first\.pdf/);
  for (const name of ["a", "b", "c"]) await upload("company-papers", pdf(`${name}.pdf`, name));
  const full = await upload("company-papers", pdf("d.pdf", "d"));
  assert.equal(full.status, 422);
  says(full, "at most 3", "a.pdf", "b.pdf", "c.pdf");
  const same = await upload("map", pdf("map.pdf", "the same"));
  const again = await upload("map", pdf("map.pdf", "the same"));
  assert.equal(again.body.match(/>map\.pdf</g)?.length, same.body.match(/>map\.pdf</g)?.length);
  const id = /\/files\/([0-9a-f-]{36})">a\.pdf/.exec(again.body)?.[1];
  assert.ok(id);
  const without = await person.upload(page.path, { _remove: id }, {});
  assert.doesNotMatch(without.body, />a\.pdf</);
  assert.match(without.body, />b\.pdf</);
});

test("A file comes back to its owner as a download that no browser runs, under a clean name", async () => {
  const { person, page } = await atPapers();
  const given = pdf('../..\\evil"; x=\r\n<b>îma ge</b>.pdf.html', "named");
  const shown = await person.upload(page.path, { _action: "upload" }, { "document.map": given });
  const path = [...shown.body.matchAll(/\/files\/[0-9a-f-]{36}/g)].at(-1)?.[0];
  assert.ok(path);
  const own = await person.get(path);
  assert.equal(own.status, 200);
  assert.match(
    own.headers.get("content-disposition") ?? "",
    /^attachment; filename="[\w.() -]+\.pdf"/,
  );
  assert.equal(own.headers.get("x-content-type-options"), "nosniff");
  assert.equal(own.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  assert.equal(own.headers.get("cache-control"), "private, no-store");
  assert.equal((await (await inEnglish(town, "mukamana-vestine")).get(path)).status, 404);
});

test("A file for a paper that nobody asked for is refused", async () => {
  const { person, page } = await atPapers();
  const back = await person.upload(page.path, {}, { "document.passport": pdf() });
  assert.equal(back.status, 422);
  says(back, "This answer does not belong to the form");
});
