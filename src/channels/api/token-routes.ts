import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { formOf, limited, textOf } from "../../platform/http/index.ts";
import {
  assertionAlgorithms,
  type Client,
  clientOf,
  dpopAlgorithms,
  isScope,
  keepToken,
  newSecret,
  provenKey,
  type Scope,
  scopes,
} from "../../programs/index.ts";
import type { ApiDeps } from "./deps.ts";

/** Short, because whoever has the token is taken for the client. */
export const tokenSeconds = 600;

/**
 * `POST /oauth/token` (RFC 6749, 4.4) and its description (RFC 8414). Tokens are 256 random bits of
 * which the database has the hash: a client that is switched off is out at once, and no key has to
 * be kept and changed. One indexed read for each request is the price.
 */
export function tokenRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const metadata = metadataOf(deps.baseUrl);
  app.get(
    "/.well-known/oauth-authorization-server",
    { config: { anonymous: true } },
    () => metadata,
  );
  app.post("/oauth/token", { config: { csrf: false, ...limited("sign-in") } }, (request, reply) =>
    answer(request, reply, deps),
  );
}

const metadataOf = (issuer: string) => ({
  issuer,
  token_endpoint: `${issuer}/oauth/token`,
  token_endpoint_auth_methods_supported: ["private_key_jwt", "client_secret_basic"],
  token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  dpop_signing_alg_values_supported: dpopAlgorithms,
  grant_types_supported: ["client_credentials"],
  response_types_supported: [],
  scopes_supported: scopes,
  service_documentation: `${issuer}/api`,
});

async function answer(request: FastifyRequest, reply: FastifyReply, deps: ApiDeps) {
  const { sql, clock, baseUrl } = deps;
  const now = clock();
  reply.header("cache-control", "no-store").header("pragma", "no-cache");
  const form = formOf(request);
  const field = (name: string) => textOf(form, name) || undefined;
  if (Object.values(form).some(Array.isArray)) return failed(reply, "invalid_request");
  const client = await clientOf(
    { sql, now, audience: [baseUrl, `${baseUrl}/oauth/token`] },
    {
      authorization: request.headers.authorization,
      assertion: field("client_assertion"),
      assertionType: field("client_assertion_type"),
      clientId: field("client_id"),
    },
  );
  if (!client.ok) return failed(reply, "invalid_client");
  if (!field("grant_type")) return failed(reply, "invalid_request");
  if (field("grant_type") !== "client_credentials") return failed(reply, "unsupported_grant_type");
  const granted = grantedTo(client.value, field("scope"));
  if (!granted) return failed(reply, "invalid_scope");
  const { dpop } = request.headers;
  const keyThumbprint = dpop
    ? await provenKey(sql, {
        ...{ proof: String(dpop), method: "POST", url: `${baseUrl}/oauth/token` },
        ...{ client: client.value.id, now },
      })
    : undefined;
  if (!keyThumbprint && (dpop !== undefined || client.value.bindsTokens))
    return failed(reply, "invalid_dpop_proof");
  const token = newSecret();
  const expiresAt = new Date(now.getTime() + tokenSeconds * 1000);
  const of = { client: client.value.id, scopes: granted, keyThumbprint: keyThumbprint ?? null };
  const grant = { secret: token, expiresAt, ...of };
  await keepToken(sql, now, grant);
  return reply.send({
    access_token: token,
    token_type: keyThumbprint ? "DPoP" : "Bearer",
    expires_in: tokenSeconds,
    scope: granted.join(" "),
  });
}

/**
 * What was asked for, where the client may have all of it; all that it may have where nothing was
 * named.
 */
function grantedTo({ scopes: own }: Client, asked: string | undefined): Scope[] | undefined {
  if (asked === undefined) return [...own];
  const names = asked.split(" ").filter((name) => name !== "");
  const ownScopes = names.filter(isScope).filter((name) => own.includes(name));
  return names.length > 0 && ownScopes.length === names.length ? ownScopes : undefined;
}

/** RFC 6749, 5.2 */
function failed(reply: FastifyReply, error: string): FastifyReply {
  if (error !== "invalid_client") return reply.code(400).send({ error });
  return reply.code(401).header("www-authenticate", 'Basic realm="hamwe"').send({ error });
}
