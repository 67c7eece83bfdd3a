import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { html } from "../channels/components/index.ts";
import type { Asset } from "../platform/http/index.ts";

function own(name: string, type: string): Asset {
  const body = readFileSync(join(import.meta.dirname, name));
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  return { path: `/assets/${name.replace(".", `.${hash}.`)}`, body, type };
}

const style = own("handset.css", "text/css; charset=utf-8");
const script = own("handset.js", "text/javascript; charset=utf-8");

export const phoneAssets: readonly Asset[] = [style, script];

/** The look of the telephone, and keys that type without asking the server. */
export const phoneHead = html`<link rel="stylesheet" href="${style.path}"><script type="module" src="${script.path}"></script>`;
