import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

/** The whole run is `npm run test:crash -- --kills 200`. */
test("After three kills nothing is lost or doubled, and the worker is back", async () => {
  const program = join(import.meta.dirname, "crash/main.ts");
  // Repeatable strikes; how quickly it is back is for the machine of the long run to say.
  const options = ["--kills", "3", "--seed", "9", "--burners", "1", "--limit", "60"];
  const child = spawn(process.execPath, [program, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (data: string) => {
      output += data;
    });
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, 0, output);
  assert.match(output, /^lost +0\ndoubled +0\nwrong +0$/m);
});
