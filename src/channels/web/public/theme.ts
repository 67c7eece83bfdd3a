import type { FastifyInstance } from "fastify";
import { sendRefusal } from "../../../platform/http/index.ts";
import { themeOf } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";

interface ThemeFile {
  readonly Params: { readonly file: string };
}

const immutable = "public, max-age=31536000, immutable";

/**
 * `/theme/…`: the colours and the emblem of the government. An address names its content; that of a
 * page from before a change is answered with the present one, which is not kept.
 */
export function themeRoutes(app: FastifyInstance, { catalogue }: WebDeps): void {
  app.get<ThemeFile>("/theme/:file", { config: { anonymous: true } }, (request, reply) => {
    const { state } = catalogue.jurisdiction;
    const path = `/theme/${request.params.file}`;
    const kind = path.split(".").at(-1);
    const sheets = state ? themeOf(state) : [];
    const sheet = sheets.find(({ path: each }) => each === path);
    const present = sheet ?? sheets.find(({ path: each }) => each.endsWith(`.${kind}`));
    if (!present) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
    return reply
      .type(`${present.type}; charset=utf-8`)
      .header("cache-control", sheet ? immutable : "no-store")
      .send(present.body);
  });
}
