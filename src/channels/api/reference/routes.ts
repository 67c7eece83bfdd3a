import type { FastifyInstance } from "fastify";
import { isWorded, langOf, sendHtml, serveAssets } from "../../../platform/http/index.ts";
import type { ApiDeps } from "../deps.ts";
import { sendApiProblem } from "../problem.ts";
import { type Document, groupsOf, partPage, referencePage } from "./page.ts";
import { problemPage } from "./problem-page.ts";
import { style } from "./style.ts";

/**
 * `/api` for people who write programs, `/api/openapi.json` for the programs, `/api/problems/…` for
 * both.
 */
export function referenceRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { baseUrl, demonstration, tryOut, i18n } = deps;
  const hidden = { schema: { hide: true }, config: { page: true } };
  serveAssets(app, [style]);
  app.get("/api/openapi.json", { schema: { hide: true } }, (_request, reply) =>
    reply.header("cache-control", "public, max-age=300").send(app.swagger()),
  );
  // What routes say of themselves they say in English, as identifiers are; so the page is English
  // too.
  const english = i18n.for("en");
  let page: string | undefined;
  app.get("/api", hidden, (_request, reply) => {
    const document = app.swagger() as unknown as Document;
    page ??= String(
      referencePage({ document, baseUrl, demonstration, tryOut, path: "/api" }, english),
    );
    return sendHtml(reply, page, { maxAgeSeconds: 300 });
  });
  app.get<{ Params: { part: string } }>("/api/reference/:part", hidden, (request, reply) => {
    const groups = groupsOf(app.swagger() as unknown as Document);
    const group = groups.find(({ href }) => href === `/api/reference/${request.params.part}`);
    if (!group) return sendApiProblem(reply, { code: "http.not-found", kind: "not-found" });
    const html = String(partPage(group, { baseUrl, demonstration }, english));
    return sendHtml(reply, html, { maxAgeSeconds: 300 });
  });
  app.get<{ Params: { code: string } }>("/api/problems/:code", hidden, (request, reply) => {
    const t = i18n.for(langOf(request));
    const { code } = request.params;
    if (!isWorded(code, t))
      return sendApiProblem(reply, { code: "http.not-found", kind: "not-found" });
    return sendHtml(reply, problemPage(code, demonstration, t), { maxAgeSeconds: 300 });
  });
}
