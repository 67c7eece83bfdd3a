import type { FastifyInstance } from "fastify";
import type { CommandId, Refusal } from "../../../kernel/index.ts";
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
        if (done.ok) return reply.send({ received: done.value.sequence });
        const { code, kind } = done.refusal;
        return reply.code(statusOf(kind)).send({ code, ...lastOf(done.refusal) });
      },
    );
  });
}

/** Which bundle we have last, for a partner whose bundle does not come next. */
function lastOf(refusal: Refusal): { readonly received?: number } {
  const { code } = refusal;
  const facts = (refusal.facts ?? {}) as Readonly<Record<string, number>>;
  const { sequence = 0, last = 0, next = 1 } = facts;
  switch (code) {
    case "partnership.bundle-twice":
      return { received: sequence };
    case "partnership.bundle-older":
      return { received: last };
    case "partnership.bundle-missing":
      return { received: next - 1 };
    default:
      return {};
  }
}
