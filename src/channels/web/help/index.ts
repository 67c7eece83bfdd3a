/** Help: questions and answers, whom to call, being called back, reports about a page. */
import type { FastifyInstance } from "fastify";
import { limited } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";
import { askForCall, takeCall } from "./call-back.ts";
import { helpPage } from "./help-page.ts";
import { askForReport, takeReport } from "./problem.ts";

export function webHelpRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/help", (request, reply) => helpPage(request, reply, deps));
  app.get("/help/call-back", (request, reply) => askForCall(request, reply, deps));
  app.get("/help/problem", (request, reply) => askForReport(request, reply, deps));
  const config = limited("submit");
  app.post("/help/call-back", { config }, (request, reply) => takeCall(request, reply, deps));
  app.post("/help/problem", { config }, (request, reply) => takeReport(request, reply, deps));
}
