import type { FastifyInstance } from "fastify";
import type { WebDeps } from "../deps.ts";
import { type NamesQuery, sendNames } from "./names.ts";

/** How many suggestions are offered while somebody types. */
const offered = 10;

interface ListQuery {
  readonly Params: { readonly id: string };
  readonly Querystring: NamesQuery;
}

/** `/lists/:id?q=…&in=<language>`: names of a code list that fit what is typed. */
export function codeListRoutes(app: FastifyInstance, { catalogue, i18n }: WebDeps): void {
  app.get<ListQuery>("/lists/:id", { config: { anonymous: true } }, (request, reply) => {
    const { id } = request.params;
    return sendNames(
      reply,
      request.query,
      i18n,
      (typed) =>
        catalogue.codeList(id) &&
        catalogue
          .searchCodes(id, typed)
          .slice(0, offered)
          .map(({ label }) => label),
    );
  });
}
