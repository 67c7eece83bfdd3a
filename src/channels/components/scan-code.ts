import QRCode from "qrcode";
import { type Example, html, type SafeHtml } from "./html.ts";

/**
 * A code to scan, as a drawing: sharp on any screen and on a thermal printer, no image to fetch.
 * Criteria: `words` says where it leads (1.1.1); it is black on white in any theme.
 */
export function scanCode(text: string, words: string, name = "hw-code"): SafeHtml {
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
      class="${name}"
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

export const examples = (): Example[] => [
  { name: "an address", html: scanCode("https://hamwe.example/appointments", "Code yo gusikana") },
];
