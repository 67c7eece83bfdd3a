import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { jsonLdOf, type Node, type Setting } from "../../../cpsv/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { CommitmentState } from "../../../partnership/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  type InstrumentView,
  nextWords,
  ruleWords,
  sideName,
  viewsOf,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";

/** A table as its columns and rows of text. */
interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const files = ["register", "commitments"] as const;
type FileName = (typeof files)[number];

/** More than any partnership has; what everybody may read, and nothing else. */
const mostRows = 20_000;

/** The register and the commitments as tables for other programs, and their DCAT-AP entry. */
export function partnershipFileRoutes(app: FastifyInstance, deps: WebDeps): void {
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const sheetOf = async (name: FileName, t: Translate): Promise<Sheet> => {
    if (name === "register")
      return registerSheet(viewsOf(await deps.partnership.instruments(), today()), today(), t);
    const filter = { today: today(), inPublic: true } as const;
    return commitmentSheet(await deps.partnership.commitments.list(filter, { limit: mostRows }), t);
  };
  const send = (reply: FastifyReply, name: string, type: string, body: string | Buffer) =>
    reply
      .type(type)
      .header("content-disposition", `attachment; filename="${name}"`)
      .header("access-control-allow-origin", "*")
      .send(body);
  for (const name of files) {
    app.get(`/partnership/${name}.csv`, async (request: FastifyRequest, reply) => {
      const sheet = await sheetOf(name, wordsOf(request, deps));
      return send(reply, `${name}.csv`, "text/csv; charset=utf-8", csvOf(sheet));
    });
    app.get(`/partnership/${name}.xlsx`, async (request: FastifyRequest, reply) => {
      const sheet = await sheetOf(name, wordsOf(request, deps));
      return send(reply, `${name}.xlsx`, xlsxType, await xlsxOf(sheet));
    });
  }
  app.get("/partnership/data", async (_request, reply) =>
    reply
      .type("application/ld+json")
      .header("access-control-allow-origin", "*")
      .send(JSON.stringify(jsonLdOf(datasetNodes(deps, today())))),
  );
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * Comma-separated values (RFC 4180) with the mark by which Excel knows UTF-8. What a program could
 * take for a formula begins with an apostrophe.
 */
function csvOf({ columns, rows }: Sheet): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns, ...rows].map((row) => row.map(cell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** Excel's own format; the library is loaded by whoever asks for it first. */
async function xlsxOf({ columns, rows }: Sheet): Promise<Buffer> {
  const { default: writeXlsxFile } = await import("write-excel-file/node");
  return writeXlsxFile([
    columns.map((value) => ({ value, fontWeight: "bold" as const })),
    ...rows.map((row) => row.map((value) => ({ value, type: String }))),
  ]).toBuffer();
}

function registerSheet(views: readonly InstrumentView[], today: string, t: Translate): Sheet {
  return {
    columns: [
      "id",
      t("partnership.instrument"),
      t("partnership.kind-of"),
      t("partnership.signed"),
      t("partnership.stands"),
      t("two-sides.slot.stated"),
      t("partnership.days"),
      t("partnership.next"),
      t("partnership.prevailing"),
      t("two-sides.slot.un"),
      t("partnership.source"),
      t("service.illustrative"),
    ],
    rows: views.map((view) => {
      const { id, state, clock } = view;
      const { text, signature, registration } = state;
      return [
        id,
        t.words(text?.title),
        text ? t(`partnership.kind.${text.kind}`) : "",
        signature?.on ?? "",
        t(`partnership.status.${clock.status}`),
        clock.inForceOn?.day ?? "",
        clock.inForceOn ? ruleWords(clock.inForceOn, t) : "",
        String(nextWords(view, today, t) ?? ""),
        text?.prevailing ?? "",
        registration?.number ?? "",
        signature?.source ?? "",
        text?.illustrative ? t("service.illustrative") : "",
      ];
    }),
  };
}

function commitmentSheet(states: readonly CommitmentState[], t: Translate): Sheet {
  const parties = [...new Set(states.flatMap((state) => state.parties))].sort();
  const status = (state: CommitmentState, side: string) => {
    const last = state.sides[side]?.reports.at(-1);
    return last ? [t(`commitments.status.${last.status}`), last.on] : ["", ""];
  };
  return {
    columns: [
      "id",
      t("commitments.text"),
      t("commitments.group"),
      t("partnership.instrument"),
      t("partnership.files.deadline"),
      t("commitments.phase-of"),
      ...parties.flatMap((side) => [
        sideName(side, t),
        `${sideName(side, t)}: ${t("partnership.files.reported-on")}`,
      ]),
    ],
    rows: states.map((state) => [
      state.id ?? "",
      t.words(state.joint?.text),
      state.joint?.group ?? "",
      state.joint?.source.instrument ?? "",
      state.joint?.deadline ?? "",
      state.phase === "none" ? "" : t(`commitments.phase.${state.phase}`),
      ...parties.flatMap((side) => status(state, side)),
    ]),
  };
}

/** The files as one dataset of DCAT-AP 3, so that data portals find them. */
function datasetNodes(
  { baseUrl, catalogue, i18n }: Pick<WebDeps, "baseUrl" | "catalogue" | "i18n">,
  today: Setting["today"],
): readonly Node[] {
  const iri = `${baseUrl}/partnership/data`;
  const inAll = (key: "partnership.title" | "partnership.lead") =>
    i18n.languages.map((language) => ({ text: i18n.for(language)(key), language }));
  const urls = files.flatMap((name) =>
    (["csv", "xlsx"] as const).map((ending) => ({
      iri: `${baseUrl}/partnership/${name}.${ending}`,
      ending,
    })),
  );
  const media = {
    csv: "https://www.iana.org/assignments/media-types/text/csv",
    xlsx: `https://www.iana.org/assignments/media-types/${xlsxType}`,
  };
  const publisher = `${baseUrl}/#government`;
  return [
    {
      iri,
      types: ["dcat:Dataset"],
      says: {
        "dct:title": inAll("partnership.title"),
        "dct:description": inAll("partnership.lead"),
        "dct:publisher": [{ iri: publisher }],
        "dct:modified": [{ text: today, datatype: "xsd:date" }],
        "dcat:landingPage": [{ iri: `${baseUrl}/partnership` }],
        "dcat:distribution": urls.map(({ iri: url }) => ({ iri: `${url}#distribution` })),
      },
    },
    {
      iri: publisher,
      types: ["foaf:Agent"],
      says: {
        "foaf:name": Object.entries(catalogue.jurisdiction.name).map(([language, text]) => ({
          text,
          language,
        })),
      },
    },
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
