import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { keepClient, sha256 } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { said } from "./api-given.ts";

let town: Town;
const pair = async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey), secret: await exportJWK(privateKey) };
};
let own: Awaited<ReturnType<typeof pair>>;
before(async () => {
  town = await startTown();
  own = await pair();
  for (const [id, bindsTokens] of [
    ["tax-office", false],
    ["central-bank", true],
  ] as const)
    await keepClient(
      town.app.sql,
      {
        id,
        name: id,
        scopes: ["webhooks:manage"],
        secretHash: sha256("s3cret"),
        jwks: null,
        bindsTokens,
      },
      town.now(),
    );
});
after(() => town?.close());

interface Claims {
  readonly htm: string;
  readonly htu: string;
  readonly token?: string;
  readonly at?: number;
  readonly jti?: string;
  readonly jwk?: JWK;
  readonly typ?: string;
}

const proof = ({ htm, htu, token, at = 0, jti = randomUUID(), ...more }: Claims, key = own) =>
  new SignJWT({
    ...{ htm, htu, jti },
    ...(token && { ath: createHash("sha256").update(token).digest("base64url") }),
  })
    .setProtectedHeader({ alg: "ES256", typ: more.typ ?? "dpop+jwt", jwk: more.jwk ?? key.jwk })
    .setIssuedAt(town.now().getTime() / 1000 + at)
    .sign(key.privateKey);

async function tokenOf(client: string, dpop?: string) {
  const authorization = `Basic ${Buffer.from(`${client}:s3cret`).toString("base64")}`;
  const body = new URLSearchParams({ grant_type: "client_credentials" });
  const headers = { authorization, ...(dpop && { dpop }) };
  return said(await fetch(`${town.url}/oauth/token`, { method: "POST", body, headers }));
}

const asks = () => proof({ htm: "POST", htu: `${town.url}/oauth/token` });

const path = "/api/v1/webhooks";
const uses = async (authorization: string, dpop?: string) => {
  const headers = { authorization, ...(dpop && { dpop }) };
  return said(await fetch(`${town.url}${path}?from=2026-11-01`, { headers }));
};

test("A bound token counts with a proof of its key for this request alone", async () => {
  const made = await tokenOf("tax-office", await asks());
  assert.deepEqual([made.status, made.body.token_type], [200, "DPoP"]);
  const token = made.body.access_token;
  const [htm, htu] = ["GET", `${town.url}${path}`];
  const good = await uses(`DPoP ${token}`, await proof({ htm, htu, token }));
  assert.equal(good.status, 200, JSON.stringify(good.body));
  const other = await pair();
  const once = await proof({ htm, htu, token });
  await uses(`DPoP ${token}`, once);
  const bad: readonly (readonly [string, string, string | undefined])[] = [
    ["as a bearer's", `Bearer ${token}`, undefined],
    ["as a bearer's, with a proof", `Bearer ${token}`, await proof({ htm, htu, token })],
    ["without a proof", `DPoP ${token}`, undefined],
    ["with a proof used before", `DPoP ${token}`, once],
    ["by another key", `DPoP ${token}`, await proof({ htm, htu, token }, other)],
    ["for another method", `DPoP ${token}`, await proof({ htm: "POST", htu, token })],
    ["for another address", `DPoP ${token}`, await proof({ htm, htu: `${htu}s`, token })],
    ["for another token", `DPoP ${token}`, await proof({ htm, htu, token: "other" })],
    ["for no token", `DPoP ${token}`, await proof({ htm, htu })],
    ["of long ago", `DPoP ${token}`, await proof({ htm, htu, token, at: -200 })],
    ["of days to come", `DPoP ${token}`, await proof({ htm, htu, token, at: 200 })],
    ["of another kind", `DPoP ${token}`, await proof({ htm, htu, token, typ: "JWT" })],
    ["private", `DPoP ${token}`, await proof({ htm, htu, token, jwk: own.secret })],
    ["nonsense", `DPoP ${token}`, "nonsense"],
  ];
  for (const [why, authorization, dpop] of bad)
    assert.equal((await uses(authorization, dpop)).status, 401, why);
});

test("Without a proof a program that binds its tokens gets none", async () => {
  const bearer = await tokenOf("tax-office");
  assert.equal(bearer.body.token_type, "Bearer");
  const token = bearer.body.access_token;
  assert.equal((await uses(`Bearer ${token}`)).status, 200);
  const dpop = await proof({ htm: "GET", htu: `${town.url}${path}`, token });
  assert.equal((await uses(`DPoP ${token}`, dpop)).status, 401, "it is bound to nothing");
  const refused = await tokenOf("central-bank");
  assert.deepEqual([refused.status, refused.body.error], [400, "invalid_dpop_proof"]);
  assert.equal((await tokenOf("central-bank", "nonsense")).body.error, "invalid_dpop_proof");
  assert.equal((await tokenOf("central-bank", await asks())).body.token_type, "DPoP");
});

test("The description of the server names the signatures that a proof may have", async () => {
  const { body } = await said(await fetch(`${town.url}/.well-known/oauth-authorization-server`));
  assert.deepEqual(body.dpop_signing_alg_values_supported, ["ES256", "EdDSA", "PS256"]);
});
