import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asset } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

/** A file of this channel whose address changes when its bytes do. */
function assetOf(file: string, type: string): Asset {
  const body = readFileSync(join(import.meta.dirname, file));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  const [name, ending] = file.split(".");
  return { path: `/assets/${name}.${hash}.${ending}`, body, type };
}

export const style = assetOf("counter.css", "text/css; charset=utf-8");
export const script = assetOf("counter.js", "text/javascript; charset=utf-8");

export const styleLink = html`<link rel="stylesheet" href="${style.path}">`;

/** Goes on by itself when the person has confirmed on the other screen. */
export const watching = (state: string) =>
  html`<script type="module" src="${script.path}"></script><div data-watch="${state}"></div>`;
