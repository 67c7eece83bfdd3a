import assert from "node:assert/strict";
import { test } from "node:test";
import { deviceName } from "./device-name.ts";

const mozilla = "Mozilla/5.0";
const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

test("A device is named by its browser and its system, and by nothing more", () => {
  for (const [name, userAgent] of [
    ["Firefox, Windows", `${mozilla} (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0`],
    [
      "Edge, Windows",
      `${mozilla} (Windows NT 10.0) ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`,
    ],
    [
      "Chrome, Android",
      `${mozilla} (Linux; Android 14; K) ${webkit} Chrome/140.0 Mobile Safari/537`,
    ],
    [
      "Samsung Internet, Android",
      `${mozilla} (Linux; Android 13) SamsungBrowser/27 Chrome/125 Safari/5`,
    ],
    ["Opera, Linux", `${mozilla} (X11; Linux x86_64) ${webkit} Chrome/140.0 Safari/537.36 OPR/120`],
    [
      "Safari, iPhone",
      `${mozilla} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604`,
    ],
    [
      "Firefox, iPhone",
      `${mozilla} (iPhone; CPU iPhone OS 18_0 like Mac OS X) FxiOS/140 Safari/605`,
    ],
    ["Safari, Mac", `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15`],
    [
      "Chrome, ChromeOS",
      `${mozilla} (X11; CrOS x86_64 14541) ${webkit} Chrome/140.0 Safari/537.36`,
    ],
  ] as const)
    assert.equal(deviceName(userAgent), name);
});

test("A browser that says nothing of the kind, or too much, has no name of its own choice", () => {
  for (const odd of [undefined, "", "curl/8.5", "<script>", "x".repeat(100_000)])
    assert.equal(deviceName(odd), undefined);
  assert.equal(deviceName("Firefox/1 <b>Windows NT</b>"), "Firefox, Windows");
});
