import QRCode from "qrcode";
import { html, type SafeHtml } from "../components/index.ts";

/**
 * A code to scan, as a drawing: sharp on any screen and on a thermal printer, no image to fetch.
 */
export function scanCode(text: string, words: string): SafeHtml {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const { size } = modules;
  let path = "";
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const from = column;
      while (column < size && modules.get(row, column)) column++;
      if (column > from) path += `M${from + 4} ${row + 4}h${column - from}v1h${from - column}z`;
    }
  const side = size + 8;
  return html`
    <svg
      class="hall-code"
      viewBox="0 0 ${side} ${side}"
      role="img"
      aria-label="${words}"
      shape-rendering="crispEdges"
    >
      <rect width="${side}" height="${side}" fill="#fff"/>
      <path d="${path}" fill="#000"/>
    </svg>
  `;
}
