import type { FastifyInstance } from "fastify";
import type { CommandId } from "../../../kernel/index.ts";
import {
  bundlePath,
  bundleType,
  type Exchange,
  introductionPath,
} from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { statusOf } from "../../../platform/http/index.ts";

/** A year's first bundle is larger than any form. */
const mostBytes = 16 * 1024 * 1024;

/**
 * The door for the other government's register: our introduction, and bundles. What it says is
 * believed by its signature alone, so nobody signs in.
 */
export async function linkDoor(app: FastifyInstance, exchange: Exchange): Promise<void> {
  app.get(introductionPath, { config: { anonymous: true } }, async (_request, reply) => {
    const made = await exchange.introduction();
    if (!made.ok) return reply.code(statusOf(made.refusal.kind)).send({ code: made.refusal.code });
    return reply.type(bundleType).send(made.value);
  });
  await app.register(async (door) => {
    door.addContentTypeParser(bundleType, { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    );
    door.post(
      bundlePath,
      { bodyLimit: mostBytes, config: { csrf: false, anonymous: true } },
      async (request, reply) => {
        const text = typeof request.body === "string" ? request.body : "";
        const occasion = { key: newId() as CommandId, actor: "link" };
        const done = await exchange.receive(text, occasion);
        const { received } = await exchange.state();
        const last = { received: received?.sequence ?? 0 };
        if (done.ok) return reply.send(last);
        const { code, kind } = done.refusal;
        return reply.code(statusOf(kind)).send({ code, ...last });
      },
    );
  });
}
