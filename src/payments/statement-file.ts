import { parse } from "csv-parse/sync";
import { ok, type Result, refuse } from "../kernel/index.ts";
import type { StatementLine } from "./provider.ts";
import { readMoney } from "./providers/amounts.ts";

const kinds = ["payment", "refund", "payout", "charge"] as const;

/** Lines of one file, at most. */
const mostLines = 50_000;

function rowsIn(text: string): readonly unknown[] {
  if (!text.trimStart().startsWith("{"))
    return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  const { lines } = JSON.parse(text) as { lines?: unknown };
  if (!Array.isArray(lines)) throw new Error("no lines");
  return lines;
}

function lineIn(row: unknown): StatementLine {
  const { id, kind, reference, amount, currency, at } = row as Record<string, unknown>;
  const read = kinds.find((each) => each === kind);
  const when = new Date(String(at));
  if (typeof id !== "string" || id === "" || !read || Number.isNaN(when.getTime()))
    throw new Error("a line that nobody can read");
  const money = readMoney(amount, currency);
  if (money.minor === 0) throw new Error("a line of nothing");
  const ref = typeof reference === "string" && reference !== "" ? { ref: reference } : {};
  return { id, kind: read, ...ref, money, at: when };
}

/**
 * A provider's statement as a file: CSV with the columns id, kind, reference, amount, currency and
 * at, or JSON with the same fields in `lines`. Refuses payments.statement-unreadable with the line.
 */
export function readStatementFile(text: string): Result<readonly StatementLine[]> {
  const lines: StatementLine[] = [];
  try {
    const rows = rowsIn(text);
    if (rows.length > mostLines) throw new Error("too many lines");
    for (const row of rows) lines.push(lineIn(row));
  } catch {
    return refuse("invalid", "payments.statement-unreadable", {
      facts: { line: lines.length + 1 },
    });
  }
  return ok(lines);
}
