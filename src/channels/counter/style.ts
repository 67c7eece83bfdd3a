import { assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

export const style = assetOf(import.meta.dirname, "counter.css");
export const script = assetOf(import.meta.dirname, "counter.js");

export const styleLink = html`<link rel="stylesheet" href="${style.path}">`;

/** Goes on by itself when the person has confirmed on the other screen. */
export const watching = (state: string) =>
  html`<script type="module" src="${script.path}"></script><div data-watch="${state}"></div>`;
