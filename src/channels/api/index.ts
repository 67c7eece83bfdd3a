/**
 * The door for programs: an organisation's own software finds services, checks answers, applies for a
 * person who says yes with a code, follows what it sent and is told when something happens. OAuth 2
 * client credentials, JSON, problems by RFC 9457, OpenAPI 3.1 made from the routes.
 *
 * It decides nothing and knows no service. A program sees the applications that it sent and no other,
 * and of these no answer and no name. It is no way to sign a person in: who the person is, the
 * issuer says; that the person wants this, the code says.
 */
import type { FastifyInstance } from "fastify";
import { deriveKey } from "../../platform/http/index.ts";
import { guardScopes } from "./bearer.ts";
import { catalogueRoutes } from "./catalogue/routes.ts";
import type { ApiDeps, ApiNeeds } from "./deps.ts";
import { limitRequests } from "./limits.ts";
import { tokenRoutes } from "./oauth/token-routes.ts";
import { describeRoutes } from "./openapi.ts";
import { makeSeal } from "./seal.ts";
import { answerProblems, nothingElseHere } from "./thrown.ts";
import { validatorFor } from "./validation.ts";

export type { ApiNeeds } from "./deps.ts";
export { isScope, scopes } from "./oauth/scopes.ts";
export { type Client, disableClient, keepClient, listClients } from "./oauth/store-clients.ts";
export { newSecret, sha256 } from "./seal.ts";

/** All addresses for programs: `/oauth/token`, `/api/v1`, `/govstack`, and the reference at `/api`. */
export async function apiRoutes(http: FastifyInstance, needs: ApiNeeds): Promise<void> {
  const deps: ApiDeps = { ...needs, seal: makeSeal(deriveKey(needs.secret, "api seal")) };
  await http.register(async (app) => {
    answerProblems(app, deps);
    guardScopes(app, deps);
    limitRequests(app, deps);
    app.setValidatorCompiler(validatorFor);
    app.setSerializerCompiler(() => JSON.stringify);
    tokenRoutes(app, deps);
    await describeRoutes(app, deps.baseUrl);
    await app.register(
      async (v1) => {
        nothingElseHere(v1, deps);
        catalogueRoutes(v1, deps);
      },
      { prefix: "/api/v1" },
    );
    app.get("/api/openapi.json", { schema: { hide: true } }, () => app.swagger());
  });
}
