import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asset } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

const types = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" };

/** A file of this folder; its address changes when its bytes do. */
function own(name: string, kind: keyof typeof types): Asset {
  const body = readFileSync(join(import.meta.dirname, `${name}.${kind}`));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  return { path: `/assets/${name}.${hash}.${kind}`, body, type: types[kind] };
}

const [kioskStyle, askStyle, phoneStyle, floorStyle, boardStyle] = [
  own("kiosk", "css"),
  own("kiosk-ask", "css"),
  own("phone", "css"),
  own("floor", "css"),
  own("board", "css"),
];
const [boardScript, liveScript, kioskScript] = [
  own("board", "js"),
  own("live", "js"),
  own("kiosk", "js"),
];

export const hallAssets: readonly Asset[] = [
  ...[kioskStyle, askStyle, phoneStyle, floorStyle, boardStyle],
  ...[boardScript, liveScript, kioskScript],
];

const sheet = ({ path }: Asset) => html`<link rel="stylesheet" href="${path}">`;
/** `defer` and no module: televisions of 2015 run it too. */
const script = ({ path }: Asset) => html`<script src="${path}" defer></script>`;

export const boardHead = html`${sheet(boardStyle)}${script(boardScript)}`;
export const kioskHead = html`${sheet(kioskStyle)}${sheet(askStyle)}${script(kioskScript)}`;
export const phoneHead = html`${sheet(phoneStyle)}${script(liveScript)}`;
export const floorHead = html`${sheet(floorStyle)}${script(liveScript)}`;
