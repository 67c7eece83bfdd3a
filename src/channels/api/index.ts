/**
 * The door for programs: an organisation's own software finds services, checks answers, applies for
 * a person who says yes with a code, follows what it sent and is told when something happens. OAuth
 * 2 client credentials, JSON, problems by RFC 9457, OpenAPI 3.1 made from the routes.
 *
 * It decides nothing and knows no service. An authority's own system works on tasks of its stages,
 * as an officer would. Any other program sees the applications that it sent and no
 * other, and of these no answer and no name. It is no way to sign a person in: who the person is,
 * the issuer says; that the person wants this, the code says.
 */
import type { FastifyInstance } from "fastify";
import type { ProblemJson } from "../../platform/http/index.ts";
import { keepDemoClient, sealFor } from "../../programs/index.ts";
import { actRoutes } from "./applications/act-routes.ts";
import { applicationRoutes } from "./applications/application-routes.ts";
import { confirmationRoutes } from "./applications/confirmation-routes.ts";
import { draftRoutes } from "./applications/draft-routes.ts";
import { fileRoutes } from "./applications/file-routes.ts";
import { screenRoutes } from "./applications/screen-routes.ts";
import { guardScopes } from "./bearer.ts";
import { catalogueRoutes } from "./catalogue/routes.ts";
import { refuseUnfit } from "./content.ts";
import type { ApiDeps, ApiNeeds } from "./deps.ts";
import { registrationRoutes } from "./govstack/registration.ts";
import { registryRoutes } from "./govstack/registries.ts";
import { limitRequests } from "./limits.ts";
import { describeRoutes } from "./openapi.ts";
import { problemOf } from "./problem.ts";
import { referenceRoutes } from "./reference/routes.ts";
import { taskActRoutes } from "./tasks/act-routes.ts";
import { taskPaperRoutes } from "./tasks/paper-routes.ts";
import { taskReadRoutes } from "./tasks/read-routes.ts";
import { answerProblems } from "./thrown.ts";
import { tokenRoutes } from "./token-routes.ts";
import { validatorFor } from "./validation.ts";
import { deliveryRoutes } from "./webhooks/delivery-routes.ts";
import { hookRoutes } from "./webhooks/hook-routes.ts";

/** Where programs call, and how they are told what is refused, here or before any route sees it. */
export const problemJson = (words: Pick<ApiNeeds, "i18n" | "baseUrl">): ProblemJson => ({
  under: ["/api/v1", "/govstack", "/oauth"],
  render: (problem) => problemOf(words, problem),
});

export type { ApiNeeds, TryOut } from "./deps.ts";

/**
 * All addresses for programs: `/oauth/token`, `/api/v1`, `/govstack`, and the reference at `/api`.
 */
export async function apiRoutes(http: FastifyInstance, needs: ApiNeeds): Promise<void> {
  const deps: ApiDeps = { ...needs, seal: sealFor(needs.secrets) };
  await http.register(async (app) => {
    answerProblems(app);
    if (deps.demonstration) await keepDemoClient(deps.sql, deps.clock());
    guardScopes(app, deps);
    limitRequests(app);
    refuseUnfit(app);
    // A text is no JSON: without its parser it is refused as what it is (415).
    app.removeContentTypeParser("text/plain");
    app.setValidatorCompiler(validatorFor);
    app.setSerializerCompiler(() => JSON.stringify);
    tokenRoutes(app, deps);
    await describeRoutes(app, deps.baseUrl);
    await app.register(
      async (v1) => {
        catalogueRoutes(v1, deps);
        draftRoutes(v1, deps);
        screenRoutes(v1, deps);
        fileRoutes(v1, deps);
        confirmationRoutes(v1, deps);
        applicationRoutes(v1, deps);
        actRoutes(v1, deps);
        taskReadRoutes(v1, deps);
        taskActRoutes(v1, deps);
        taskPaperRoutes(v1, deps);
        hookRoutes(v1, deps);
        deliveryRoutes(v1, deps);
      },
      { prefix: "/api/v1" },
    );
    await app.register(
      async (govstack) => {
        registrationRoutes(govstack, deps);
        await govstack.register(async (data) => registryRoutes(data, deps));
      },
      { prefix: "/govstack" },
    );
    referenceRoutes(app, deps);
  });
}
