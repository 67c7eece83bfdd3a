import assert from "node:assert/strict";
import { test } from "node:test";
import { isInside, networkOf } from "./index.ts";

test("An IPv6 caller is the /64 that they were given, and an IPv4 one their address", () => {
  const cases = {
    "192.0.2.7": "192.0.2.7",
    "::ffff:192.0.2.7": "192.0.2.7",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:db8:1:2::": "2001:db8:1:2::/64",
    "2001:0db8:0001:0002:ffff::9": "2001:db8:1:2::/64",
    "2001:db8::9": "2001:db8:0:0::/64",
    "fe80::1%eth0": "fe80:0:0:0::/64",
    "::1": "0:0:0:0::/64",
  };
  for (const [ip, network] of Object.entries(cases)) assert.equal(networkOf(ip), network, ip);
});

test("An address is inside of networks of its kind, also where it is written as the other", () => {
  const office = ["10.20.0.0/16", "192.0.2.7", "2001:db8:1::/48"];
  for (const ip of ["10.20.3.4", "192.0.2.7", "2001:db8:1:2::3", "::ffff:10.20.3.4"])
    assert.ok(isInside(ip, office), ip);
  for (const ip of ["10.21.0.1", "192.0.2.8", "2001:db8:2::3", "::ffff:10.21.0.1", "::1", "", "x"])
    assert.ok(!isInside(ip, office), ip);
});
