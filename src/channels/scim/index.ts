/**
 * SCIM 2.0 (RFC 7643, RFC 7644): the personnel system of a government creates, changes and ends its
 * staff here, as a program with the scope `staff:manage`. Users are members of staff, groups the
 * roles of authorities. Roles that decide are only asked for: two administrators give them. It maps
 * the protocol and decides nothing.
 */
import type { FastifyError, FastifyInstance } from "fastify";
import { groupRoutes } from "./groups.ts";
import { metadataRoutes } from "./metadata.ts";
import { guardToken, mediaType, type ScimDeps, sendScimError } from "./protocol.ts";
import { userRoutes } from "./users.ts";

export type { ScimDeps } from "./protocol.ts";

/** All addresses under `/scim/v2`. */
export async function scimRoutes(http: FastifyInstance, deps: ScimDeps): Promise<void> {
  await http.register(
    async (app) => {
      app.addContentTypeParser(
        mediaType,
        { parseAs: "string" },
        app.getDefaultJsonParser("error", "error"),
      );
      app.setErrorHandler((error: FastifyError, request, reply) => {
        const { statusCode: status = 500 } = error;
        if (status >= 500) request.log.error(error, "scim");
        const detail = status < 500 ? "The request cannot be read." : "Something went wrong.";
        return sendScimError(reply, status, detail, status === 400 ? "invalidSyntax" : undefined);
      });
      guardToken(app, deps);
      metadataRoutes(app, deps);
      userRoutes(app, deps);
      groupRoutes(app, deps);
    },
    { prefix: "/scim/v2" },
  );
}
