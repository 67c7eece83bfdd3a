import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { indicatorsNow } from "../../../acts/index.ts";
import { jsonLdOf, type Node, publisher, type Setting } from "../../../cpsv/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import {
  iatiActivities,
  publicCommitment,
  publicIndicator,
  publicPilot,
} from "../../../partnership/index.ts";
import { type CsvCell, csvOf, sendRefusal } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { sideName, viewsOf } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import {
  commitmentSheet,
  indicatorSheet,
  moneySheet,
  pilotSheet,
  registerSheet,
  type Sheet,
  sessionSheet,
} from "./partnership-sheets.ts";

/** The lists that stand as CSV and as XLSX. */
export const partnershipFiles = [
  ...["register", "commitments", "contributions", "sessions", "pilots", "indicators"],
] as const;
type FileName = (typeof partnershipFiles)[number];

/** More than any partnership has; what everybody may read, and nothing else. */
const mostRows = 20_000;

/** The register and the commitments as tables for other programs, and their DCAT-AP entry. */
export function partnershipFileRoutes(app: FastifyInstance, deps: WebDeps): void {
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const commitments = async () =>
    (
      await deps.partnership.commitments.list(
        { today: today(), inPublic: true },
        { limit: mostRows },
      )
    ).map(publicCommitment);
  const pilots = async () => (await deps.partnership.pilots.all()).map(publicPilot);
  const sheetOf = async (name: FileName, t: Translate): Promise<Sheet> => {
    const { partnership } = deps;
    switch (name) {
      case "register":
        return registerSheet(viewsOf(await partnership.instruments(), today()), today(), t);
      case "commitments":
        return commitmentSheet(await commitments(), t);
      case "contributions":
        return moneySheet(await commitments(), await pilots(), t);
      case "sessions":
        return sessionSheet(await partnership.sessions.all(), today(), t);
      case "pilots":
        return pilotSheet(await pilots(), t);
      case "indicators":
        return indicatorSheet((await indicatorsNow(deps, today())).map(publicIndicator), t);
    }
  };
  const send = (reply: FastifyReply, name: string, type: string, body: string | Buffer) =>
    reply
      .type(type)
      .header("content-disposition", `attachment; filename="${name}"`)
      .header("access-control-allow-origin", "*")
      .send(body);
  for (const name of partnershipFiles) {
    app.get(`/partnership/${name}.csv`, async (request: FastifyRequest, reply) => {
      const sheet = await sheetOf(name, wordsOf(request, deps));
      return send(
        reply,
        `${name}.csv`,
        "text/csv; charset=utf-8",
        csvOf([sheet.columns, ...sheet.rows]),
      );
    });
    app.get(`/partnership/${name}.xlsx`, async (request: FastifyRequest, reply) => {
      const sheet = await sheetOf(name, wordsOf(request, deps));
      return send(reply, `${name}.xlsx`, xlsxType, await xlsxOf(sheet));
    });
  }
  app.get("/partnership/iati.xml", async (_request, reply) => {
    const file = await iatiFile(deps, await commitments(), today());
    if (file === undefined) return sendRefusal(reply, nothingToReport);
    return send(reply, "iati.xml", "application/xml; charset=utf-8", file);
  });
  app.get("/partnership/data", async (_request, reply) =>
    reply
      .type("application/ld+json")
      .header("access-control-allow-origin", "*")
      .send(JSON.stringify(jsonLdOf(datasetNodes(deps, today())))),
  );
}

const nothingToReport = { kind: "not-found", code: "http.not-found" } as const;

/** What is public as one file of IATI 2.03; undefined where there is nothing to report. */
async function iatiFile(
  deps: Pick<WebDeps, "baseUrl" | "catalogue" | "i18n" | "partnership">,
  commitments: Awaited<ReturnType<WebDeps["partnership"]["commitments"]["list"]>>,
  today: string,
): Promise<string | undefined> {
  const { baseUrl, catalogue, i18n, partnership } = deps;
  const instruments = await partnership.instruments();
  const sides = new Set(commitments.flatMap(({ parties }) => parties));
  const nameOf = (side: string) =>
    Object.fromEntries(i18n.languages.map((lang) => [lang, sideName(side, i18n.for(lang))]));
  const side = catalogue.jurisdiction.code;
  const names = Object.fromEntries([side, ...sides].map((each) => [each, nameOf(each)]));
  const signed = instruments.flatMap(({ text, signature }) =>
    text && signature?.on ? [[text.id, signature.on] as const] : [],
  );
  return iatiActivities(
    { side, names, baseUrl, today },
    {
      ...{ commitments, pilots: (await partnership.pilots.all()).map(publicPilot) },
      signedOn: new Map(signed),
    },
  );
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Widths of a column, in characters: what is longer breaks into lines. */
const widths = { least: 10, most: 60 } as const;

/**
 * Excel's own format: words are text and never a formula, numbers and days are such, and the first
 * row stays in sight. The library is loaded by whoever asks for it first.
 */
async function xlsxOf({ columns, rows }: Sheet): Promise<Buffer> {
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  const head = columns.map((value) => {
    return { value, type: String, fontWeight: "bold" as const, wrap: true };
  });
  const body = rows.map((row) => row.map(xlsxCell));
  const lengthOf = (cell: CsvCell = "") => (typeof cell === "string" ? cell : cell.text).length;
  const widthOf = (title: string, at: number) => {
    const longest = rows.reduce((most, row) => Math.max(most, lengthOf(row[at])), title.length);
    return { width: Math.min(widths.most, Math.max(widths.least, longest + 2)) };
  };
  const options = { columns: columns.map(widthOf), stickyRowsCount: 1 };
  return writeXlsxFile([head, ...body], options).toBuffer();
}

/** A day of which only the month is known, or what is no number, stays text. */
function xlsxCell(cell: CsvCell) {
  const top = { alignVertical: "top" as const };
  if (typeof cell === "string") return { ...top, value: cell, type: String, wrap: true };
  const { kind, text } = cell;
  if (kind === "day" && /^\d{4}-\d{2}-\d{2}$/.test(text))
    return { ...top, value: new Date(`${text}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
  if (kind === "number" && Number.isFinite(Number(text))) {
    const [, decimals = ""] = text.split(".");
    const format = decimals ? `#,##0.${"0".repeat(decimals.length)}` : "#,##0";
    return { ...top, value: Number(text), type: Number, format };
  }
  return { ...top, value: text, type: String };
}

/** The files as one dataset of DCAT-AP 3, so that data portals find them. */
function datasetNodes(
  { baseUrl, catalogue, i18n }: Pick<WebDeps, "baseUrl" | "catalogue" | "i18n">,
  today: Setting["today"],
): readonly Node[] {
  const iri = `${baseUrl}/partnership/data`;
  const inAll = (key: "partnership.title" | "partnership.lead") =>
    i18n.languages.map((language) => ({ text: i18n.for(language)(key), language }));
  const lists = partnershipFiles.flatMap((name) =>
    (["csv", "xlsx"] as const).map((ending) => ({ name, ending })),
  );
  const urls = [...lists, { name: "iati", ending: "xml" } as const].map(({ name, ending }) => ({
    iri: `${baseUrl}/partnership/${name}.${ending}`,
    ending,
  }));
  const media = {
    csv: "https://www.iana.org/assignments/media-types/text/csv",
    xlsx: `https://www.iana.org/assignments/media-types/${xlsxType}`,
    xml: "https://www.iana.org/assignments/media-types/application/xml",
  };
  const government = publisher({ baseUrl, jurisdiction: catalogue.jurisdiction });
  const landingPage = `${baseUrl}/partnership`;
  return [
    {
      iri,
      types: ["dcat:Dataset"],
      says: {
        "dct:title": inAll("partnership.title"),
        "dct:description": inAll("partnership.lead"),
        "dct:publisher": [{ iri: government.iri }],
        "dct:modified": [{ text: today, datatype: "xsd:date" }],
        "dcat:landingPage": [{ iri: landingPage }],
        "dcat:distribution": urls.map(({ iri: url }) => ({ iri: `${url}#distribution` })),
      },
    },
    government,
    ...[landingPage, ...urls.map(({ iri: url }) => url)].map((page) => ({
      ...{ iri: page, types: ["foaf:Document"], says: {} },
    })),
    ...Object.values(media).map((kind) => ({ iri: kind, types: ["dct:MediaType"], says: {} })),
    ...urls.map(({ iri: url, ending }) => ({
      iri: `${url}#distribution`,
      types: ["dcat:Distribution"],
      says: {
        "dcat:accessURL": [{ iri: url }],
        "dcat:downloadURL": [{ iri: url }],
        "dcat:mediaType": [{ iri: media[ending] }],
      },
    })),
  ];
}
