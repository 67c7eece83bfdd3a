import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import { partnershipFiles } from "../../src/channels/web/public/partnership-files.ts";
import { shapeProblems } from "../../src/cpsv/index.ts";
import { iatiProblems } from "../iati/rules.ts";
import { readJsonLd } from "../json-ld.ts";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

const fetched = (path: string) =>
  fetch(`${town.url}${path}`, { headers: { "accept-language": "en" } });

test("The register and what was promised in public are tables for other programs", async () => {
  const csv = await (await fetched("/partnership/register.csv")).text();
  const [head, ...rows] = parse(csv, { bom: true }) as string[][];
  assert.equal(head?.[1], "Instrument");
  assert.equal(rows.length, 8);
  assert.ok(rows.some((row) => row[0] === "air_services_2025" && row[3] === "2025-09-20"));
  const answer = await fetched("/partnership/register.xlsx");
  const sheet = await readXlsxFile(Buffer.from(await answer.arrayBuffer()));
  const cells = JSON.stringify(sheet);
  for (const row of rows) assert.ok(cells.includes(row[1] ?? ""), row[1]);
  const promised = await (await fetched("/partnership/commitments.csv")).text();
  const shown = await town.app.parts.partnership.commitments.count({
    ...{ today: "2026-11-23", inPublic: true },
  });
  assert.equal((parse(promised, { bom: true }) as string[][]).length, shown + 1);
});

test("Every list is a table in both forms", async () => {
  for (const name of partnershipFiles) {
    const csv = await (await fetched(`/partnership/${name}.csv`)).text();
    const rows = parse(csv, { bom: true }) as string[][];
    assert.ok(rows.length > 1, name);
    const xlsx = await fetched(`/partnership/${name}.xlsx`);
    const cells = JSON.stringify(await readXlsxFile(Buffer.from(await xlsx.arrayBuffer())));
    assert.ok(cells.includes(rows[1]?.[0] ?? "none"), name);
  }
  const money = await (await fetched("/partnership/contributions.csv")).text();
  assert.match(money, /In kind|Cash/);
});

/** Cells of the column with this heading, as another library reads them. */
async function column(name: string, heading: string): Promise<readonly unknown[]> {
  const file = await fetched(`/partnership/${name}.xlsx`);
  const [sheet] = await readXlsxFile(Buffer.from(await file.arrayBuffer()));
  const [head = [], ...rows] = sheet?.data ?? [];
  const at = head.indexOf(heading);
  assert.ok(at >= 0, `${heading} in ${head.join()}`);
  return rows.map((row) => row[at]);
}

test("A spreadsheet counts with numbers and days, and its first row stays in sight", async () => {
  const amounts = await column("contributions", "Amount");
  assert.ok(amounts.length > 1 && amounts.every((each) => typeof each === "number"));
  const days = await column("contributions", "Day");
  assert.ok(days.every((each) => each instanceof Date));
  const signed = await column("register", "Signed");
  assert.ok(signed.some((each) => each instanceof Date && dayOf(each) === "2025-09-20"));
  assert.ok((await column("commitments", "Deadline")).every((each) => each instanceof Date));
  assert.ok((await column("indicators", "Value")).some((each) => typeof each === "number"));
  const { strFromU8, unzipSync } = await import("fflate");
  const file = await fetched("/partnership/contributions.xlsx");
  const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  assert.match(sheet, /<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  assert.match(sheet, /<col [^>]*width="/);
});

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

test("The IATI file is valid by its schema and by the rules of the standard ruleset", async () => {
  const answer = await fetched("/partnership/iati.xml");
  assert.equal(answer.headers.get("content-type"), "application/xml; charset=utf-8");
  const text = await answer.text();
  assert.deepEqual(iatiProblems(text, "2026-11-23"), []);
  const shown = await town.app.parts.partnership.commitments.list(
    { today: "2026-11-23", inPublic: true },
    { limit: 1000 },
  );
  const commitments = text.match(/<iati-identifier>RW-GOV-commitment-/g) ?? [];
  assert.equal(commitments.length, shown.length);
  assert.ok(text.includes("<iati-identifier>RW-GOV-pilot-"));
  assert.ok(text.includes("<transaction>"), "money of both sides");
});

test("What a spreadsheet would take for a formula is text", async () => {
  const { partnership } = town.app.parts;
  await partnership.give(
    "formula",
    {
      type: "register",
      text: {
        ...{ id: "formula", kind: "protocol", title: { en: '=HYPERLINK("x","y")' } },
        ...{ parties: ["rw", "az"], languages: ["en"], entry: { on: "unknown" }, term: {} },
      },
    },
    { key: "formula" as never, actor: "officer:1" },
  );
  const csv = await (await fetched("/partnership/register.csv")).text();
  assert.ok(csv.includes(`"'=HYPERLINK(""x"",""y"")"`));
  assert.ok((await column("register", "Instrument")).includes('=HYPERLINK("x","y")'));
  const { strFromU8, unzipSync } = await import("fflate");
  const file = await fetched("/partnership/register.xlsx");
  const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
  for (const [name, bytes] of Object.entries(parts))
    assert.ok(!/<f[ >]/.test(strFromU8(bytes)), name);
});

test("A data portal finds all files from one description", async () => {
  const answer = await fetched("/partnership/data");
  assert.equal(answer.headers.get("content-type")?.split(";")[0], "application/ld+json");
  const document = (await answer.json()) as Parameters<typeof readJsonLd>[0];
  assert.deepEqual(shapeProblems(readJsonLd(document)), [], "the shapes of DCAT-AP 3.0.1");
  const said = JSON.stringify(document);
  for (const part of [
    "dcat:Dataset",
    "dcat:Distribution",
    "register.csv",
    "commitments.xlsx",
    "iati.xml",
  ])
    assert.ok(said.includes(part.replace("dcat:", "")), part);
});
