import type { FastifyReply, FastifyRequest } from "fastify";
import { type CommandId, canonical, type Result } from "../../kernel/index.ts";
import { contentHash, multipartOf } from "../../platform/http/index.ts";
import {
  beginRequest,
  endRequest,
  freeRequest,
  idFrom,
  requestHash,
} from "../../programs/index.ts";
import { bearerOf } from "./bearer.ts";
import type { ApiDeps } from "./deps.ts";
import { sendApiProblem } from "./problem.ts";

/** What a request that changes something answers. */
export interface Outcome {
  readonly status: 200 | 201 | 202;
  readonly body: object;
  /** Path of what came to be. */
  readonly location?: string;
}

/**
 * Who acts, under which key; ids that follow from both and from what is asked, so that the same
 * request again is the same act.
 */
export interface Act {
  readonly client: string;
  readonly command: CommandId;
  readonly id: string;
}

const keyForm = /^[\x21-\x7e]{8,128}$/;

/**
 * The command under which a case remembers an act of a program; `api:<client>:…` names who brought
 * it.
 */
export const commandOf = (client: string, what: string): CommandId =>
  `api:${client}:${what}` as CommandId;

/**
 * Runs a request once for its Idempotency-Key: again with the same key it is answered as before,
 * with another body it is refused (422), while the first is under way it is asked to wait (409). A
 * refusal changed nothing and frees the key. The answer is kept sealed: it may hold a secret.
 */
export async function keyed(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (by: Act) => Promise<Result<Outcome>>,
): Promise<FastifyReply> {
  const { client } = bearerOf(request);
  const given = request.headers["idempotency-key"];
  // The draft standard writes it as a quoted string; most programs send it bare.
  const key = typeof given === "string" ? given.replace(/^"(.*)"$/, "$1") : "";
  if (!keyForm.test(key))
    return sendApiProblem(reply, { code: "api.key-missing", kind: "invalid" });
  const hash = requestHash(request.method, request.url, contentOf(request));
  const asked = { client, key, hash };
  const begun = await beginRequest(deps.sql, deps.clock(), asked);
  if (begun === "other-request")
    return sendApiProblem(reply, { code: "api.key-reused", kind: "conflict" });
  if (begun === "in-flight")
    return sendApiProblem(reply, { code: "api.in-flight", kind: "conflict" });
  if (begun !== "begun") {
    const { location, body } = JSON.parse(deps.seal.open(begun.answer));
    reply.header("idempotency-replayed", "true");
    return send(deps, reply, { status: begun.status as Outcome["status"], body, location });
  }
  return run(deps, reply, asked, act);
}

async function run(
  deps: ApiDeps,
  reply: FastifyReply,
  asked: Parameters<typeof endRequest>[1],
  act: (by: Act) => Promise<Result<Outcome>>,
): Promise<FastifyReply> {
  const { client, key, hash } = asked;
  // With what was asked: a key that is free again after a day must not lead to what it led to
  // before.
  const id = idFrom("api", client, key, hash.toString("hex"));
  // A fault may come after the act: the key then stays taken for a minute, and the act is found
  // done.
  const done = await act({ client, id, command: commandOf(client, id) });
  if (!done.ok) {
    await freeRequest(deps.sql, deps.clock(), asked);
    return sendApiProblem(reply, done.refusal);
  }
  const { status, body, location } = done.value;
  const answer = deps.seal.close(JSON.stringify({ body, location }));
  await endRequest(deps.sql, asked, { status, answer });
  return send(deps, reply, done.value);
}

const send = (
  { baseUrl }: ApiDeps,
  reply: FastifyReply,
  { status, body, location }: Outcome & { readonly location?: string | undefined },
): FastifyReply => {
  if (location) reply.header("location", `${baseUrl}${location}`);
  return reply.code(status).header("cache-control", "no-store").send(body);
};

function contentOf(request: FastifyRequest): string {
  if (request.body !== undefined && request.body !== null) return canonical(request.body);
  const { fields, files } = multipartOf(request);
  const sent = files.map(({ field, name, body }) => [field, name, contentHash(body)]);
  return canonical([fields, sent]);
}
