import { assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

/** What only officers' pages look like. */
export const officeStyle = assetOf(import.meta.dirname, "office.css");

export const styleLink = html`<link rel="stylesheet" href="${officeStyle.path}">`;
