import type { FastifyInstance } from "fastify";
import { type ScimDeps, sendList, sendScim, sendScimError, urn } from "./protocol.ts";

const attribute = (name: string, more: object = {}) => ({
  ...{ name, type: "string", multiValued: false, required: false, caseExact: false },
  ...{ mutability: "readWrite", returned: "default", uniqueness: "none", ...more },
});

const schemas = [
  {
    ...{ id: urn.user, name: "User", description: "Member of staff" },
    attributes: [
      attribute("userName", { required: true, uniqueness: "server" }),
      attribute("displayName"),
      attribute("active", { type: "boolean" }),
      attribute("name", { type: "complex", subAttributes: [attribute("formatted")] }),
      attribute("emails", {
        ...{ type: "complex", multiValued: true, subAttributes: [attribute("value")] },
      }),
      attribute("roles", {
        ...{ type: "complex", multiValued: true, mutability: "readOnly" },
        subAttributes: [attribute("value"), attribute("display")],
      }),
    ],
  },
  {
    ...{ id: urn.enterprise, name: "EnterpriseUser", description: "Where they work" },
    attributes: [attribute("organization", { required: true })],
  },
  {
    ...{ id: urn.group, name: "Group", description: "A role of an authority" },
    attributes: [
      attribute("displayName", { mutability: "readOnly" }),
      attribute("members", {
        ...{ type: "complex", multiValued: true, subAttributes: [attribute("value")] },
      }),
    ],
  },
] as const;

/** What this service can do, and what its resources are made of (RFC 7644, 4). */
export function metadataRoutes(app: FastifyInstance, { baseUrl }: ScimDeps): void {
  const meta = (resourceType: string, path: string) => ({
    meta: { resourceType, location: `${baseUrl}/scim/v2/${path}` },
  });
  const off = { supported: false };
  const features = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    documentationUri: `${baseUrl}/api`,
    patch: { supported: true },
    bulk: { ...off, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: off,
    sort: off,
    etag: { supported: true },
    authenticationSchemes: [
      {
        ...{ type: "oauthbearertoken", name: "OAuth 2 client credentials", primary: true },
        description: `A token of ${baseUrl}/oauth/token with the scope staff:manage`,
      },
    ],
    ...meta("ServiceProviderConfig", "ServiceProviderConfig"),
  };
  const types = [
    {
      ...{ id: "User", name: "User", endpoint: "/Users", schema: urn.user },
      schemaExtensions: [{ schema: urn.enterprise, required: true }],
    },
    { id: "Group", name: "Group", endpoint: "/Groups", schema: urn.group },
  ].map((type) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    ...type,
    ...meta("ResourceType", `ResourceTypes/${type.id}`),
  }));
  const described = schemas.map((schema) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    ...schema,
    ...meta("Schema", `Schemas/${schema.id}`),
  }));
  const everything = { start: 1, count: 100 };
  app.get("/ServiceProviderConfig", (_request, reply) => sendScim(reply, 200, features));
  for (const [path, all] of [
    ["/ResourceTypes", types],
    ["/Schemas", described],
  ] as const) {
    app.get(path, (_request, reply) => sendList(reply, everything, all));
    app.get<{ Params: { id: string } }>(`${path}/:id`, (request, reply) => {
      const one = all.find(({ id }) => id === request.params.id);
      return one ? sendScim(reply, 200, one) : sendScimError(reply, 404, "There is no such thing.");
    });
  }
}
