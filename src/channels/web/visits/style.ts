import { assetOf } from "../../../platform/http/index.ts";
import { html } from "../../components/index.ts";

/** What only the pages of visits look like. */
export const visitStyle = assetOf(import.meta.dirname, "visits.css");

export const styleLink = html`<link rel="stylesheet" href="${visitStyle.path}">`;
