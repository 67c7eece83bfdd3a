import type { FastifyReply } from "fastify";
import { csvOf } from "../../platform/http/index.ts";
import type { StaffRequest } from "./request.ts";

/** Sends a table to be saved, as spreadsheets open it. */
export function sendCsv(
  { reply }: Pick<StaffRequest, "reply">,
  filename: string,
  lines: readonly (readonly string[])[],
): FastifyReply {
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${filename}"`)
    .header("cache-control", "no-store")
    .send(csvOf(lines));
}
