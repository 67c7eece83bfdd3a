import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { explain, processBpmn, processSvg } from "../src/explain/index.ts";
import { isLang, makeI18n } from "../src/platform/i18n/index.ts";

/**
 * `npm run services:explain -- <id> [--lang en] [--jurisdiction az] [--svg FILE] [--bpmn FILE]`:
 * prints a service in plain words, and writes its process as a picture and as BPMN 2.0. Without a
 * government, all of them are looked through.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: "string", default: "en" },
    jurisdiction: { type: "string" },
    svg: { type: "string" },
    bpmn: { type: "string" },
  },
});
const root = join(import.meta.dirname, "..");
const folders = join(root, "jurisdictions");
const governments = values.jurisdiction ? [values.jurisdiction] : readdirSync(folders).sort();
const catalogues = governments
  .filter((government) => existsSync(join(folders, government, "jurisdiction.yaml")))
  .flatMap((government) => loadCatalogue(join(folders, government)).catalogue ?? []);
const catalogue = catalogues.find((each) => each.current(positionals[0] ?? ""));
const definition = catalogue?.current(positionals[0] ?? "");
if (!catalogue || !definition || !isLang(values.lang)) {
  const known = catalogues.flatMap(({ services }) => services.map(({ id }) => id)).join(", ");
  console.error(`Name a service (${known || "none can be read"}) and one of en, rw, fr, az.`);
  process.exitCode = 1;
} else {
  const t = makeI18n(join(root, "messages")).for(values.lang);
  const saying = { jurisdiction: catalogue.jurisdiction, t };
  if (values.svg) writeFileSync(values.svg, processSvg(definition, saying));
  if (values.bpmn) writeFileSync(values.bpmn, processBpmn(definition, saying));
  console.log(explain(definition, saying));
}
