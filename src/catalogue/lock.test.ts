import assert from "node:assert/strict";
import { test } from "node:test";
import type { Source } from "./catalogue.ts";
import { changedSinceLock, lockText, readLock } from "./lock.ts";

const quarry = (version: number, sha: string): Source => ({
  ...{ service: "quarry", version, sha256: sha.repeat(64) },
  files: { "service.yaml": `# quarry\nservice: quarry\nversion: ${version}\n` },
});

test("A lock file is read as it was written, sorted, and says each version once", () => {
  const text = lockText([quarry(10, "a"), quarry(2, "b")], [quarry(2, "c"), quarry(1, "d")]);
  assert.deepEqual(
    readLock(text).map(({ version, sha256 }) => [version, sha256[0]]),
    [
      [1, "d"],
      [2, "b"],
      [10, "a"],
    ],
  );
  assert.equal(lockText(readLock(text), []), text);
  assert.deepEqual(readLock("nonsense\nquarry 0 ab\n"), []);
});

test("A version whose content is not what was published is reported with its line", () => {
  const lock = [quarry(1, "a"), quarry(2, "b")];
  assert.deepEqual(changedSinceLock("xx", lock, [quarry(2, "b")]), []);
  assert.deepEqual(changedSinceLock("xx", lock, [quarry(3, "c")]), []);
  assert.deepEqual(changedSinceLock("xx", lock, [quarry(2, "c")]), [
    {
      ...{ file: "xx/services/quarry/service.yaml", line: 3, column: 10 },
      message: "version 2 was published with other content",
      mend: "set `version: 3`",
      path: ["version"],
    },
  ]);
  const [older] = changedSinceLock("xx", lock, [quarry(1, "a")]);
  assert.equal(older?.message, "version 1 is older than version 2, which was published");
});
