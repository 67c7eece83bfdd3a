import assert from "node:assert/strict";
import { test } from "node:test";
import { networkOf } from "./index.ts";

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
