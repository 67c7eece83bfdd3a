import type { FastifyInstance } from "fastify";
import { callerOf } from "../../platform/http/index.ts";
import { sendApiProblem } from "./problem.ts";

/** Requests in a minute: of one program, or of one network address that shows no token. */
export const apiLimit = { perMinute: 600 };

/**
 * Counts, says in every answer how much is left (RateLimit header fields), and turns away with 429.
 */
export function limitRequests(app: FastifyInstance, most = apiLimit.perMinute): void {
  const count = app.createRateLimit({ max: most, timeWindow: 60_000, keyGenerator: callerOf });
  app.addHook("preParsing", async (request, reply) => {
    const counted = await count(request);
    if (counted.isAllowed) return undefined;
    const { remaining, ttlInSeconds, isExceeded } = counted;
    reply.header("ratelimit-policy", `"requests";q=${most};w=60`);
    reply.header("ratelimit", `"requests";r=${remaining};t=${ttlInSeconds}`);
    if (!isExceeded) return undefined;
    reply.header("retry-after", String(ttlInSeconds));
    return sendApiProblem(reply, { code: "api.too-many-requests", kind: "unavailable" });
  });
}
