import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

/** The whole run is `npm run test:payments -- --count 1000 --seed 7`. */
test("Every franc of forty faulty payments is on one bill or went back", async () => {
  const program = join(import.meta.dirname, "payments/main.ts");
  const child = spawn(process.execPath, [program, "--count", "40", "--seed", "7"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (data: string) => {
      output += data;
    });
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, 0, output);
  assert.match(output, /^wrong +0$/m);
  assert.match(output, /^server killed \(-9\) +[1-9]/m);
});
