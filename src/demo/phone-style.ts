import { join } from "node:path";
import { html } from "../channels/components/index.ts";
import { assetOf } from "../platform/http/index.ts";

const style = assetOf(import.meta.dirname, "handset.css");
const script = assetOf(join(import.meta.dirname, "browser"), "handset.ts");

export const phoneAssets = [style, script];

/** The look of the telephone, and keys that type without asking the server. */
export const phoneHead = html`
  <link rel="stylesheet" href="${style.path}">
  <script type="module" src="${script.path}"></script>
`;
