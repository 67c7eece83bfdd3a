import type { FastifyError, FastifyInstance } from "fastify";
import { onThrown } from "../../platform/http/index.ts";
import { sendApiProblem } from "./problem.ts";
import { wrongParts } from "./validation.ts";

/** What the schema of a route refuses, part by part; the rest is told as everywhere. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (!error.validation) return onThrown(error, request, reply);
    const problems = wrongParts(error.validation);
    return sendApiProblem(reply, { code: "api.invalid", kind: "invalid", problems });
  });
}
