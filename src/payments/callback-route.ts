import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { statusOf } from "../platform/http/index.ts";
import { longestCallback } from "./callback.ts";
import type { Payments } from "./handle.ts";

/**
 * `POST|PUT /callbacks/payments/:provider`: the signature covers the exact bytes, so the body is
 * not parsed here. Answers 204 as soon as the callback is stored; a job then asks the provider.
 */
export const callbackRoutes =
  (payments: Pick<Payments, "callback">): FastifyPluginAsync =>
  async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    );
    app.route<{ Params: { provider: string } }>({
      method: ["POST", "PUT"],
      url: "/callbacks/payments/:provider",
      bodyLimit: longestCallback,
      config: { csrf: false },
      handler: async (request, reply) => {
        const rawBody = typeof request.body === "string" ? request.body : "";
        const result = await payments.callback(request.params.provider, request.headers, rawBody);
        if (result.ok) return reply.code(204).send();
        const { kind, code } = result.refusal;
        return reply.code(statusOf(kind)).send({ code });
      },
    });
  };
