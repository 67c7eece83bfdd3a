import type { FastifyReply } from "fastify";
import type { StaffRequest } from "./request.ts";

/** A cell that no spreadsheet takes for a formula. */
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Sends a table to be saved, as spreadsheets open it. */
export function sendCsv(
  { reply }: Pick<StaffRequest, "reply">,
  filename: string,
  lines: readonly (readonly string[])[],
): FastifyReply {
  const text = lines.map((line) => line.map(cell).join(",")).join("\r\n");
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${filename}"`)
    .header("cache-control", "no-store")
    .send(`\ufeff${text}\r\n`);
}
