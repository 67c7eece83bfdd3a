import type { FastifyInstance, FastifyServerOptions } from "fastify";
import type { HttpOptions } from "./options.ts";
import { stateOf } from "./request.ts";

/**
 * The message of such an error may repeat what a person wrote: PostgreSQL quotes the value that it
 * could not take (class 22), a JSON parser the text that it could not read.
 */
const mayQuoteAnswers = (error: LoggedError): boolean =>
  error.severity !== undefined || error.name === "SyntaxError";

interface LoggedError extends Error {
  readonly code?: string;
  readonly severity?: unknown;
  readonly constraint?: string;
}

/** An error without anything a person wrote: name, code and the places in the program. */
export function describeError(error: LoggedError): Record<string, string | undefined> {
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .join("\n");
  return {
    type: error.name,
    code: error.code,
    constraint: error.constraint,
    message: mayQuoteAnswers(error) ? "not repeated here" : error.message,
    stack: frames,
  };
}

/** pino without bodies, addresses with their queries, cookies or authorization (ASVS 16.2.5). */
export function loggerOptions(options: HttpOptions): Pick<FastifyServerOptions, "logger"> {
  const level = options.logLevel ?? "info";
  if (level === "silent") return { logger: false };
  return {
    logger: {
      level,
      ...(options.logTo ? { stream: options.logTo } : {}),
      serializers: {
        err: describeError,
        req: ({ method, routeOptions }) => ({ method, url: routeOptions?.url ?? "unmatched" }),
      },
    } as NonNullable<FastifyServerOptions["logger"]>,
  };
}

const refusing = new Set([401, 403, 429]);

/** Tells whoever wants to hear of it who was refused what (ASVS 16.3.2). */
export function tellRefusals(app: FastifyInstance, { onRefused }: HttpOptions): void {
  if (!onRefused) return;
  app.addHook("onResponse", (request, reply, done) => {
    if (refusing.has(reply.statusCode)) {
      const { refusalCode: code, caller } = stateOf(request);
      const { method } = request;
      const route = request.routeOptions.url ?? "unmatched";
      const who = { ...(code && { code }), ...(caller && { caller }) };
      onRefused({ status: reply.statusCode, method, route, ...who });
    }
    done();
  });
}

/** One line for each request: the route's pattern, never the address that was asked for. */
export function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", (request, reply, done) => {
    if (!request.routeOptions.config.anonymous) {
      const { method } = request;
      const route = request.routeOptions.url ?? "unmatched";
      const ms = Math.round(reply.elapsedTime);
      request.log.info({ method, route, status: reply.statusCode, ms }, "request");
    }
    done();
  });
}
