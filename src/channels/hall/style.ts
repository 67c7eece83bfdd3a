import { type Asset, assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

const own = (file: string) => assetOf(import.meta.dirname, file);

const kioskStyle = own("kiosk.css");
const askStyle = own("kiosk-ask.css");
const phoneStyle = own("phone.css");
const floorStyle = own("floor.css");
const boardStyle = own("board.css");
const boardScript = own("board.js");
const liveScript = own("live.js");
const kioskScript = own("kiosk.js");

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
