import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asset } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

const body = readFileSync(join(import.meta.dirname, "office.css"));
const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);

/** What only officers' pages look like; its address changes when its bytes do. */
export const officeStyle: Asset = {
  path: `/assets/office.${hash}.css`,
  body,
  type: "text/css; charset=utf-8",
};

export const styleLink = html`<link rel="stylesheet" href="${officeStyle.path}">`;
