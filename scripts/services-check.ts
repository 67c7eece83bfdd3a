import { existsSync, readdirSync } from "node:fs";
import { enableCompileCache } from "node:module";

// Past the door, and compiled once: a writer of services runs this after every change.
enableCompileCache();
const { checkFolder } = await import("../src/catalogue/publish-folder.ts");

/**
 * `npm run services:check [jurisdictions/rw]`: reads every definition and tells all that is wrong,
 * also where what was published (services.lock) is not what stands there.
 */
const given = process.argv.slice(2).filter((one) => !one.startsWith("--"));
const folders =
  given.length > 0
    ? given
    : readdirSync("jurisdictions")
        .map((one) => `jurisdictions/${one}`)
        .filter((one) => existsSync(`${one}/jurisdiction.yaml`));

let wrong = 0;
for (const folder of folders) {
  const started = performance.now();
  const { problems, sources } = checkFolder(folder);
  for (const { file, line, column, message, mend } of problems)
    console.log(`${file}:${line}:${column} ${message}; to mend it: ${mend}`);
  wrong += problems.length;
  const time = `${Math.round(performance.now() - started)} ms`;
  const count = sources.length === 1 ? "1 service" : `${sources.length} services`;
  if (problems.length === 0) console.log(`${folder}: ${count}, nothing wrong (${time})`);
  else console.log(`${folder}: ${problems.length} problems (${time})`);
}
process.exitCode = wrong > 0 ? 1 : 0;
