import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Cases } from "../../cases/index.ts";
import type { Catalogue } from "../../catalogue/index.ts";
import type { RunningCentres } from "../../centres/index.ts";
import type { CounterDesk } from "../../counter/index.ts";
import { type CommandId, isUuid, type Refusal } from "../../kernel/index.ts";
import type { Messages } from "../../messages/index.ts";
import { newId, type Pool } from "../../platform/db/index.ts";
import { setCaller, statusOf } from "../../platform/http/index.ts";
import type { I18n } from "../../platform/i18n/index.ts";
import { presentedBearer } from "../../programs/index.ts";
import type { Staff } from "../../staff/index.ts";

export interface ScimDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly baseUrl: string;
  readonly i18n: I18n;
  readonly catalogue: Catalogue;
  readonly cases: Cases;
  /** Whoever is taken out of the directory leaves their counter. */
  readonly centres: RunningCentres;
  readonly counter: CounterDesk;
  readonly messages: Messages;
  readonly staff: Staff;
}

export const mediaType = "application/scim+json";

/** URNs of the schemas (RFC 7643, 4 and 8; RFC 7644, 3). */
export const urn = {
  user: "urn:ietf:params:scim:schemas:core:2.0:User",
  group: "urn:ietf:params:scim:schemas:core:2.0:Group",
  enterprise: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  list: "urn:ietf:params:scim:api:messages:2.0:ListResponse",
  patch: "urn:ietf:params:scim:api:messages:2.0:PatchOp",
  error: "urn:ietf:params:scim:api:messages:2.0:Error",
} as const;

/** `scimType` of errors that have one (RFC 7644, table 9). */
export type ScimType =
  | "invalidFilter"
  | "uniqueness"
  | "invalidSyntax"
  | "invalidPath"
  | "invalidValue"
  | "mutability";

export const sendScim = (reply: FastifyReply, status: number, body: object): FastifyReply =>
  reply
    .code(status)
    .header("content-type", `${mediaType}; charset=utf-8`)
    .header("cache-control", "no-store")
    .send(JSON.stringify(body));

/** An error as RFC 7644, 3.12 has it. */
export const sendScimError = (
  reply: FastifyReply,
  status: number,
  detail: string,
  scimType?: ScimType,
): FastifyReply =>
  sendScim(reply, status, {
    ...{ schemas: [urn.error], status: String(status), detail },
    ...(scimType && { scimType }),
  });

/** A refusal of an act, in English: whoever reads it runs the personnel system. */
export const refuseScim = (
  reply: FastifyReply,
  { i18n }: Pick<ScimDeps, "i18n">,
  refusal: Refusal,
): FastifyReply => {
  const status = refusal.kind === "invalid" ? 400 : statusOf(refusal.kind);
  const detail = i18n.for("en").refusal(refusal);
  return sendScimError(
    reply,
    status,
    detail,
    refusal.kind === "invalid" ? "invalidValue" : undefined,
  );
};

const callers = new WeakMap<FastifyRequest, string>();

/** The program that asks, and a new act of its. */
export const occasionOf = (request: FastifyRequest) => ({
  actor: `client:${callers.get(request) ?? ""}`,
  key: newId() as CommandId,
});

const scope = "staff:manage";

/** Tokens in the header alone, bound to a key or not, with the scope. */
export function guardToken(app: FastifyInstance, { sql, clock, baseUrl }: ScimDeps): void {
  app.addHook("onRequest", async (request, reply) => {
    const { authorization, dpop } = request.headers;
    const url = `${baseUrl}${request.url.split("?")[0]}`;
    const presented = { authorization, dpop, method: request.method, url };
    const bearer = await presentedBearer(sql, clock(), presented);
    if (!bearer) {
      reply.header("www-authenticate", "Bearer");
      return sendScimError(reply, 401, "A token is needed that is good now.");
    }
    setCaller(request, `client:${bearer.client}`);
    callers.set(request, bearer.client);
    if (bearer.scopes.includes(scope)) return undefined;
    return sendScimError(reply, 403, `The token lacks the scope ${scope}.`);
  });
}

/** What a list was asked for (RFC 7644, 3.4.2.4): the first has the index 1. */
export function pageIn(request: FastifyRequest): {
  readonly start: number;
  readonly count: number;
} {
  const { startIndex, count } = request.query as Readonly<Record<string, string | undefined>>;
  const whole = (text: string | undefined, otherwise: number) =>
    text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise;
  return {
    start: Math.max(1, whole(startIndex, 1)),
    count: Math.min(200, Math.max(0, whole(count, 100))),
  };
}

export const sendList = (
  reply: FastifyReply,
  { start, count }: { readonly start: number; readonly count: number },
  all: readonly object[],
): FastifyReply => {
  const shown = all.slice(start - 1, start - 1 + count);
  return sendScim(reply, 200, {
    ...{ schemas: [urn.list], totalResults: all.length, startIndex: start },
    ...{ itemsPerPage: shown.length, Resources: shown },
  });
};

/** `attribute eq "value"` (RFC 7644, 3.4.2.2); undefined where it is something else. */
export function equalsIn(
  filter: unknown,
  attributes: readonly string[],
): { readonly attribute: string; readonly value: string } | undefined {
  const [, name = "", json = ""] =
    /^\s*([\w.:]{1,120})\s+eq\s+("(?:[^"\\]|\\.){0,300}")\s*$/i.exec(String(filter)) ?? [];
  const plain = name.toLowerCase().replace(`${urn.user}:`.toLowerCase(), "");
  const attribute = attributes.find((each) => each.toLowerCase() === plain);
  if (!attribute) return undefined;
  try {
    return { attribute, value: String(JSON.parse(json)) };
  } catch {
    return undefined;
  }
}

/** The id of a resource in the address, where it can be one. */
export function idIn(request: FastifyRequest): string | undefined {
  const { id = "" } = request.params as { id?: string };
  return isUuid(id) ? id : undefined;
}
