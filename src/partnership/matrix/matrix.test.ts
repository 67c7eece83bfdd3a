import assert from "node:assert/strict";
import { test } from "node:test";
import type { Post } from "../posts/model.ts";
import { readDay } from "./days.ts";
import { readMatrix } from "./read.ts";
import { planRows, readHeading } from "./rows.ts";

const post = (id: string, side: string, en: string): [string, Post] => [
  id,
  { id, side, title: { en }, role: "owner" },
];
const context = {
  instrument: "programme",
  posts: new Map([
    post("rdb", "rw", "Export promotion, Rwanda Development Board"),
    post("asan", "az", "State Agency"),
  ]),
  sideNames: new Map([
    ["rw", ["Rwanda", "Ruanda"]],
    ["az", ["Azerbaijan", "Azərbaycan"]],
  ]),
};

const planned = async (csv: string) => {
  const read = await readMatrix(Buffer.from(csv));
  assert.ok(read.ok);
  const [head, ...rows] = read.value;
  assert.ok(head);
  const heading = readHeading(head, context);
  assert.ok("owners" in heading, "all columns");
  return planRows(rows, heading, context);
};
const codes = async (csv: string) =>
  (await planned(csv)).map(({ problems }) => problems.map(({ code }) => code).join());

test("A day is read in the styles that people write, and refused where it is unclear", () => {
  const days = [
    ...["2026-12-31", "31.12.2026", "31/12/2026", "31 December 2026", "December 31, 2026"],
    ...[
      "31 décembre 2026",
      "31 dekabr 2026",
      "31 Ukuboza 2026",
      "31 Dec 2026",
      "31st December 2026",
    ],
  ];
  for (const day of days) assert.equal(readDay(day), "2026-12-31", day);
  assert.equal(readDay("1er août 2026"), "2026-08-01");
  for (const day of ["03/04/2026", "12/31/2026"]) assert.equal(readDay(day), "unclear", day);
  assert.equal(readDay("04/04/2026"), "2026-04-04");
  for (const day of ["end of 2026", "2026", "31.02.2026", "Q4", "soon"])
    assert.equal(readDay(day), "unknown", day);
});

test("Headings are known in four languages, with commas, semicolons or tabs", async () => {
  const [en] = await planned(
    "No,Commitment,Owner Rwanda,Deadline,Measure,Verification\n1,Do it,rdb,2026-12-31,M,V",
  );
  assert.deepEqual(en?.owners, { rw: "rdb" });
  const [fr] = await planned("N°;Engagement;Échéance;Indicateur;Preuve\n1;Le faire;31.12.2026;M;V");
  assert.equal(fr?.deadline, "2026-12-31");
  const [az] = await planned(
    "Nömrə\tÖhdəlik\tMəsul (Azərbaycan)\tSon tarix\tGöstərici\tSübut\n" +
      "1\tEt\tState Agency\t31 dekabr 2026\tM\tV",
  );
  assert.deepEqual([az?.owners, az?.problems], [{ az: "asan" }, []]);
});

test("Every problem of a row is named at once, and only those of that row", async () => {
  const head = "No,Commitment,Owner,Deadline,Measure,Verification\n";
  assert.deepEqual(
    await codes(
      `${head}1,Do it,"rdb; asan",03/04/2026,,\n2,,nobody,never,M,V\n` +
        `3,"A, b","Export promotion, Rwanda Development Board",2026-01-31,M,V\n3,Again,,,M,V`,
    ),
    [
      "deadline-unclear,measure-missing,verification-missing,owner-two",
      "text-missing,deadline-unknown,owner-unknown",
      "",
      "number-twice,deadline-missing",
    ],
  );
});

test("What is no table is refused, whatever it is called", async () => {
  const png = Buffer.from("89504e470d0a1a0a", "hex");
  const zip = Buffer.from("504b0304aaaaaaaaaaaaaaaa", "hex");
  for (const file of [
    png,
    zip,
    Buffer.from(""),
    Buffer.from("one line"),
    Buffer.from([0xe9, 0x0a]),
  ])
    assert.equal((await readMatrix(file)).ok, false);
  const long = Buffer.from("Commitment\n".repeat(2100));
  const read = await readMatrix(long);
  assert.equal(!read.ok && read.refusal.code, "partnership.matrix-too-long");
});
