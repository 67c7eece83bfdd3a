import type { FastifyInstance } from "fastify";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { WebDeps } from "../deps.ts";
import { addressOf } from "./groups.ts";

/** What belongs to one person or to the staff; each with all that is below it. */
const closed = [
  ...["/applications", "/appointments", "/documents", "/drafts", "/me", "/sign-in", "/track"],
  ...["/counter", "/desk", "/hall", "/kiosk", "/office", "/phone", "/shared"],
];

/**
 * No crawling of personal pages, nor of a demonstration, which must not look official in a search.
 */
export const robots = (demonstration: boolean, baseUrl: string): string =>
  demonstration
    ? "User-agent: *\nDisallow: /\n"
    : `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join("")}
Sitemap: ${baseUrl}/sitemap.xml
`;

/** The pages that a search engine should know: those for everybody, in no particular language. */
export function sitemap({ services, jurisdiction, journeys }: Catalogue, baseUrl: string): string {
  const paths = [
    ...["/", "/services", "/centres", "/authorities", "/partnership", "/v", "/agents", "/help"],
    ...(jurisdiction.topics ?? []).map(({ id }) => addressOf({ topic: id })),
    ...services.map(({ id }) => `/services/${id}`),
    ...journeys.map(({ id }) => `/life-events/${id}`),
  ];
  const urls = paths.map((path) => `  <url><loc>${baseUrl}${path}</loc></url>\n`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}</urlset>
`;
}

export function robotsRoutes(app: FastifyInstance, deps: WebDeps): void {
  const { demonstration, baseUrl, catalogue } = deps;
  const open = { config: { anonymous: true } };
  app.get("/robots.txt", open, (_request, reply) =>
    reply.type("text/plain; charset=utf-8").send(robots(demonstration, baseUrl)),
  );
  app.get("/sitemap.xml", open, (_request, reply) =>
    reply.type("application/xml; charset=utf-8").send(sitemap(catalogue, baseUrl)),
  );
}
