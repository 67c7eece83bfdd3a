import fastifySwagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import type { scopes } from "../../programs/index.ts";
import { problemSchema } from "./schemas.ts";

const meanings: Readonly<Record<(typeof scopes)[number], string>> = {
  "applications:read": "See the applications that this program sent",
  "applications:write":
    "Prepare and send applications, answer and withdraw, each with the person’s code",
  "webhooks:manage": "Be told what happens to applications that this program sent",
  "papers:read": "Ask whether an issued paper is genuine, by its number",
  "staff:manage": "Create, change and end members of staff, by SCIM 2.0 under /scim/v2",
  "tasks:read": "As an authority’s own system: see the tasks of its stages and read their files",
  "tasks:write": "Claim and release tasks, and ask the applicant for more",
  "tasks:decide": "Give tasks their outcome, and sign as one of two",
  "usage:read": "Read, with a person’s code, who has looked at the person’s files",
};

/** Collects what every route of this server says of itself into one OpenAPI 3.1 document. */
export async function describeRoutes(app: FastifyInstance, baseUrl: string): Promise<void> {
  app.addSchema(problemSchema);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Hamwe",
        version: "1.0.0",
        description:
          "Public services for programs: " +
          "find, check, apply for a person who says yes with a code, follow, be told.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" } as { name: string },
      },
      servers: [{ url: baseUrl }],
      tags: ["Catalogue", "Applications", "Tasks", "Webhooks", "GovStack"].map((name) => ({
        name,
      })),
      components: {
        securitySchemes: {
          oauth: {
            type: "oauth2",
            flows: {
              clientCredentials: { tokenUrl: `${baseUrl}/oauth/token`, scopes: { ...meanings } },
            },
          },
        },
      },
    },
    hideUntagged: true,
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`),
    },
  });
}
