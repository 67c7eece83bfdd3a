import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Document, Packer, Paragraph, Table, TableCell, TableRow, VerticalMergeType } from "docx";
import writeXlsxFile from "write-excel-file/node";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
});
after(() => town.close());

const officer = async (): Promise<Client> => {
  const client = await town.as("officer-gahigi");
  await client.get("/desk?lang=en");
  return client;
};

const head = [
  "No",
  "Commitment",
  "Owner Rwanda",
  "Owner Azerbaijan",
  "Deadline",
  "Measure",
  "Verification",
];
const programme = [
  head,
  [
    "1",
    "Translate the forms",
    "Azerbaijan desk",
    "Rwanda desk",
    "31 March 2027",
    "All forms",
    "A list",
  ],
  ["2", "Share the queue plan", "Azerbaijan desk", "", "2027-04-30", "One plan", "The plan"],
  ["3", "Visit the centre", "Azerbaijan desk", "Rwanda desk", "03/04/2027", "A visit", "A report"],
  [
    "4",
    "Write the handbook",
    "Azerbaijan desk; Export promotion",
    "",
    "30.06.2027",
    "A book",
    "The book",
  ],
];

const word = (rows: readonly (readonly string[])[]) =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Table({
              rows: rows.map(
                (cells) =>
                  new TableRow({
                    children: cells.map(
                      (text) =>
                        new TableCell({
                          children: [new Paragraph(text === "^" ? "" : text)],
                          ...(text === "^" && { verticalMerge: VerticalMergeType.CONTINUE }),
                          ...(text === "Joint" && { verticalMerge: VerticalMergeType.RESTART }),
                        }),
                    ),
                  }),
              ),
            }),
          ],
        },
      ],
    }),
  );

async function take(client: Client, file: Uint8Array<ArrayBuffer>, name: string, typed = {}) {
  await client.get("/desk/commitments/import");
  const fields = { instrument: "asan_programme_2025", prevailing: "en", visibility: "public" };
  return client.upload(
    "/desk/commitments/import",
    { ...fields, ...typed },
    { file: new File([file], name) },
  );
}

const bytes = (buffer: Uint8Array) => Uint8Array.from(buffer);
const outcomes = (body: string) =>
  (body.match(/Recorded|Already there|Refused/g) ?? []).slice(3).join();
const counts = async () =>
  (await town.database.ownerSql`select count(*) as n from events.event`)[0]?.n;

test("The programme comes in from Word: two rows, two errors, again no change", async () => {
  const client = await officer();
  const file = bytes(await word(programme));
  const first = await take(client, file, "programme.docx");
  assert.equal(outcomes(first.body), "Recorded,Recorded,Refused,Refused");
  says(first, "03/04/2027” could be two days", "names two owners");
  const before = await counts();
  const again = await take(client, file, "programme.docx");
  assert.equal(outcomes(again.body), "Already there,Already there,Refused,Refused");
  assert.equal(await counts(), before);
  const link = /href="(\/desk\/commitments\/m-[0-9a-f]+)"/.exec(again.body)?.[1] ?? "";
  const page = await client.get(link);
  says(page, "Translate the forms", "31 March 2027", "article 1", "Agreed");
  says(page, "Owner: Azerbaijan desk", "Owner: Rwanda desk");
});

test("A mended row comes in; a changed one is told and changes nothing", async () => {
  const client = await officer();
  const [, , second = [], third = []] = programme;
  const mended = [
    ...[head, [...second.slice(0, 4), "2027-05-31", "One plan", "The plan"]],
    [...third.slice(0, 4), "2027-04-03", "A visit", "A report"],
  ];
  const page = await take(client, bytes(await word(mended)), "programme.docx");
  assert.equal(outcomes(page.body), "Refused,Recorded");
  says(page, "This row differs from what was recorded");
});

test("Merged cells are refused, in Word and in Excel", async () => {
  const client = await officer();
  const rows = [
    ...[head, ["11", "Joint", "", "", "2027-01-31", "M", "V"]],
    ["12", "^", "", "", "2027-01-31", "M", "V"],
    ["13", "Alone", "", "", "2027-01-31", "M", "V"],
  ];
  const page = await take(client, bytes(await word(rows)), "merged.docx");
  assert.equal(outcomes(page.body), "Refused,Refused,Recorded");
  says(page, "Cells are merged");
  const cell = (value: string, rowSpan?: number) => ({ value, ...(rowSpan && { rowSpan }) });
  const sheet = await writeXlsxFile([
    head.map((text) => cell(text)),
    ["21", "Joint", "", "", "2027-01-31", "M", "V"].map((text, at) =>
      at === 1 ? cell(text, 2) : cell(text),
    ),
    ["22", null, "", "", "2027-01-31", "M", "V"].map((text) => (text === null ? null : cell(text))),
    ["23", "Apart", "", "", "2027-01-31", "M", "V"].map((text) => cell(text)),
  ]).toBuffer();
  const excel = await take(client, bytes(sheet), "merged.xlsx");
  assert.equal(outcomes(excel.body), "Refused,Refused,Recorded");
});

test("A table can be pasted; what is missing is said, and what is no table", async () => {
  const client = await officer();
  const path = "/desk/commitments/import";
  await client.get(path);
  const empty = await client.upload(path, {}, {});
  assert.equal(empty.status, 422);
  says(empty, "Select an instrument", "Choose a file, or paste a table");
  await client.get(path);
  const typed = { instrument: "education_2025", prevailing: "en", visibility: "both" };
  const few = await client.upload(path, { ...typed, pasted: "Commitment\tDeadline\nA\tB" }, {});
  says(few, "These columns are missing: measure, verification");
  await client.get(path);
  const rows = [head, ["1", "Pasted", "", "", "2027-01-31", "M", "V"]];
  const pasted = rows.map((row) => row.join("\t")).join("\n");
  const page = await client.upload(path, { ...typed, pasted }, {});
  assert.equal(outcomes(page.body), "Recorded");
  const image = await take(client, bytes(Buffer.from("89504e470d0a1a0a", "hex")), "table.docx");
  says(image, "No table was found in this");
});

test("A thousand rows come in together, each once", async (t) => {
  const client = await officer();
  const many = Array.from({ length: 1000 }, (_, at) =>
    [`${1000 + at}`, `Step ${at}`, "Azerbaijan desk", "Rwanda desk", "2027-12-31", "M", "V"].join(
      ",",
    ),
  );
  const file = bytes(Buffer.from([head.join(","), ...many].join("\n")));
  const began = performance.now();
  const page = await take(client, file, "many.csv");
  t.diagnostic(`1,000 rows in ${Math.round(performance.now() - began)} ms`);
  assert.equal(outcomes(page.body), "Recorded,".repeat(1000).slice(0, -1));
  assert.equal((await take(client, file, "many.csv")).status, 200);
  const { commitments } = town.app.parts.partnership;
  assert.equal(await commitments.count({ today: "2026-11-23", q: "step " }), 1000);
});
