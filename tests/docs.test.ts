import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { isStale, pages } from "../scripts/generate-docs.ts";
import { keysFile, keysPath } from "../scripts/message-keys.ts";
import { lastOfFirstRelease, migrationsSince } from "../scripts/migrations-since.ts";

const root = join(import.meta.dirname, "..");

for (const [name, page] of Object.entries(pages)) {
  test(`docs/generated/${name} says what runs`, () => {
    assert.ok(!isStale(name, page()), `stale: run "npm run docs" and commit`);
  });
}

test("The keys of messages that the compiler knows are those of messages/", () => {
  assert.equal(readFileSync(keysPath, "utf8"), keysFile(), `stale: run "npm run docs" and commit`);
});

test("A migration says whether servers of the version before may run beside it", () => {
  const silent = migrationsSince(lastOfFirstRelease).filter(
    ({ oldServers }) => oldServers === undefined,
  );
  assert.deepEqual(
    silent.map(({ file }) => `${file}: say "Old servers may (or may not) run beside it."`),
    [],
  );
});

test("The changelog names every migration since the release that servers must stop for", () => {
  const [, sentence = ""] =
    /Stop every server before `npm run migrate`: migrations ([\d\s,and]+?) say no/.exec(
      readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    ) ?? [];
  const stop = migrationsSince(lastOfFirstRelease).filter(({ oldServers }) => !oldServers);
  assert.deepEqual(
    sentence.match(/\d+/g),
    stop.map(({ number }) => String(number)),
  );
});

test("Links between pages lead somewhere", () => {
  const markdown = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".md") && !/node_modules|^\.data|^\.git/.test(name),
  );
  const dead = markdown.flatMap((name) =>
    [...readFileSync(join(root, name), "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .filter(([, target = ""]) => !existsSync(join(root, dirname(name), target)))
      .map(([, target]) => `${name}: ${target}`),
  );
  assert.deepEqual(dead, []);
});
