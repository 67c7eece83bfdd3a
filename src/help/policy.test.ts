import assert from "node:assert/strict";
import { test } from "node:test";
import { pageAddress } from "./index.ts";

test("The address of a page goes along without what names a person or gives access", () => {
  for (const [url, kept] of [
    ["/services/birth-certificate?ref=7KQ3M-9XFRT", "/services/birth-certificate"],
    ["/drafts/0190a000-0000-7000-8000-000000000001/page/who", "/drafts/…/page/who"],
    ["/drafts/b190a000-0000-7000-8000-000000000001/check", "/drafts/…/check"],
    ["/t/Zk3v9qJ2mN8xR4tY7wPbLg", "/t/…"],
    ["/documents/8815-9089", "/documents/…"],
    ["/#main", "/"],
  ] as const)
    assert.equal(pageAddress(url), kept);
  for (const url of [
    "//elsewhere.example/",
    "https://elsewhere.example",
    "",
    `/${"a".repeat(400)}`,
  ])
    assert.equal(pageAddress(url), undefined, url);
});
