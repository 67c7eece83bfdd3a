import type { FastifyInstance, FastifyReply } from "fastify";
import { type PhoneKeys, phoneKeys } from "../../phone/index.ts";
import { limited } from "../../platform/http/index.ts";
import type { PhoneDeps, PhoneGateway } from "./deps.ts";
import { langFor } from "./line.ts";
import { phonePage } from "./phone-page.ts";
import { answerSms } from "./sms-answer.ts";
import { talk } from "./talk.ts";
import { callIn, isGateway, reportIn, smsIn } from "./wire.ts";

/**
 * For addresses that a gateway calls: no session, no token, and one address for a whole country.
 */
const fromGateway = { csrf: false, anonymous: true, ...limited("gateway") } as const;

/** The addresses of the telephone: the gateway's, and the page where a PIN is set. */
export function phoneRoutes(app: FastifyInstance, deps: PhoneDeps): void {
  const keys = phoneKeys(deps.secret);
  phonePage(app, deps);
  if (!deps.gateway) return;
  ussdRoutes(app, deps, keys, deps.gateway);
  smsRoutes(app, deps, keys, deps.gateway);
}

function smsRoutes(
  app: FastifyInstance,
  deps: PhoneDeps,
  keys: PhoneKeys,
  gateway: PhoneGateway,
): void {
  app.post("/sms/:secret", { config: fromGateway }, async (request, reply) => {
    if (!isGateway(request, gateway)) return plain(reply, "", 404);
    const sms = smsIn(request);
    if (!sms) return plain(reply, "", 400);
    await answerSms(deps, keys, sms);
    return plain(reply, "");
  });
  app.route({
    method: ["POST", ...(gateway.http?.report ? ["GET" as const] : [])],
    url: "/sms/:secret/report",
    config: fromGateway,
    async handler(request, reply) {
      if (!isGateway(request, gateway)) return plain(reply, "", 404);
      const report = reportIn(request, gateway.http?.report);
      if (report?.arrived !== undefined) await deps.messages.reported(report.ref, report.arrived);
      return plain(reply, "");
    },
  });
}

function ussdRoutes(
  app: FastifyInstance,
  deps: PhoneDeps,
  keys: PhoneKeys,
  gateway: PhoneGateway,
): void {
  app.post("/ussd/:secret", { config: fromGateway }, async (request, reply) => {
    if (!isGateway(request, gateway)) return plain(reply, "", 404);
    const call = callIn(request);
    if (!call) return plain(reply, "", 400);
    try {
      const { text, ends } = await talk(deps, keys, call);
      return plain(reply, `${ends ? "END" : "CON"} ${text}`);
    } catch (error) {
      // Anything but CON or END ends the session with the operator's own words, in no language of
      // ours.
      request.log.error({ err: error, route: "/ussd" }, "fault");
      return plain(reply, `END ${deps.i18n.for(langFor({}, deps))("ussd.again")}`);
    }
  });
  // How a session ended is nothing that we act on: a dropped one waits for its telephone anyway.
  app.post("/ussd/:secret/ended", { config: fromGateway }, async (request, reply) =>
    plain(reply, "", isGateway(request, gateway) ? 200 : 404),
  );
}

const plain = (reply: FastifyReply, text: string, status = 200) =>
  reply
    .code(status)
    .header("content-type", "text/plain; charset=utf-8")
    .header("cache-control", "no-store")
    .send(text);
