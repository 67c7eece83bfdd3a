import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eicar, type StandIn, startClamd } from "../../../tests/clamd-stand-in.ts";
import { clamd, clamdAddress } from "./index.ts";

let standIn: StandIn;
before(async () => {
  standIn = await startClamd();
});
after(() => standIn.close());

const scanner = (waitMs?: number) => {
  const address = clamdAddress(standIn.address);
  assert.ok(address);
  return clamd(address, waitMs);
};

test("A clean file is clean, whatever its length; a virus is named", async () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 1_000_000])
    assert.deepEqual(await scanner().scan(Buffer.alloc(length, "a")), { is: "clean" });
  for (const before of [0, 65_530, 200_000]) {
    const content = Buffer.concat([Buffer.alloc(before, "a"), Buffer.from(eicar)]);
    const verdict = await scanner().scan(content);
    assert.deepEqual(verdict, { is: "infected", by: "Eicar-Test-Signature" });
  }
});

test("What is no verdict is none: too large, nonsense, no answer, nobody there", async () => {
  standIn.mood = "full";
  assert.equal((await scanner().scan(Buffer.from("a"))).is, "away");
  standIn.mood = "nonsense";
  assert.equal((await scanner().scan(Buffer.from("a"))).is, "away");
  standIn.mood = "silent";
  const verdict = await scanner(20).scan(Buffer.from("a"));
  assert.deepEqual(verdict, { is: "away", why: "no answer in time" });
  standIn.mood = "well";
  const nobody = clamd({ path: "/nonexistent/clamd.ctl" });
  assert.equal((await nobody.scan(Buffer.from("a"))).is, "away");
});

test("An address is a socket, or a host and a port", () => {
  assert.deepEqual(clamdAddress("/run/clamav/clamd.ctl"), { path: "/run/clamav/clamd.ctl" });
  assert.deepEqual(clamdAddress("scan.internal:3310"), { host: "scan.internal", port: 3310 });
  assert.deepEqual(clamdAddress("[::1]:3310"), { host: "::1", port: 3310 });
  for (const text of ["", "clamd", "clamd:0", "clamd:70000", "a b:1", "http://clamd:3310"])
    assert.equal(clamdAddress(text), undefined, text);
});
