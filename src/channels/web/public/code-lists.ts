import type { FastifyInstance } from "fastify";
import { sendRefusal } from "../../../platform/http/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import type { WebDeps } from "../deps.ts";

/** How many suggestions are offered while somebody types. */
const offered = 10;

interface ListQuery {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly q?: string; readonly in?: string };
}

/**
 * `/lists/:id?q=…&in=<language>`: names of a code list that fit what is typed, as JSON. Public, and
 * kept an hour.
 */
export function codeListRoutes(app: FastifyInstance, { catalogue, i18n }: WebDeps): void {
  app.get<ListQuery>("/lists/:id", { config: { anonymous: true } }, (request, reply) => {
    const { q, in: lang } = request.query;
    const { id } = request.params;
    if (
      typeof q !== "string" ||
      typeof lang !== "string" ||
      !isLang(lang) ||
      !catalogue.codeList(id)
    )
      return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
    const t = i18n.for(lang);
    const codes = catalogue.searchCodes(id, q.slice(0, 100)).slice(0, offered);
    return reply
      .header("cache-control", "public, max-age=3600")
      .send(codes.map(({ label }) => t.words(label)));
  });
}
