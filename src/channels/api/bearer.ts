import type { FastifyInstance, FastifyRequest } from "fastify";
import { setCaller } from "../../platform/http/index.ts";
import { type Bearer, findBearer, provenKey, type Scope } from "../../programs/index.ts";
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
    const [, scheme = "", token] =
      /^(Bearer|DPoP) ([\w.~+/-]{1,200}=*)$/i.exec(request.headers.authorization ?? "") ?? [];
    if (token === undefined)
      return sendApiProblem(reply, { code: "api.token-missing", kind: "not-allowed" });
    const bearer = await findBearer(deps.sql, deps.clock(), token);
    if (!bearer || !(await isHolder(deps, request, { bearer, scheme, token })))
      return sendApiProblem(reply, { code: "api.token-invalid", kind: "not-allowed" });
    setCaller(request, `client:${bearer.client}`);
    bearers.set(request, bearer);
    if (bearer.scopes.includes(scope)) return undefined;
    const refusal = { code: "api.scope-missing", kind: "not-allowed", facts: { scope } } as const;
    return sendApiProblem(reply, refusal);
  });
}

interface Presented {
  readonly bearer: Bearer;
  readonly scheme: string;
  readonly token: string;
}

/**
 * Whether whoever presents a token may: one that is bound to a key counts only with a proof by that
 * key for this very request (RFC 9449, 7.1), and never as a bearer's; others the other way round.
 */
async function isHolder(
  { sql, clock, baseUrl }: ApiDeps,
  request: FastifyRequest,
  { bearer, scheme, token }: Presented,
): Promise<boolean> {
  const isBound = scheme.toLowerCase() === "dpop";
  if (!bearer.keyThumbprint || !isBound) return bearer.keyThumbprint === null && !isBound;
  const { dpop } = request.headers;
  if (typeof dpop !== "string") return false;
  const [path = ""] = request.url.split("?");
  const asked = { proof: dpop, method: request.method, url: `${baseUrl}${path}`, token };
  const proven = await provenKey(sql, { ...asked, client: bearer.client, now: clock() });
  return proven === bearer.keyThumbprint;
}
