import type { FastifyInstance } from "fastify";
import { langOf } from "../../../platform/http/index.ts";
import { isLang, type Translate } from "../../../platform/i18n/index.ts";
import { iconPng, lookOf } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";

/** Sides of the pictures, in pixels: 180 is Apple's, 192 and 512 are those of a manifest. */
const sizes = [48, 180, 192, 512] as const;

/** Hamwe as a program among others on a phone: its name, its colours, where it begins. */
export function manifestOf({ catalogue }: Pick<WebDeps, "catalogue">, t: Translate) {
  const { state } = catalogue.jurisdiction;
  const look = state && lookOf(state, t.lang);
  const shortcut = (name: string, url: string) => ({ name, url });
  return {
    ...{ id: "/", start_url: "/", scope: "/", display: "minimal-ui", lang: t.lang, dir: t.dir },
    name: look ? `Hamwe · ${look.name}` : "Hamwe",
    short_name: "Hamwe",
    description: t("layout.about"),
    ...{ background_color: "#faf8f3", theme_color: look?.colour ?? "#0f4434" },
    icons: [192, 512].map((size) => ({
      ...{ src: `/icon-${size}.png`, sizes: `${size}x${size}`, type: "image/png" },
      purpose: "any maskable",
    })),
    shortcuts: [
      shortcut(t("layout.services"), "/services"),
      shortcut(t("layout.applications"), "/applications"),
      shortcut(t("layout.documents"), "/documents"),
      shortcut(t("documents.verify"), "/v"),
    ],
  };
}

/** The manifest, in the language that the page asks for, and the mark as pictures. */
export function installedRoutes(app: FastifyInstance, deps: WebDeps): void {
  const open = { config: { anonymous: true } };
  app.get<{ Querystring: { in?: unknown } }>("/manifest.webmanifest", open, (request, reply) => {
    const { in: asked } = request.query;
    const t = deps.i18n.for(typeof asked === "string" && isLang(asked) ? asked : langOf(request));
    return reply
      .header("content-type", "application/manifest+json")
      .header("cache-control", "public, max-age=3600")
      .send(JSON.stringify(manifestOf(deps, t)));
  });
  for (const size of sizes)
    app.get(size === 48 ? "/favicon.ico" : `/icon-${size}.png`, open, (_request, reply) =>
      reply
        .header("content-type", "image/png")
        .header("cache-control", "public, max-age=86400")
        .send(iconPng(size, deps.catalogue.jurisdiction.state?.colours.strong)),
    );
}
