import type { FastifyReply, FastifyRequest } from "fastify";
import { sendCsv as saveCsv } from "../staff/index.ts";
import { aboutWords, columnNames } from "./columns.ts";
import { type Desk, deskOf, type Office, officeWords } from "./desk.ts";
import { wantedOf, workWanted } from "./worklist.ts";

/** Rows of one file; whoever has more narrows the list. */
const mostRows = 5_000;

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** GET /office/worklist.csv: the list with its filters, for a spreadsheet. */
export async function sendCsv(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return saveCsv({ reply }, "worklist.csv", await rowsOf(deskOf(deps, request, reply)));
}

/** GET /office/worklist.xlsx: the same; every cell is a text and never a formula. */
export async function sendXlsx(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [head = [], ...rows] = await rowsOf(deskOf(deps, request, reply));
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const sheet = [
    head.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    ...rows.map((row) => row.map((value) => ({ value, type: String }))),
  ];
  const columns = head.map(() => ({ width: 24 }));
  const content = await writeXlsxFile(sheet, { columns, stickyRowsCount: 1 }).toBuffer();
  return reply
    .type(xlsxType)
    .header("content-disposition", 'attachment; filename="worklist.xlsx"')
    .header("cache-control", "no-store")
    .send(content);
}

async function rowsOf(desk: Desk): Promise<readonly (readonly string[])[]> {
  const { deps, request, t } = desk;
  const { after: _after, ...filter } = wantedOf(request.query as Record<string, unknown>, desk);
  const page = await deps.cases.worklist({ ...workWanted(desk, filter), size: mostRows });
  const rows = page.slice(0, mostRows);
  const names = columnNames(
    desk,
    rows.map(({ service }) => service),
  );
  const ids = rows.map(({ caseId }) => caseId);
  const [details, nameOf] = await Promise.all([
    deps.cases.workDetails(ids, names),
    deps.names(rows.map(({ claimedBy }) => claimedBy)),
  ]);
  const of = new Map(details.map((each) => [each.caseId, each]));
  const day = (at: Date | null | undefined) => at?.toISOString().slice(0, 10) ?? "";
  const head = [
    t("application.number"),
    t("office.applicant"),
    t("office-pages.file"),
    t("office.service"),
    t("office.step"),
    t("office-pages.office"),
    t("office.received"),
    t("office-pages.sort-promise"),
    t("office-pages.this-step"),
    t("office.officer"),
  ];
  const body = rows.map((row) => {
    const more = of.get(row.caseId);
    const work = deps.workWords(t, row);
    return [
      row.reference,
      more?.applicant ?? "",
      aboutWords(desk, row.service, more?.answers ?? {}).join(" · "),
      work.service,
      work.task,
      officeWords(desk, row.office) ?? "",
      day(row.sentAt),
      day(row.promisedAt),
      day(row.dueAt),
      row.claimedBy ? nameOf(row.claimedBy) : "",
    ];
  });
  return [head, ...body];
}
