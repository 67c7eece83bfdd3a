import { randomUUID } from "node:crypto";
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import type { Refusal } from "../../kernel/index.ts";
import { isAway } from "../../platform/db/index.ts";
import type { ApiDeps } from "./deps.ts";
import { problemOf, sendApiProblem } from "./problem.ts";
import { wrongParts } from "./validation.ts";

/** What the web server itself refuses, by status. */
const own: Readonly<Record<number, Refusal>> = {
  400: { code: "http.bad-request", kind: "invalid" },
  404: { code: "http.not-found", kind: "not-found" },
  413: { code: "http.too-large", kind: "invalid" },
  415: { code: "http.unsupported-type", kind: "invalid" },
  429: { code: "api.too-many-requests", kind: "unavailable" },
  503: { code: "http.unavailable", kind: "unavailable" },
};

const refusalFor = (status: number): Refusal =>
  own[status] ?? { code: "http.bad-request", kind: "invalid" };

/** Whatever goes wrong below these addresses is told to a program as a program reads it. */
export function answerProblems(app: FastifyInstance, deps: ApiDeps): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.validation) {
      const problems = wrongParts(error.validation);
      return sendApiProblem(deps, reply, { code: "api.invalid", kind: "invalid", problems });
    }
    if (isAway(error)) return sendApiProblem(deps, reply, refusalFor(503));
    const status = error.statusCode ?? 500;
    if (status < 500 || status === 503) return sendApiProblem(deps, reply, refusalFor(status));
    const reference = randomUUID().slice(0, 8);
    request.log.error({ reference, err: error, route: request.routeOptions.url }, "fault");
    const fault: Refusal = { code: "http.fault", kind: "unavailable", facts: { reference } };
    return sendApiProblem(deps, reply, fault, reference);
  });
  app.addHook("onSend", async (_request, reply, payload) => rewritten(deps, reply, payload));
}

/** An address that is none, below one that is for programs. */
export function nothingElseHere(app: FastifyInstance, deps: ApiDeps): void {
  app.setNotFoundHandler((_request, reply) => sendApiProblem(deps, reply, refusalFor(404)));
}

/** A page that the ground below has sent (too large, too often) is put as a problem. */
function rewritten(deps: ApiDeps, reply: FastifyReply, payload: unknown): unknown {
  const type = String(reply.getHeader("content-type") ?? "");
  const ours = type.startsWith("application/problem+json; charset");
  if (reply.statusCode < 400 || ours || reply.request.routeOptions.config.page) return payload;
  if (type.startsWith("application/json")) return payload;
  const { statusCode } = reply;
  reply.removeHeader("content-encoding");
  reply.removeHeader("content-length");
  reply.header("content-type", "application/problem+json; charset=utf-8");
  return JSON.stringify(problemOf(deps, reply.request, refusalFor(statusCode)));
}
