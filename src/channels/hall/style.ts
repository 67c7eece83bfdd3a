import { join } from "node:path";
import { type Asset, assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";
import { voiceAssets } from "./voices/voices.ts";

const own = (file: string) => assetOf(import.meta.dirname, file);
const script = (file: string) => assetOf(join(import.meta.dirname, "browser"), file);

const kioskStyle = own("kiosk.css");
const askStyle = own("kiosk-ask.css");
const phoneStyle = own("phone.css");
const floorStyle = own("floor.css");
const boardStyle = own("board.css");
const boardScript = script("board.ts");
const liveScript = script("live.ts");
const kioskScript = script("kiosk.ts");
const keypadScript = script("keypad.ts");
const portraitStyle = own("kiosk-portrait.css");
const landscapeStyle = own("kiosk-landscape.css");

export const hallAssets: readonly Asset[] = [
  ...[kioskStyle, askStyle, portraitStyle, landscapeStyle],
  ...[phoneStyle, floorStyle, boardStyle],
  ...[boardScript, liveScript, kioskScript, keypadScript],
  ...voiceAssets,
];

const sheet = ({ path }: Asset) => html`<link rel="stylesheet" href="${path}">`;
/** `defer` and no module: televisions of 2015 run it too. */
const deferred = ({ path }: Asset) => html`<script src="${path}" defer></script>`;

export const boardHead = html`${sheet(boardStyle)}${deferred(boardScript)}`;
const kioskStyles = [kioskStyle, askStyle, portraitStyle, landscapeStyle].map(sheet);
export const kioskHead = html`${kioskStyles}${deferred(kioskScript)}${deferred(keypadScript)}`;
export const phoneHead = html`${sheet(phoneStyle)}${deferred(liveScript)}`;
export const floorHead = html`${sheet(floorStyle)}${deferred(liveScript)}`;
