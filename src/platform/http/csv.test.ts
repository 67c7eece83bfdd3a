import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "./csv.ts";

test("A table for spreadsheets quotes what it must, and no words in it are a formula", () => {
  const rows = [
    ["name", 'a "b", c', "two\r\nlines"],
    ["=SUM(A1)", "+250", "-1", "@x", "\tx", "\rx", "a=b"],
    ["", { kind: "number", text: "-12.50" }, { kind: "day", text: "2026-11-28" }],
  ] as const;
  assert.deepEqual(csvOf(rows).split(/(?<!two)\r\n/), [
    '\uFEFFname,"a ""b"", c","two\r\nlines"',
    "'=SUM(A1),'+250,'-1,'@x,'\tx,\"'\rx\",a=b",
    ",-12.50,2026-11-28",
    "",
  ]);
});
