import type { FastifyInstance } from "fastify";
import type { HttpOptions, Limited, RateLimits } from "./options.ts";
import { sendOwnRefusal } from "./problems.ts";
import { callerOf } from "./request.ts";

/**
 * Generous where it counts addresses: in a centre, or behind a phone company's translation, hundreds
 * of people share one. Narrow where a caller could guess: references are tried at `track`.
 */
export const defaultRateLimits: RateLimits = {
  "sign-in": 300,
  track: 60,
  verify: 120,
  submit: 30,
  post: 600,
  // One address speaks for all telephones of a country: 100 sessions a second and a key every few seconds.
  gateway: 60_000,
};

declare module "fastify" {
  interface FastifyContextConfig {
    limited?: Limited;
  }
}

/** For a route's `config`: `app.post("/track", { config: limited("track") }, …)`. */
export const limited = (what: Limited): { limited: Limited } => ({ limited: what });

/** Counts, once it is known who calls (the session is looked up in onRequest), and turns away with 429. */
export function guardRates(app: FastifyInstance, options: HttpOptions): void {
  const rates = { ...defaultRateLimits, ...options.rateLimits };
  const limiter = (what: Limited) =>
    app.createRateLimit({ max: rates[what], timeWindow: 60_000, keyGenerator: callerOf });
  const limiters: Readonly<Record<Limited, ReturnType<typeof limiter>>> = {
    "sign-in": limiter("sign-in"),
    track: limiter("track"),
    verify: limiter("verify"),
    submit: limiter("submit"),
    post: limiter("post"),
    gateway: limiter("gateway"),
  };
  app.addHook("preParsing", async (request, reply) => {
    const what =
      request.routeOptions.config.limited ?? (request.method === "POST" ? "post" : undefined);
    if (what === undefined) return undefined;
    const count = await limiters[what](request);
    return !count.isAllowed && count.isExceeded ? sendOwnRefusal(reply, 429) : undefined;
  });
}
