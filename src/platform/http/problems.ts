import { randomBytes } from "node:crypto";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { type PlainRefusal, type Refusal, refuse } from "../../kernel/index.ts";
import { isAway } from "../db/index.ts";
import { sendHtml } from "./html.ts";
import { langOf } from "./language.ts";
import type { ProblemJson, ProblemPage } from "./options.ts";
import { statusOf } from "./presentation.ts";
import { redirectTo } from "./redirect.ts";
import { noteRefusal, settingsOf } from "./request.ts";

/**
 * Thrown where a request cannot go on from deep inside a handler: to another page (sign-in) or to a
 * refusal's page. For guards only; ordinary refusals are returned and shown with `sendRefusal`.
 */
export class TurnedAway extends Error {
  readonly to: { readonly path: string } | { readonly refusal: Refusal };

  constructor(to: TurnedAway["to"]) {
    super("path" in to ? "turned away to another page" : `turned away: ${to.refusal.code}`);
    this.to = to;
  }
}

/** Nothing is at this address, or nothing that is shown to whoever asks; throw it. */
export const notFound = (code: PlainRefusal<"not-found"> = "http.not-found"): TurnedAway =>
  new TurnedAway(refuse("not-found", code));

/** Whoever asks may not do this; throw it. */
export const notAllowed = (code: PlainRefusal<"not-allowed">): TurnedAway =>
  new TurnedAway(refuse("not-allowed", code));

/**
 * Shows a refusal as a page (or `application/problem+json`, RFC 9457, to a caller that wants JSON).
 */
export const sendRefusal = (reply: FastifyReply, refusal: Refusal, status?: number): FastifyReply =>
  sendProblem(reply, { ...refusal, status: status ?? statusOf(refusal.kind) });

type ProblemContent = Omit<ProblemPage, "lang">;

/** The one place where a refusal becomes an answer: a page, or JSON for whoever wants data. */
export function sendProblem(reply: FastifyReply, content: ProblemContent): FastifyReply {
  const { request } = reply;
  const { status, code } = content;
  const { renderProblem, problemJson } = settingsOf(reply).options;
  const page: ProblemPage = { ...content, lang: langOf(request) };
  noteRefusal(request, code);
  if ((status === 503 || status === 429) && !reply.hasHeader("retry-after"))
    reply.header("retry-after", "30");
  if (!wantsData(request, problemJson))
    return sendHtml(reply, renderProblem(page, request, reply), status);
  const { facts, reference } = content;
  const plain = { type: "about:blank", status, code, facts, reference };
  return reply
    .code(status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("content-language", page.lang)
    .header("cache-control", "no-store")
    .send(JSON.stringify(problemJson?.render(page) ?? plain));
}

function wantsData({ url, headers }: FastifyRequest, json: ProblemJson | undefined): boolean {
  if (json?.under.some((path) => url.startsWith(`${path}/`))) return true;
  const { accept } = headers;
  return accept?.includes("json") === true && !accept.includes("text/html");
}

/** What Fastify itself refuses, in our words: status → code. */
const ownRefusals: Readonly<Record<number, Pick<Refusal, "code" | "kind">>> = {
  400: { code: "http.bad-request", kind: "invalid" },
  404: { code: "http.not-found", kind: "not-found" },
  405: { code: "http.not-found", kind: "not-found" },
  408: { code: "http.bad-request", kind: "invalid" },
  413: { code: "http.too-large", kind: "invalid" },
  414: { code: "http.bad-request", kind: "invalid" },
  415: { code: "http.unsupported-type", kind: "invalid" },
  429: { code: "http.too-many-requests", kind: "unavailable" },
  431: { code: "http.bad-request", kind: "invalid" },
  503: { code: "http.unavailable", kind: "unavailable" },
};

export function sendOwnRefusal(reply: FastifyReply, status: number): FastifyReply {
  const statusRefusal = ownRefusals[status] ?? {
    code: "http.bad-request",
    kind: "invalid" as const,
  };
  return sendProblem(reply, { status, ...statusRefusal });
}

/** The one place where what was thrown becomes an answer. */
export function onThrown(
  error: FastifyError | TurnedAway,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof TurnedAway) {
    return "path" in error.to
      ? redirectTo(reply, error.to.path)
      : sendRefusal(reply, error.to.refusal);
  }
  if (isAway(error)) {
    request.log.warn({ err: error, route: request.routeOptions.url }, "PostgreSQL is away");
    return sendOwnRefusal(reply, 503);
  }
  const status = error.statusCode ?? 500;
  if ((status >= 400 && status < 500) || status === 503) return sendOwnRefusal(reply, status);
  const reference = newReference();
  request.log.error({ reference, err: error, route: request.routeOptions.url }, "fault");
  return sendProblem(reply, {
    status: 500,
    code: "http.fault",
    kind: "unavailable",
    facts: { reference },
    reference,
  });
}

/** Ten characters that can be read out over a telephone: no I, L, O, U (Crockford base 32). */
function newReference(): string {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const text = [...randomBytes(10)].map((byte) => letters[byte % 32]).join("");
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}
