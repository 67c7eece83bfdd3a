import { generateKeyPairSync, randomBytes, webcrypto } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Provider from "oidc-provider";
import { demonstrationIssuer, type Issuer } from "../platform/auth/index.ts";
import { addChoice, type ChoiceOptions, choicePath } from "./issuer-choice.ts";
import { memoryAdapter } from "./issuer-store.ts";
import type { DemoTown } from "./people.ts";

const mountedAt = "/demo-issuer";

export interface DemoIssuer {
  /** For `installAuth`. */
  readonly issuer: Issuer;
  /** Adds the issuer's own addresses to the server; after `installAuth`. */
  mount(app: FastifyInstance, choice: ChoiceOptions): void;
}

/**
 * An OpenID Connect issuer inside the demonstration, so that sign-in is the real thing from end to
 * end although nobody has an account. Its keys are made at each start and live in memory only.
 */
export async function makeDemoIssuer(
  baseUrl: string,
  town: DemoTown,
  levels: Issuer["levels"],
): Promise<DemoIssuer> {
  const url = new URL(mountedAt, baseUrl).href;
  const client = await makeKey();
  const provider = new Provider(url, configuration(baseUrl, town, client.publicJwk));
  provider.proxy = baseUrl.startsWith("https:");
  return {
    issuer: {
      id: "demo",
      url,
      account: demonstrationIssuer,
      clientId: "hamwe",
      clientKey: { key: client.privateKey, kid: client.kid },
      levels,
      alwaysAsk: true,
    },
    mount(app, choice) {
      addChoice(app, provider, town, choice);
      mountProvider(app, provider);
    },
  };
}

interface ClientKey {
  readonly kid: string;
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicJwk: object;
}

async function makeKey(): Promise<ClientKey> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await webcrypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const kid = randomBytes(8).toString("hex");
  const jwk = await webcrypto.subtle.exportKey("jwk", pair.publicKey);
  return { kid, privateKey: pair.privateKey, publicJwk: { ...jwk, kid, alg: "ES256", use: "sig" } };
}

function signingJwk(): object {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256", kid: "demo" };
}

const configuration = (baseUrl: string, town: DemoTown, clientJwk: object) => ({
  adapter: memoryAdapter(),
  clients: [
    {
      client_id: "hamwe",
      client_name: "Hamwe",
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
      jwks: { keys: [clientJwk] },
      redirect_uris: [new URL("/sign-in/callback", baseUrl).href],
      id_token_signed_response_alg: "ES256",
      require_auth_time: true,
    },
  ],
  jwks: { keys: [signingJwk()] },
  cookies: { keys: [randomBytes(32).toString("base64url")] },
  scopes: ["openid", "profile", "email", "phone"],
  claims: {
    openid: ["sub", "acr", "auth_time"],
    profile: [
      "name",
      "given_name",
      "family_name",
      "birthdate",
      "locale",
      "national_id",
      "nationality",
    ],
    email: ["email", "email_verified"],
    phone: ["phone_number", "phone_number_verified"],
  },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  pkce: { required: () => true },
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 300, IdToken: 300 },
  interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => choicePath(uid) },
  findAccount: (_ctx: unknown, sub: string) => accountOf(town, sub),
  loadExistingGrant: grantAll,
  renderError: showNothing,
});

function accountOf(town: DemoTown, sub: string) {
  const person = town.people.find(({ id }) => id === sub);
  const officer = town.officers.find(({ id }) => id === sub);
  if (!person && !officer) return undefined;
  const claims = person
    ? {
        sub,
        name: person.name,
        given_name: person.givenName,
        family_name: person.familyName,
        birthdate: person.birthDate,
        national_id: person.nationalId,
        nationality: person.nationality,
        locale: person.language,
        ...(person.phone ? { phone_number: person.phone, phone_number_verified: true } : {}),
        ...(person.email ? { email: person.email, email_verified: true } : {}),
      }
    : { sub, name: officer?.name, locale: officer?.language };
  return { accountId: sub, claims: () => claims };
}

interface Asking {
  readonly oidc: {
    readonly provider: Provider;
    readonly session: { accountId: string };
    readonly client: { clientId: string };
  };
}

/** Nobody is asked for consent: the government's own site asks the government's own issuer. */
async function grantAll({ oidc }: Asking) {
  const grant = new oidc.provider.Grant({
    accountId: oidc.session.accountId,
    clientId: oidc.client.clientId,
  });
  grant.addOIDCScope("openid profile email phone");
  await grant.save();
  return grant;
}

/** Its own error pages carry inline styles that our policy forbids; a plain word is enough here. */
function showNothing(ctx: { type: string; body: string }, out: { error: string }) {
  ctx.type = "text/plain";
  ctx.body =
    `The demonstration's issuer refused: ${out.error}. ` +
    "Please start again from the first page.";
}

/** Hands everything under /demo-issuer to the provider before Fastify reads the body. */
function mountProvider(app: FastifyInstance, provider: Provider): void {
  const answer = provider.callback();
  app.route({
    method: ["GET", "POST"],
    url: `${mountedAt}/*`,
    config: { anonymous: true, csrf: false },
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      reply.hijack();
      const raw = Object.assign(request.raw, { originalUrl: request.raw.url });
      raw.url = (raw.url ?? "").slice(mountedAt.length);
      await answer(raw, reply.raw);
    },
    handler: async () => {},
  });
}
