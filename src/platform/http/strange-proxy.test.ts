import assert from "node:assert/strict";
import { test } from "node:test";
import { buildHttp } from "./index.ts";

/** The warnings that these requests lead to, each from an address, and from one before a proxy. */
async function warnings(trustProxy: string | undefined, from: readonly string[]) {
  const lines: Record<string, unknown>[] = [];
  const app = await buildHttp({
    ...{ secret: "a secret for tests, long enough to be one", baseUrl: "https://hamwe.example" },
    ...{ production: false, clock: () => new Date("2026-11-23T08:00:00Z"), languages: ["en"] },
    renderProblem: ({ code }) => code,
    ...{ logLevel: "warn", logTo: { write: (line: string) => void lines.push(JSON.parse(line)) } },
    ...(trustProxy && { trustProxy }),
  });
  for (const remoteAddress of from) {
    const headers = { "x-forwarded-for": "41.186.0.1", host: "hamwe.example" };
    await app.inject({ url: "/healthz", remoteAddress, headers });
  }
  await app.close();
  return lines.map(({ msg, from: address }) => [msg, address]);
}

const said = "X-Forwarded-For is not believed: HAMWE_PROXIES does not name its sender";

test("A proxy in front that no setting names is said once, with its address", async () => {
  assert.deepEqual(await warnings("10.0.0.7", ["127.0.0.1", "127.0.0.1"]), [[said, "127.0.0.1"]]);
  assert.deepEqual(await warnings("10.0.0.7", ["10.0.0.7"]), []);
  assert.deepEqual(await warnings(undefined, ["127.0.0.1"]), [], "there is none, as is set");
});

test("The address of a person who comes around the proxy is in no log", async () => {
  assert.deepEqual(await warnings("10.0.0.7", ["41.186.0.9"]), [[said, undefined]]);
});
