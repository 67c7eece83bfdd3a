import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { proposedNames } from "../../src/catalogue/named-lists.ts";
import { heading, root, row } from "./source-files.ts";

/** Cells of one line of CSV (RFC 4180). */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? "").replaceAll('""', '"'),
  );

/** Texts in one language: the platform's messages and the words of every service. */
function textsIn(lang: string): string[] {
  const files = ["messages", "jurisdictions"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(folder, name),
    ),
  );
  return files
    .filter((name) => name.endsWith(`/${lang}.yaml`) || name.endsWith(`.${lang}.yaml`))
    .map((name) => readFileSync(join(root, name), "utf8").toLowerCase());
}

/** Names of countries and currencies that the platform proposes itself, with the English one. */
function namesToReview(): string {
  const region = new Intl.DisplayNames("en", { type: "region" });
  const currency = new Intl.DisplayNames("en", { type: "currency" });
  const rows = (["rw", "az"] as const).flatMap((lang) =>
    proposedNames(lang).map(([code, name]) =>
      row(lang, code, (code.length === 3 ? currency : region).of(code) ?? code, name),
    ),
  );
  return `
## Countries and currencies

${rows.length} names of [src/catalogue/named-lists.ts](../../src/catalogue/named-lists.ts) for \
which Unicode CLDR has none: all
proposed. What stands in neither is shown in English and marked as such.

| language | code | English | proposed |
|---|---|---|---|
${rows.join("\n")}
`;
}

/**
 * Terms of docs/terms.csv that are proposed (P) or seen only in unofficial software (L), and where
 * they are used.
 */
export function translationsPage(): string {
  const [, ...lines] = readFileSync(join(root, "docs/terms.csv"), "utf8").trim().split(/\r?\n/);
  const rows = (["rw", "az"] as const).flatMap((lang) => {
    const texts = textsIn(lang);
    return lines.map(cellsOf).flatMap(([, en = "", rw = "", rwAtt, , az = "", azAtt]) => {
      const [word, attested] = lang === "rw" ? [rw, rwAtt] : [az, azAtt];
      if (attested === "O" || !word) return [];
      const forms = word.split("/").map((each) =>
        each
          .replace(/\(.*?\)/g, "")
          .trim()
          .toLowerCase(),
      );
      const used = texts.filter((text) => forms.some((form) => form && text.includes(form))).length;
      return [row(lang, en, word, attested === "L" ? "unofficial" : "proposed", String(used))];
    });
  });
  return `${heading("Translations to review", "docs/terms.csv, messages and services")}\
Terms that no official page was seen to use. Every Kinyarwanda and Azerbaijani sentence beyond \
the attested
terms of [docs/terms.csv](../terms.csv) is a proposal too, \
and waits for a native speaker of the authority.

| language | English | word | standing | files that use it |
|---|---|---|---|---|
${rows.join("\n")}
${namesToReview()}`;
}
