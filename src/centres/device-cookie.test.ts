import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Device, deviceCookie, deviceFrom, hallDeviceKeys } from "./device-cookie.ts";

const secret = "a secret for tests, long enough to be one";
const key = hallDeviceKeys({ secret });
const since = new Date("2026-11-23T08:00:00Z");
const id = "01a20bcb-450e-7592-b879-3fb0b1bbbbb6";
const kiosk: Device = { id, kind: "kiosk", centre: "kigali", printer: true, since };

describe("A browser that stands in a hall", () => {
  test("is known by what it was given", () => {
    assert.deepEqual(deviceFrom(key, deviceCookie(key, kiosk), since), kiosk);
  });

  test("cannot call itself the kiosk of another hall", () => {
    const forged = deviceCookie(key, kiosk).replace("kigali", "musanze");
    assert.equal(deviceFrom(key, forged, since), undefined);
    const other = hallDeviceKeys({ secret: "another secret, just as long as the first" });
    assert.equal(deviceFrom(key, deviceCookie(other, kiosk), since), undefined);
    for (const nonsense of [undefined, "", "~", "kiosk~kigali~~0~", "x".repeat(500)])
      assert.equal(deviceFrom(key, nonsense, since), undefined);
  });

  test("stays known while the server's secret is changed, and not for longer", () => {
    const next = "the next secret of this server, as long as one";
    const changing = hallDeviceKeys({ secret: next, secretBefore: secret });
    const old = deviceCookie(key, kiosk);
    assert.deepEqual(deviceFrom(changing, old, since), kiosk);
    assert.notEqual(deviceCookie(changing, kiosk), old, "and gets a new cookie");
    const changed = hallDeviceKeys({ secret: next });
    assert.deepEqual(deviceFrom(changed, deviceCookie(changing, kiosk), since), kiosk);
    assert.equal(deviceFrom(changed, old, since), undefined);
  });

  test("is forgotten after half a year", () => {
    const cookie = deviceCookie(key, kiosk);
    assert.ok(deviceFrom(key, cookie, new Date("2027-05-21T08:00:00Z")));
    assert.equal(deviceFrom(key, cookie, new Date("2027-05-23T08:00:00Z")), undefined);
  });
});
