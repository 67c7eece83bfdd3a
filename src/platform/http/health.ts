import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { sameBytes } from "./keys.ts";
import type { HttpOptions } from "./options.ts";

/**
 * `/healthz`: the process answers. `/readyz`: what it needs is there. `/metrics`: Prometheus, for
 * the holder of the token, or in a demonstration for this machine; to everybody else it does not
 * exist.
 */
export function addHealth(app: FastifyInstance, options: HttpOptions): void {
  const registry = new Registry();
  // At its default of 10 ms it wakes an idle process a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 60_000 });
  // Sampled as rarely these would show the pause between samples; the lag of now stays.
  for (const each of ["min", "max", "mean", "stddev", "p50", "p90", "p99"])
    registry.removeSingleMetric(`nodejs_eventloop_lag_${each}_seconds`);
  app.addHook("onClose", async () => registry.clear());
  measureRequests(app, registry);
  const config = { anonymous: true };
  app.get("/healthz", { config }, (_request, reply) => reply.type("text/plain").send("ok\n"));
  app.get("/readyz", { config }, async (_request, reply) => {
    const ready = await (options.ready?.() ?? Promise.resolve(true)).catch(() => false);
    const lines = [ready ? "ready" : "not ready", ...(options.remarks?.() ?? [])];
    return reply
      .code(ready ? 200 : 503)
      .type("text/plain")
      .send(`${lines.join("\n")}\n`);
  });
  app.get("/metrics", { config }, async (request, reply) => {
    if (!mayRead(request, options)) return reply.callNotFound();
    await setGauges(registry, options);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

async function setGauges(registry: Registry, { gauges }: HttpOptions): Promise<void> {
  for (const { name, help, value, labels = {} } of (await gauges?.()) ?? []) {
    const existing = registry.getSingleMetric(name) as Gauge | undefined;
    const labelNames = Object.keys(labels);
    (existing ?? new Gauge({ name, help, labelNames, registers: [registry] })).set(labels, value);
  }
}

function measureRequests(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the request's arrival to the end of the answer",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unmatched";
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    done();
  });
}

const thisMachine = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** What proxies add to a request: behind one on this machine every caller would look local. */
const ofProxies = ["x-forwarded-for", "x-real-ip", "forwarded", "via", "x-forwarded-proto"];

function mayRead(
  request: FastifyRequest,
  { metricsToken: token, production }: HttpOptions,
): boolean {
  if (token === undefined) {
    // A proxy that adds nothing cannot be told from a program here, so production asks for the
    // token.
    const direct = !production && ofProxies.every((name) => request.headers[name] === undefined);
    return direct && thisMachine.has(request.socket.remoteAddress ?? "");
  }
  const header = Buffer.from(request.headers.authorization ?? "");
  return sameBytes(header, Buffer.from(`Bearer ${token}`));
}
