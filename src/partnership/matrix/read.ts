import { ok, type Result, refuse } from "../../kernel/index.ts";
import { textIn, withinLimits } from "../office-file.ts";

/** One row of a table as it was written. */
export interface MatrixRow {
  /** As the program of the author counts it, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** A cell of this row is merged with another, so that nobody knows what belongs to it. */
  readonly merged: boolean;
}

/** Rows of a table at most. */
export const mostRows = 2000;

const unreadable = refuse("invalid", "partnership.matrix-unreadable");

/**
 * The first table of a Word file, the first sheet of an Excel file, or a CSV. What it is follows
 * from its bytes, not from its name. Refuses partnership.matrix-unreadable and -matrix-too-long.
 */
export async function readMatrix(file: Uint8Array): Promise<Result<readonly MatrixRow[]>> {
  const isZip = file[0] === 0x50 && file[1] === 0x4b;
  const rows = isZip
    ? ((await readWord(file)) ?? (await readExcel(file)))
    : await readSeparated(plainText(file));
  if (!rows) return unreadable;
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (filled.length > mostRows)
    return refuse("invalid", "partnership.matrix-too-long", { facts: { most: mostRows } });
  return filled.length > 1 ? ok(filled) : unreadable;
}

/** UTF-8 text; undefined for anything else. */
function plainText(file: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(file);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

async function readSeparated(text: string | undefined): Promise<MatrixRow[] | undefined> {
  if (text === undefined || text.trim() === "") return undefined;
  const [head = ""] = text.split("\n", 1);
  // What is pasted from a table has tabs; programs in French and Azerbaijani write semicolons.
  const count = (sign: string) => head.split(sign).length;
  const delimiter = ["\t", ";", ","].toSorted((a, b) => count(b) - count(a))[0] ?? ",";
  const { parse } = await import("csv-parse/sync");
  try {
    const rows: string[][] = parse(text, {
      ...{ delimiter, bom: true, relax_column_count: true, relax_quotes: true, trim: true },
    });
    return rows.map((cells, at) => ({ row: at + 1, cells, merged: false }));
  } catch {
    return undefined;
  }
}

async function readWord(file: Uint8Array): Promise<MatrixRow[] | undefined> {
  const safe = withinLimits(file, "word/document.xml");
  if (!safe) return undefined;
  const { default: mammoth } = await import("mammoth");
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(safe.packed) });
  const [table] = value.match(/<table>[\s\S]*?<\/table>/) ?? [];
  if (table === undefined) return undefined;
  let covered = 0;
  return (table.match(/<tr>[\s\S]*?<\/tr>/g) ?? []).map((row, at) => {
    const spans = [...row.matchAll(/(col|row)span="(\d+)"/g)].filter(([, , n]) => n !== "1");
    const below = spans.filter(([, way]) => way === "row").map(([, , n]) => Number(n) - 1);
    const merged = covered > 0 || spans.length > 0;
    covered = Math.max(covered - 1, 0, ...below);
    const cells = (row.match(/<t[dh][^>]*>[\s\S]*?<\/t[dh]>/g) ?? []).map(textIn);
    return { row: at + 1, cells, merged };
  });
}

async function readExcel(file: Uint8Array): Promise<MatrixRow[] | undefined> {
  const safe = withinLimits(file, "xl/workbook.xml");
  if (!safe) return undefined;
  const { readSheet } = await import("read-excel-file/node");
  try {
    const rows = await readSheet(Buffer.from(safe.packed));
    const merged = mergedRows(safe.parts);
    return rows.map((cells, at) => ({
      row: at + 1,
      cells: cells.map(cellText),
      merged: merged.has(at + 1),
    }));
  } catch {
    return undefined;
  }
}

const cellText = (cell: unknown): string => {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? "" : String(cell).trim();
};

/** Rows of the first sheet that a merged range touches: the reader does not tell them. */
function mergedRows(parts: Readonly<Record<string, Uint8Array>>): ReadonlySet<number> {
  const name = Object.keys(parts)
    .filter((part) => /^xl\/worksheets\/sheet\d+\.xml$/.test(part))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
  const sheet = name === undefined ? "" : new TextDecoder().decode(parts[name]);
  const rows = new Set<number>();
  for (const [, from, to] of sheet.matchAll(/<mergeCell [^>]*ref="[A-Z]+(\d+):[A-Z]+(\d+)"/g))
    for (let row = Number(from); row <= Math.min(Number(to), mostRows); row++) rows.add(row);
  return rows;
}
