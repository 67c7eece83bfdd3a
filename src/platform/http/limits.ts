import type { FastifyInstance, FastifyRequest } from "fastify";
import { countAttempt, guessable } from "./attempts.ts";
import type { HttpOptions, Limited, RateLimits } from "./options.ts";
import { sendOwnRefusal } from "./problems.ts";
import { callerOf, stateOf } from "./request.ts";

/**
 * Generous where it counts addresses: in a centre, or behind a phone company's translation,
 * hundreds of people share one. Narrow where a caller could guess: references are tried at `track`.
 */
export const defaultRateLimits: RateLimits = {
  "sign-in": 300,
  track: 60,
  verify: 120,
  submit: 30,
  post: 600,
  get: 3_000,
  // One address speaks for all telephones of a country: 100 sessions a second and a key every few
  // seconds.
  gateway: 60_000,
};

declare module "fastify" {
  interface FastifyContextConfig {
    limited?: Limited;
  }
}

/** For a route's `config`: `app.post("/track", { config: limited("track") }, …)`. */
export const limited = (what: Limited): { limited: Limited } => ({ limited: what });

/**
 * Counts, once it is known who calls (the session is looked up in onRequest), and turns away with
 * 429.
 */
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
    get: limiter("get"),
    gateway: limiter("gateway"),
  };
  app.addHook("preParsing", async (request, reply) => {
    const { limited: named, anonymous } = request.routeOptions.config;
    const what = named ?? (request.method === "POST" ? "post" : anonymous ? undefined : "get");
    if (what === undefined) return undefined;
    // First in this process, which costs nothing: a flood does not reach the database.
    const count = await limiters[what](request);
    const exceeded = !count.isAllowed && count.isExceeded;
    if (exceeded || (await exceededElsewhere(request, what))) return sendOwnRefusal(reply, 429);
    return undefined;
  });

  async function exceededElsewhere(request: FastifyRequest, what: Limited): Promise<boolean> {
    const { sql, clock } = options;
    if (!sql || !guessable.has(what)) return false;
    const { keys } = stateOf(request).settings;
    const attempt = { what, caller: callerOf(request), at: clock() };
    return (await countAttempt(sql, keys, attempt)) > rates[what];
  }
}
