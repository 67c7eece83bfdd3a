import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { couldCarryToken, fromOurPage, tokenFits } from "./csrf.ts";
import { formLimits, formOf, parseForm, textOf } from "./form.ts";
import { collectMultipart, fileLimits } from "./multipart.ts";
import { sendOwnRefusal, sendRefusal } from "./problems.ts";
import { stateOf } from "./request.ts";

const changing = new Set(["POST", "PUT", "PATCH", "DELETE"]);

const guarded = (request: FastifyRequest): boolean =>
  changing.has(request.method) && !request.is404 && request.routeOptions.config.csrf !== false;

const isMultipart = (request: FastifyRequest): boolean =>
  request.headers["content-type"]?.toLowerCase().startsWith("multipart/form-data") ?? false;

const expired = (reply: FastifyReply) =>
  sendRefusal(reply, { kind: "not-allowed", code: "http.form-expired" });

/** Reads posted forms within limits and turns away posts that did not start on a page of ours. */
export function guardForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (request, body, done) => {
      const form = parseForm(String(body));
      if (!form) return done(Object.assign(new Error("form too large"), { statusCode: 413 }));
      stateOf(request).form = form;
      done(null, undefined);
    },
  );
  app.addHook("preParsing", async (request, reply) => {
    // Judged by the headers first, so that no byte of a forged post is read.
    if (guarded(request) && !(fromOurPage(request) && couldCarryToken(request)))
      return expired(reply);
    if (!changing.has(request.method) || request.is404) return undefined;
    if (isMultipart(request) && !request.routeOptions.config.multipart)
      return sendOwnRefusal(reply, 415);
    return isTooLarge(request) ? sendOwnRefusal(reply, 413) : undefined;
  });
  app.addHook("preValidation", async (request, reply) => {
    if (isMultipart(request) && request.routeOptions.config.multipart && !request.is404) {
      const form = await collectMultipart(request);
      if (form === "too-large") {
        request.raw.resume();
        return sendOwnRefusal(reply, 413);
      }
      stateOf(request).multipart = form;
    }
    if (guarded(request) && !tokenFits(request, givenToken(request))) return expired(reply);
    return undefined;
  });
}

/**
 * Judged before reading. The connection stays open and the rest is thrown away unread, because a
 * browser whose connection is cut while it sends shows its own error and not our page.
 */
function isTooLarge(request: FastifyRequest): boolean {
  const limit = isMultipart(request) ? fileLimits.bodyBytes : request.routeOptions.bodyLimit;
  return Number(request.headers["content-length"] ?? 0) > (limit ?? formLimits.body);
}

function givenToken(request: FastifyRequest): string | undefined {
  const header = request.headers["x-csrf-token"];
  return typeof header === "string" ? header : textOf(formOf(request), "_csrf");
}
