import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  bundle,
  contentHash,
  langOf,
  scriptText,
  sendHtml,
  sendRefusal,
} from "../../../platform/http/index.ts";
import { assets, attr, bareLayout, html, iconPng } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import { style } from "../style.ts";
import { offerOf, wordsOf } from "./offer.ts";

const browser = join(import.meta.dirname, "browser");
const under = "/counter/offline";

interface File {
  readonly body: Buffer;
  readonly compressed: Buffer;
  readonly type: string;
}

/** All files of one version of the program that goes on without network. */
export interface Program {
  /** Of every byte: a device that has this one has all of it. */
  readonly version: string;
  /** By the path below `/counter/offline/app/<version>/`. */
  readonly files: ReadonlyMap<string, File>;
}

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  css: "text/css; charset=utf-8",
};

const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

let worker: string | undefined;
const serviceWorker = (): string => {
  worker ??= scriptText(join(browser, "service-worker.ts"));
  return worker;
};

let script: Promise<string> | undefined;

/** The script of the offline counter with all that it imports: the same bytes from every server. */
export function programScript(): Promise<string> {
  script ??= bundle(join(browser, "main.ts"), { minify: true });
  return script;
}

/** Script, words, services and style, gathered at the first request. */
export async function makeProgram(deps: CounterDeps): Promise<Program> {
  const [offer, words] = [offerOf(deps), wordsOf(deps)];
  const texts = new Map([
    ["main.js", await programScript()],
    ["offer.json", offer],
    ["words.json", words],
    ["offline.css", readFileSync(join(browser, "offline.css"), "utf8")],
  ]);
  const hash = contentHash(...[...texts].flat(), serviceWorker());
  const files = Array.from(texts, ([path, text]): [string, File] => {
    const body = Buffer.from(text);
    const type = types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return [path, { body, compressed: brotliCompressSync(body, compression), type }];
  });
  return { version: hash.slice(0, 12), files: new Map(files) };
}

/** `/counter/offline`, its worker, its manifest and its files: public, the same for everybody. */
export function shellRoutes(app: FastifyInstance, deps: CounterDeps): void {
  let made: { readonly services: unknown; readonly program: Promise<Program> } | undefined;
  const program = (): Promise<Program> => {
    // After a publication other services are offered.
    const { services } = deps.catalogue;
    if (made?.services !== services) made = { services, program: makeProgram(deps) };
    return made.program;
  };
  const open = { config: { anonymous: true } };
  app.get(under, async (request, reply) => shellPage(deps, await program(), request, reply));
  app.get("/counter/sw.js", open, async (_request, reply) =>
    reply
      .header("content-type", types.js)
      .header("cache-control", "no-cache")
      // By default it could serve only what is below /counter/, not the counter's first page.
      .header("service-worker-allowed", "/counter")
      .send(workerText(await program())),
  );
  app.get(`${under}/manifest.webmanifest`, open, (request, reply) =>
    reply
      .header("content-type", "application/manifest+json")
      .header("cache-control", "no-cache")
      .send(manifest(deps.i18n.for(langOf(request))("offline.title"))),
  );
  for (const size of [192, 512])
    app.get(`${under}/icon-${size}.png`, open, (_request, reply) =>
      reply
        .header("content-type", "image/png")
        .header("cache-control", "public, max-age=86400")
        .send(iconPng(size)),
    );
  app.get(`${under}/app/:version/*`, open, async (request, reply) =>
    sendFile(await program(), request, reply),
  );
}

function sendFile({ version, files }: Program, request: FastifyRequest, reply: FastifyReply) {
  const asked = request.params as { readonly version: string; readonly "*": string };
  const file = asked.version === version ? files.get(asked["*"]) : undefined;
  if (!file) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
  const takesBrotli = /\bbr\b/.test(String(request.headers["accept-encoding"] ?? ""));
  reply
    .header("content-type", file.type)
    .header("cache-control", "public, max-age=31536000, immutable")
    .header("vary", "Accept-Encoding");
  if (!takesBrotli) return reply.send(file.body);
  return reply.header("content-encoding", "br").send(file.compressed);
}

const manifest = (name: string): string =>
  JSON.stringify({
    ...{ id: under, name: `Hamwe – ${name}`, short_name: "Hamwe" },
    ...{ start_url: under, scope: "/counter", display: "standalone" },
    ...{ background_color: "#ffffff", theme_color: "#0f4434" },
    icons: [
      ...[192, 512].map((size) => ({
        ...{ src: `${under}/icon-${size}.png`, sizes: `${size}x${size}`, type: "image/png" },
      })),
      ...assets
        .filter(({ name: file }) => file === "hamwe.svg")
        .map(({ path, type }) => ({ src: path, sizes: "any", type })),
    ],
  });

/** The worker with the list of what it caches; another version is another worker. */
const workerText = ({ version, files }: Program): string => {
  const cachedPaths = [
    ...[under, `${under}/icon-192.png`, `${under}/manifest.webmanifest`, style.path],
    ...assets.map(({ path }) => path),
    ...Array.from(files.keys(), (path) => `${under}/app/${version}/${path}`),
  ];
  const facts = { version, cachedPaths };
  const lines = Object.entries(facts).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`,
  );
  return lines.join("") + serviceWorker();
};

/**
 * The same bytes for everybody in a language, so that it can be cached; pages are made on the
 * device.
 */
function shellPage(
  deps: CounterDeps,
  { version }: Program,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const t = deps.i18n.for(langOf(request));
  const app = `${under}/app/${version}`;
  const content = html`
    <link rel="stylesheet" href="${style.path}">
    <link rel="stylesheet" href="${app}/offline.css">
    <div id="offline"${attr("data-app", app)}${attr("data-lang", t.lang)}>
      <h1 class="govuk-heading-l">${t("offline.title")}</h1>
      <noscript><p class="govuk-body">${t("offline.noscript")}</p></noscript>
    </div>
    <script type="module" src="${app}/main.js"></script>
  `;
  return sendHtml(
    reply,
    bareLayout(
      {
        title: t("offline.title"),
        path: under,
        content,
        ...(deps.demonstration && { demo: { href: "/demo" } }),
      },
      t,
    ),
  );
}
