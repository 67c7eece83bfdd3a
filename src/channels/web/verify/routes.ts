import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Jurisdiction } from "../../../catalogue/index.ts";
import { objectOf } from "../../../certificate-code/index.ts";
import type { Credentials } from "../../../credentials/index.ts";
import {
  isReferenceLong,
  normaliseReference,
  type Reference,
  type Result,
} from "../../../kernel/index.ts";
import { normaliseBillNumber } from "../../../payments/index.ts";
import {
  formOf,
  langOf,
  limited,
  sendHtml,
  sendRefusal,
  serveAssets,
  textOf,
} from "../../../platform/http/index.ts";
import type { I18n } from "../../../platform/i18n/index.ts";
import { layout, narrow, type Page } from "../../components/index.ts";
import { footOf, lookIn } from "../page.ts";
import { verifyAsset, verifyAssets } from "./assets.ts";
import { lookupTitle, type VerifyView, verifyView } from "./view.ts";

export interface VerifyParts {
  readonly credentials: Pick<
    Credentials,
    | "standing"
    | "statement"
    | "statusList"
    | "trustList"
    | "issuedList"
    | "chainHeads"
    | "operatorKey"
  >;
  /** Whether an application has this number: people type it here as well. */
  readonly isApplication: (reference: Reference) => Promise<boolean>;
  readonly i18n: Pick<I18n, "for">;
  /** Where the public checks papers: `https://hamwe.example`, no slash at the end. */
  readonly origin: string;
  /** The zone in which days are told, and how the government looks. */
  readonly catalogue: { readonly jurisdiction: Pick<Jurisdiction, "timeZone" | "state" | "help"> };
  /** The same for everybody: the page is kept offline and shows nobody's name. */
  readonly frame?: Pick<Page, "demo">;
}

/** `GET /v`, `POST /v`, `GET /trust-list`, `GET /s/:list` and the page's assets. */
export function verifyRoutes(app: FastifyInstance, parts: VerifyParts): void {
  app.register(async (scope) => {
    scope.addHook("onSend", async (request, reply) => {
      // By default a worker serves only addresses below its own; this one serves the page at /v.
      if (request.url === verifyAsset("service-worker.js"))
        reply.header("service-worker-allowed", "/v");
    });
    serveAssets(scope, verifyAssets());
    pageRoutes(scope, parts);
    statementRoute(scope, parts);
    listRoutes(scope, parts);
  });
}

/** The decoder of codes is WebAssembly: only this page may compile it. */
function allowDecoder(reply: FastifyReply): FastifyReply {
  const policy = String(reply.getHeader("content-security-policy") ?? "");
  const wider = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
  return policy === "" ? reply : reply.header("content-security-policy", wider);
}

function pageRoutes(app: FastifyInstance, parts: VerifyParts): void {
  app.get("/v", (request, reply) => show(parts, request, reply));
  // Changes nothing and tells everybody the same: it needs no token, which could not be kept
  // offline.
  app.post("/v", { config: { csrf: false, ...limited("verify") } }, async (request, reply) => {
    const typed = textOf(formOf(request), "number").slice(0, 40);
    const lookup = await lookUp(parts, typed);
    return show(parts, request, lookup.wrong ? reply.code(422) : reply, lookup);
  });
}

/** What a number that was typed is: of a document, of an application, of a bill, or of nothing. */
async function lookUp(
  { credentials, isApplication }: Pick<VerifyParts, "credentials" | "isApplication">,
  typed: string,
): Promise<NonNullable<VerifyView["lookup"]>> {
  if (normaliseBillNumber(typed)) return { typed, other: "bill" };
  const reference = normaliseReference(typed);
  if (!reference) return { typed, wrong: isReferenceLong(typed) ? "mistyped" : "malformed" };
  const standing = await credentials.standing(typed);
  if (standing || !(await isApplication(reference))) return { typed, standing };
  return { typed, other: "application" };
}

/**
 * All lines of a certificate for whoever sends its whole code: they hold it, or a copy. The code
 * comes in the body, so that it stands in no log. The page checks the lines by the digest in the
 * code.
 */
function statementRoute(app: FastifyInstance, { credentials }: VerifyParts): void {
  app.post(
    "/v/statement",
    { config: { csrf: false, ...limited("verify") } },
    async (request, reply) => {
      const bound = await credentials.statement(textOf(formOf(request), "code").slice(0, 4000));
      reply.header("cache-control", "no-store");
      if (!bound) return reply.code(404).send({});
      const salt = Buffer.from(bound.salt).toString("base64url");
      // For programs; what is bound by the digest is the text beside it.
      const data = objectOf(JSON.parse(bound.statement));
      return reply.send({ salt, statement: bound.statement, ...(data && { data }) });
    },
  );
}

function listRoutes(app: FastifyInstance, { credentials }: VerifyParts): void {
  app.get("/trust-list", async (_request, reply) =>
    sendList(reply, "application/jose", await credentials.trustList()),
  );
  app.get("/v/chain", async (_request, reply) =>
    sendList(reply, "application/chainheads+jwt", await credentials.chainHeads()),
  );
  app.get<{ Params: { kid: string } }>("/v/issued/:kid", async (request, reply) => {
    const list = await credentials.issuedList(request.params.kid);
    return sendList(reply, "application/issuedlist+jwt", list);
  });
  app.get<{ Params: { list: string } }>("/s/:list", async (request, reply) => {
    const number = /^[1-9]\d{0,5}$/.test(request.params.list) ? Number(request.params.list) : 0;
    const list = number > 0 ? await credentials.statusList(number) : undefined;
    return sendList(reply, "application/statuslist+jwt", list);
  });
}

/** Open to verifiers everywhere (other governments' pages too): the lists are public by nature. */
function sendList(
  reply: FastifyReply,
  type: string,
  list: Result<string> | undefined,
): FastifyReply {
  if (!list) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
  if (!list.ok) return sendRefusal(reply, list.refusal);
  return reply
    .header("content-type", type)
    .header("cache-control", "public, no-cache")
    .header("access-control-allow-origin", "*")
    .header("cross-origin-resource-policy", "cross-origin")
    .send(list.value);
}

async function show(
  { credentials, i18n, origin, catalogue, frame }: VerifyParts,
  request: FastifyRequest,
  reply: FastifyReply,
  lookup?: VerifyView["lookup"],
): Promise<FastifyReply> {
  const t = i18n.for(langOf(request));
  const anchor = await credentials.operatorKey();
  if (!anchor.ok) return sendRefusal(reply, anchor.refusal);
  allowDecoder(reply);
  const demonstration = frame?.demo !== undefined;
  const { timeZone } = catalogue.jurisdiction;
  const view = {
    origin,
    timeZone,
    anchor: anchor.value,
    demonstration,
    ...(lookup ? { lookup } : {}),
  };
  const content = narrow(verifyView(view, t));
  const look = lookIn({ catalogue }, t);
  const foot = footOf({ baseUrl: origin, demonstration, catalogue }, t);
  const page = { ...frame, look, foot, title: lookupTitle(view, t) };
  return sendHtml(reply, layout({ ...page, path: "/v", content }, t));
}
