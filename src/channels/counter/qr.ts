import QRCode from "qrcode";
import { html, type SafeHtml } from "../components/index.ts";

/**
 * An address as a square that a telephone reads; the address stands beside it for whoever has none.
 */
export async function qrOf(address: string, label: string): Promise<SafeHtml> {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: "M" });
  const { size, data } = modules;
  const marks: string[] = [];
  for (let at = 0; at < size * size; at++)
    if (data[at]) marks.push(`M${at % size} ${Math.floor(at / size)}h1v1h-1z`);
  return html`<svg class="ct-qr" viewBox="-4 -4 ${size + 8} ${size + 8}" role="img"
      aria-label="${label}"><path fill="#fff" d="M-4-4h${size + 8}v${size + 8}h-${size + 8}z"/>
    <path fill="#000" d="${marks.join("")}"/></svg>`;
}
