/**
 * What is started: the server (`serve.ts`), with what Node compiled of it kept for the next start.
 * Without that a third of a start is spent on taking the types out of a thousand files, and after a
 * crash everybody waits for it. The folder is ours alone: what lies in it is run.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { dataDirOf } from "./data-dir.ts";

enableCompileCache(join(dataDirOf(process.env), "compile-cache"));
// What is wrong with the settings is said before the program is even loaded.
const { readConfig, unknownSettings } = await import("./config.ts");
const unknown = unknownSettings(process.env);
const configured = readConfig(process.env);
if (!configured.ok) {
  const wrong = [...configured.missing, ...unknown];
  console.error(`Hamwe cannot start. Missing or wrong:\n  ${wrong.join("\n  ")}`);
  process.exit(1);
}
const { serve } = await import("./serve.ts");
const heading = "Hamwe cannot start (npm run doctor looks at everything at once):";
const { endBy } = await import("./operator.ts");
await serve(configured.value, unknown).catch((error) => endBy(error, heading, process.env));
// Written now, as a server that is killed has no time for it.
flushCompileCache();
