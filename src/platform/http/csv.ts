/** Words, or something that a spreadsheet counts with, by its text, such as 12.50 or 2026-11-28. */
export type CsvCell = string | { readonly kind: "number" | "day"; readonly text: string };

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function cellOf(cell: CsvCell): string {
  if (typeof cell !== "string" && cell.kind === "number") return quoted(cell.text);
  const text = typeof cell === "string" ? cell : cell.text;
  return quoted(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}

/**
 * Comma-separated values (RFC 4180) with the mark by which Excel knows UTF-8. Words that a program
 * could take for a formula begin with an apostrophe.
 */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
