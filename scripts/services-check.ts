import { readdirSync } from "node:fs";
import { loadCatalogue } from "../src/catalogue/index.ts";

/** `npm run services:check [jurisdictions/rw]`: reads every definition and tells all that is wrong. */
const given = process.argv.slice(2);
const folders =
  given.length > 0 ? given : readdirSync("jurisdictions").map((one) => `jurisdictions/${one}`);
let wrong = 0;
for (const folder of folders) {
  const started = performance.now();
  const { catalogue, problems } = loadCatalogue(folder.replace(/\/+$/, ""));
  for (const { file, line, column, message, mend } of problems)
    console.log(`${file}:${line}:${column} ${message}; to mend it: ${mend}`);
  wrong += problems.length;
  const time = `${Math.round(performance.now() - started)} ms`;
  if (catalogue)
    console.log(`${folder}: ${catalogue.services.length} services, nothing wrong (${time})`);
  else console.log(`${folder}: ${problems.length} problems (${time})`);
}
process.exitCode = wrong > 0 ? 1 : 0;
