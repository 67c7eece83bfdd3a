import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadWords } from "../src/platform/i18n/load.ts";
import { placesOf, readMessage } from "../src/platform/i18n/message.ts";

const root = join(import.meta.dirname, "..");
export const keysPath = join(root, "src/platform/i18n/keys.ts");

/** The forms of a message that counts; `t` is asked without them. */
const form = /\.(one|other)$/;

/** `src/platform/i18n/keys.ts`: every key of the English messages with the places that it has. */
export function keysFile(): string {
  const keys = new Map<string, Set<string>>();
  const english = loadWords(join(root, "messages")).en;
  for (const [name, text] of english) {
    const base = name.replace(form, "");
    const key = english.has(`${base}.one`) && english.has(`${base}.other`) ? base : name;
    const places = keys.get(key) ?? new Set(key === name ? [] : ["count"]);
    for (const place of placesOf(readMessage(text))) places.add(place);
    keys.set(key, places);
  }
  const lines = [...keys]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, places]) => {
      const names = [...places].map((place) => JSON.stringify(place)).sort();
      return `  ${JSON.stringify(key)}: ${names.join(" | ") || "never"};`;
    });
  return `// Made by \`npm run docs\` from messages/*.en.yaml; a test fails when it is stale.

/** Each key with the names of its places. */
export interface Places {
${lines.join("\n")}
}
`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(keysPath, keysFile());
