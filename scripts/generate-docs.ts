import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asvsPage } from "./docs/asvs.ts";
import { configPage } from "./docs/config.ts";
import { eventsPage } from "./docs/events.ts";
import { refusalsPage } from "./docs/refusals.ts";
import { editorSchema, jurisdictionKeysPage, serviceKeysPage } from "./docs/service-format.ts";
import { diagrams, servicesPage } from "./docs/services.ts";
import { tablesPage } from "./docs/tables.ts";
import { translationsPage } from "./docs/translations.ts";
import { upgradesPage } from "./docs/upgrades.ts";
import { keysFile, keysPath } from "./message-keys.ts";

export const generated = join(import.meta.dirname, "../docs/generated");

/** Every page that is made from what runs, by file name. */
export const pages: Readonly<Record<string, () => string>> = {
  "asvs.md": asvsPage,
  "config.md": configPage,
  "events.md": eventsPage,
  "jurisdiction-keys.md": jurisdictionKeysPage,
  "refusals.md": refusalsPage,
  "service-keys.md": serviceKeysPage,
  "service.schema.json": editorSchema,
  "services.md": servicesPage,
  "tables.md": tablesPage,
  "translations-to-review.md": translationsPage,
  "upgrades.md": upgradesPage,
  ...diagrams(),
};

export const isStale = (name: string, text: string): boolean => {
  try {
    return readFileSync(join(generated, name), "utf8") !== text;
  } catch {
    return true;
  }
};

if (process.argv[1] === import.meta.filename) {
  mkdirSync(join(generated, "services"), { recursive: true });
  for (const [name, page] of Object.entries(pages)) writeFileSync(join(generated, name), page());
  writeFileSync(keysPath, keysFile());
  console.log(`${Object.keys(pages).length} pages in docs/generated`);
}
