import { paymentSettings } from "../../src/config/payments.ts";
import { heading, row, sourceFiles } from "./source-files.ts";

/**
 * What config.ts reads from the environment, with its own words for what it wants in production.
 */
export function configPage(): string {
  const files = sourceFiles().filter(({ path }) => /^src\/config(\/mail)?\.ts$/.test(path));
  const text = files.map((file) => file.text).join("\n");
  const names = [...new Set(text.match(/\b(HAMWE_[A-Z_]+|PORT|DATABASE_URL)\b/g) ?? [])].sort();
  const wanted = new Map(
    [...text.matchAll(/\["([A-Z_]+)", "([^"]+)"/g)].map(([, name = "", what = ""]) => [name, what]),
  );
  const all = [...new Set([...names, ...Object.keys(paymentSettings)])].sort();
  const rows = all.map((name) =>
    row(
      `\`${name}\``,
      wanted.get(name) ?? paymentSettings[name] ?? "",
      wanted.has(name) ? "yes" : "no",
    ),
  );
  return (
    `${heading("Configuration", "src/config.ts")}| setting | what | needed in production |\n` +
    `|---|---|---|\n${rows.join("\n")}\n`
  );
}
