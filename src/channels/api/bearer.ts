import type { FastifyInstance, FastifyRequest } from "fastify";
import { setCaller } from "../../platform/http/index.ts";
import { type Bearer, carriesToken, presentedBearer, type Scope } from "../../programs/index.ts";
import type { ApiDeps } from "./deps.ts";
import { sendApiProblem } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a program must be allowed to do; without it the address is for everybody. */
    scope?: Scope;
    /** Answers with a page for people, errors included. */
    page?: boolean;
  }
}

const bearers = new WeakMap<FastifyRequest, Bearer>();

/** Whoever asks, on an address that has a scope. */
export function bearerOf(request: FastifyRequest): Bearer {
  const bearer = bearers.get(request);
  if (!bearer) throw new Error("an address without a scope asked who is there");
  return bearer;
}

/**
 * Reads the token (RFC 6750; in the header only, never in an address) and weighs it against the
 * scope.
 */
export function guardScopes(app: FastifyInstance, deps: ApiDeps): void {
  app.addHook("onRequest", async (request, reply) => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined) return undefined;
    // Whatever comes is for this program alone, and for no cache on the way.
    reply.header("cache-control", "no-store");
    const { authorization, dpop } = request.headers;
    if (!carriesToken({ authorization }))
      return sendApiProblem(reply, { code: "api.token-missing", kind: "not-allowed" });
    const [path = ""] = request.url.split("?");
    const presented = {
      authorization,
      dpop,
      method: request.method,
      url: `${deps.baseUrl}${path}`,
    };
    const bearer = await presentedBearer(deps.sql, deps.clock(), presented);
    if (!bearer) return sendApiProblem(reply, { code: "api.token-invalid", kind: "not-allowed" });
    setCaller(request, `client:${bearer.client}`);
    bearers.set(request, bearer);
    if (bearer.scopes.includes(scope)) return undefined;
    const refusal = { code: "api.scope-missing", kind: "not-allowed", facts: { scope } } as const;
    return sendApiProblem(reply, refusal);
  });
}
