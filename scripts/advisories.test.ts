import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type Advisory, affects, compareVersions, installedIn } from "./advisories.ts";

test("Versions are compared as Semantic Versioning says", () => {
  const rising = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"];
  const all = [...rising, "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0"];
  for (const [at, one] of all.entries())
    for (const [other, two] of all.entries())
      assert.equal(Math.sign(compareVersions(one, two)), Math.sign(at - other), `${one} ${two}`);
  assert.equal(compareVersions("1.0.0+build", "1.0.0"), 0);
});

test("An advisory is about the versions from where it was introduced to where it was fixed", () => {
  const advisory: Advisory = {
    id: "GHSA-test",
    affected: [
      {
        package: { ecosystem: "npm", name: "left" },
        ranges: [
          {
            type: "SEMVER",
            events: [
              { introduced: "0" },
              { fixed: "1.2.3" },
              { introduced: "2.0.0" },
              { last_affected: "2.1.0" },
            ],
          },
        ],
        versions: ["3.0.0"],
      },
    ],
  };
  const hits = (version: string, name = "left") => affects(advisory, { name, version }) === true;
  for (const version of ["0.1.0", "1.2.2", "2.0.0", "2.1.0", "3.0.0"])
    assert.ok(hits(version), version);
  for (const version of ["1.2.3", "1.9.0", "2.1.1", "3.0.1"]) assert.ok(!hits(version), version);
  assert.ok(!hits("1.0.0", "right"));
  const withdrawn = { ...advisory, withdrawn: "2026-01-01" };
  assert.ok(!affects(withdrawn, { name: "left", version: "1.0.0" }));
});

test("Every package that is installed is looked at", () => {
  const packages = installedIn(join(import.meta.dirname, "../package-lock.json"));
  assert.ok(packages.some(({ name, dev }) => name === "fastify" && !dev));
  assert.ok(packages.some(({ name, dev }) => name === "axe-core" && dev));
});
