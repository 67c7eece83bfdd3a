import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

export const style = assetOf(import.meta.dirname, "counter.css");
export const script = assetOf(join(import.meta.dirname, "browser"), "counter.ts");

export const styleLink = html`<link rel="stylesheet" href="${style.path}">`;

export const scriptLink = html`<script type="module" src="${script.path}"></script>`;

/** Goes on by itself when the person has confirmed on the other screen. */
export const watching = (state: string) => html`${scriptLink}<div data-watch="${state}"></div>`;

/** A screen on which nobody's file is open: other tabs that still show one leave it. */
export const nobodyOpen = html`${scriptLink}<div data-visit="" hidden></div>`;
