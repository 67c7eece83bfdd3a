/**
 * An OpenID Provider in a process of its own, as a government has one: `node
 * tests/production/identity-provider.ts`. Its people and the one client that it knows stand in
 * PROVIDER (JSON). It says where it listens in one line, and ends with its parent.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";

interface Given {
  readonly port: number;
  readonly client: { readonly id: string; readonly key: object; readonly callback: string };
  /** Claims of each person, `sub` among them. */
  readonly people: readonly { readonly sub: string }[];
}

const { port, client, people } = JSON.parse(process.env.PROVIDER ?? "{}") as Given;
const issuer = `http://127.0.0.1:${port}`;
const acr = "http://eidas.europa.eu/LoA/substantial";
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: client.id,
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
      jwks: { keys: [client.key] },
      redirect_uris: [client.callback],
      id_token_signed_response_alg: "ES256",
      require_auth_time: true,
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256" }] },
  cookies: { keys: [randomBytes(32).toString("base64url")] },
  scopes: ["openid", "profile", "email", "phone"],
  acrValues: [acr],
  claims: {
    openid: ["sub", "acr", "auth_time"],
    profile: ["name", "given_name", "family_name", "birthdate", "national_id", "nationality"],
    email: ["email", "email_verified"],
    phone: ["phone_number", "phone_number_verified"],
  },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_of: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  findAccount: (_of: unknown, sub: string) => {
    const person = people.find((each) => each.sub === sub);
    return person && { accountId: sub, claims: () => person };
  },
  loadExistingGrant: async ({ oidc }: Asking) => {
    const { accountId } = oidc.session;
    const grant = new provider.Grant({ accountId, clientId: oidc.client.clientId });
    grant.addOIDCScope("openid profile email phone");
    await grant.save();
    return grant;
  },
});

interface Asking {
  readonly oidc: {
    readonly session: { readonly accountId: string };
    readonly client: { readonly clientId: string };
  };
}

/** Whoever posts the name of a person has proved to be that person. */
async function accountIn(request: IncomingMessage): Promise<string> {
  return new URLSearchParams(await text(request)).get("sub") ?? "";
}

const answer = provider.callback();
createServer(async (request, response) => {
  if (!request.url?.startsWith("/interaction/")) return answer(request, response);
  if (request.method !== "POST") return response.end("Who are you?");
  const login = { accountId: await accountIn(request), acr, remember: false };
  const next = await provider.interactionResult(request, response, { login });
  return response.writeHead(303, { location: next }).end();
}).listen(port, "127.0.0.1", () => console.log(JSON.stringify({ issuer })));
process.stdin.on("end", () => process.exit());
process.stdin.resume();
