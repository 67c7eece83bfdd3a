import type { FastifyInstance, FastifyReply } from "fastify";
import {
  catalogueNodes,
  jsonLdOf,
  type Node,
  type Setting,
  serviceNodes,
} from "../../../catalogue/cpsv/index.ts";
import type { Definition } from "../../../catalogue/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";

const settingOf = ({ catalogue, baseUrl, clock, i18n }: WebDeps): Setting => ({
  jurisdiction: catalogue.jurisdiction,
  baseUrl,
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  i18n,
});

/** Public data, the same for everybody: other catalogues may read it from any page, and keep it an hour. */
function send(reply: FastifyReply, nodes: readonly Node[]): FastifyReply {
  return reply
    .header("access-control-allow-origin", "*")
    .header("cache-control", "public, max-age=3600")
    .header("vary", "Accept")
    .type("application/ld+json")
    .send(JSON.stringify(jsonLdOf(nodes)));
}

/** One service as CPSV-AP 3.2.0 in JSON-LD. */
export const sendServiceData = (reply: FastifyReply, deps: WebDeps, def: Definition) =>
  send(reply, serviceNodes(settingOf(deps), def));

/** The catalogue and each service for machines; `/services/:id` gives the same to whoever asks for it. */
export function linkedDataRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/catalogue.jsonld", (_request, reply) =>
    send(reply, catalogueNodes(settingOf(deps), deps.catalogue.services)),
  );
  app.get<{ Params: { id: string } }>("/services/:id.jsonld", (request, reply) => {
    const def = deps.catalogue.current(request.params.id);
    if (!def) return sendRefusal(reply, { kind: "not-found", code: "service.not-found" });
    return sendServiceData(reply, deps, def);
  });
}
