import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, isPublic, urlFor } from "./address.ts";

test("Nothing is sent into the house: private, local, reserved and disguised addresses", () => {
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "ff02::1",
    "name",
  ];
  assert.deepEqual(inside.filter(isPublic), []);
  const outside = ["8.8.8.8", "172.32.0.1", "196.12.1.1", "2a00:1450:4001::1", "2606:4700::1111"];
  assert.deepEqual(
    outside.filter((each) => !isPublic(each)),
    [],
  );
});

test("Outside a demonstration an address for webhooks is https, and carries no password", () => {
  for (const bad of [
    "http://bank.example/",
    "https://a:b@bank.example/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "ftp://bank.example",
    "nonsense",
    "https://0x7f.1/",
    `https://bank.example/${"x".repeat(500)}`,
  ])
    assert.equal(urlFor(bad, false), undefined, bad);
  assert.equal(urlFor("https://bank.example/hooks", false)?.host, "bank.example");
});

test("A name that leads into the house is found out when it is looked up", async () => {
  assert.equal(await addressOf("localhost", false), undefined);
  assert.ok(await addressOf("localhost", true));
  for (const inside of ["10.1.2.3", "192.168.1.1", "169.254.169.254", "[fc00::1]", "0.0.0.0"])
    assert.equal(await addressOf(inside, true), undefined, `in a demonstration: ${inside}`);
});
