import { gzipSync } from "node:zlib";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Definition } from "../../../catalogue/index.ts";
import {
  catalogueNodes,
  jsonLdOf,
  type Node,
  type Setting,
  serviceNodes,
} from "../../../cpsv/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";

const settingOf = ({ catalogue, baseUrl, clock, i18n }: WebDeps): Setting => ({
  jurisdiction: catalogue.jurisdiction,
  journeys: catalogue.journeys,
  baseUrl,
  today: dateIn(clock(), catalogue.jurisdiction.timeZone),
  i18n,
});

/**
 * Public data, the same for everybody: other catalogues may read it from any page, and keep it an
 * hour.
 */
const sendText = (reply: FastifyReply, text: string | Buffer): FastifyReply =>
  reply
    .header("access-control-allow-origin", "*")
    .header("cache-control", "public, max-age=3600")
    .header("vary", "Accept, Accept-Encoding")
    .type("application/ld+json")
    .send(text);

const send = (reply: FastifyReply, nodes: readonly Node[]): FastifyReply =>
  sendText(reply, JSON.stringify(jsonLdOf(nodes)));

interface Written {
  readonly day: string;
  readonly services: readonly Definition[];
  readonly plain: string;
  readonly gzip: Buffer;
}

/**
 * The whole catalogue changes with a publication, and with the day (tariffs begin and end): it is
 * written once for each.
 */
function oncePerChange(deps: WebDeps) {
  let latest: Written | undefined;
  return () => {
    const setting = settingOf(deps);
    const { services } = deps.catalogue;
    if (latest?.day === setting.today && latest.services === services) return latest;
    const plain = JSON.stringify(jsonLdOf(catalogueNodes(setting, services)));
    latest = { day: setting.today, services, plain, gzip: gzipSync(plain) };
    return latest;
  };
}

/** One service as CPSV-AP 3.2.0 in JSON-LD. */
export const sendServiceData = (reply: FastifyReply, deps: WebDeps, def: Definition) =>
  send(reply, serviceNodes(settingOf(deps), def));

/**
 * The catalogue and each service for machines; `/services/:id` gives the same to whoever asks for
 * it.
 */
export function linkedDataRoutes(app: FastifyInstance, deps: WebDeps): void {
  const whole = oncePerChange(deps);
  app.get("/catalogue.jsonld", (request, reply) => {
    const zipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    if (zipped) reply.header("content-encoding", "gzip");
    return sendText(reply, zipped ? whole().gzip : whole().plain);
  });
  app.get<{ Params: { id: string } }>("/services/:id.jsonld", (request, reply) => {
    const def = deps.catalogue.current(request.params.id);
    if (!def) return sendRefusal(reply, { kind: "not-found", code: "service.not-found" });
    return sendServiceData(reply, deps, def);
  });
}
