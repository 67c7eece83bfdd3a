import { STATUS_CODES } from "node:http";
import fastifyCookie from "@fastify/cookie";
import fastifyMultipart from "@fastify/multipart";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyUnderPressure from "@fastify/under-pressure";
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { formLimits } from "./form.ts";
import { guardForms } from "./guard.ts";
import { safetyHeaders } from "./headers.ts";
import { addHealth } from "./health.ts";
import { deriveKeys } from "./keys.ts";
import { languageRedirect } from "./language.ts";
import { guardRates } from "./limits.ts";
import { loggerOptions, logRequests, tellRefusals } from "./logging.ts";
import { isInside } from "./network.ts";
import type { HttpOptions } from "./options.ts";
import { onThrown, sendOwnRefusal } from "./problems.ts";
import { beginRequest, type Settings } from "./request.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The same for everybody: no session is looked up and no line is logged (assets, health). */
    anonymous?: boolean;
  }
}

/**
 * The server, ready for routes. Not listening yet. Throws where the secret is too short.
 * Closing it (`app.close()`) lets running requests end and tells new ones to come back.
 */
export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const settings = settingsFrom(options);
  const headers = safetyHeaders(options, settings.secure);
  const begin = (request: FastifyRequest, reply: FastifyReply) => {
    beginRequest(request, settings);
    reply.headers(headers);
  };
  const app = fastify({
    ...loggerOptions(options),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: formLimits.body,
    // A photograph of 5 MB takes seven minutes on a 2G network; a line that is dead is not waited
    // for.
    requestTimeout: 20 * 60_000,
    connectionTimeout: 90_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: (_error, request, reply) => {
      begin(request, reply);
      return sendOwnRefusal(reply, 400);
    },
  });
  app.addHook("onRequest", (request, reply, done) => {
    begin(request, reply);
    done();
  });
  tellStrangeProxy(app, options);
  await registerPlugins(app, options);
  app.addHook("onRequest", answerEarly);
  guardForms(app);
  guardRates(app, options);
  addHealth(app, options);
  logRequests(app);
  tellRefusals(app, options);
  app.setErrorHandler(onThrown);
  app.setNotFoundHandler((_request, reply) => sendOwnRefusal(reply, 404));
  return app;
}

function settingsFrom(options: HttpOptions): Settings {
  const { origin, protocol } = new URL(options.baseUrl);
  return { options, keys: deriveKeys(options.secret), origin, secure: protocol === "https:" };
}

/**
 * Once: a proxy stands in front that is not named, so that every caller looks like it, and one of
 * them who asks too often keeps out all others.
 */
function tellStrangeProxy(app: FastifyInstance, { trustProxy }: HttpOptions): void {
  let isTold = trustProxy === undefined;
  app.addHook("onRequest", (request, _reply, done) => {
    const { headers, ips, ip } = request;
    if (!isTold && headers["x-forwarded-for"] !== undefined && ips?.length === 1) {
      isTold = true;
      // Whoever comes around the proxy is a person, whose address stands in no log.
      const from = isInside(ip, ownNetworks) ? { from: ip } : {};
      request.log.warn(
        from,
        "X-Forwarded-For is not believed: HAMWE_PROXIES does not name its sender",
      );
    }
    done();
  });
}

/** Of this machine and of networks of one's own (RFC 1918, RFC 4193). */
const ownNetworks = [
  ...["127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
];

async function registerPlugins(app: FastifyInstance, options: HttpOptions): Promise<void> {
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
  await app.register(fastifyRateLimit, { global: false, cache: 50_000 });
  if (options.production)
    await app.register(fastifyUnderPressure, {
      maxEventLoopDelay: 2000,
      retryAfter: 10,
      message: STATUS_CODES[503] ?? "busy",
    });
}

/** Addresses with a null byte end here (no table can hold one), and so does `?lang=`. */
function answerEarly(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (request.url.includes("%00")) {
    sendOwnRefusal(reply, 400);
    return;
  }
  const path = languageRedirect(request, reply);
  if (path === undefined) done();
  else reply.header("cache-control", "no-store").redirect(path, 303);
}
