import { codeAlphabet } from "../../kernel/index.ts";
import { html, type SafeHtml } from "../components/index.ts";
import type { Place } from "./place.ts";

const digits = "1234567890+";

/** Attributes of a field for which the kiosk brings its own keys (browser/keypad.ts). */
export function kioskKeys({ t }: Place, which: "digits" | "letters"): SafeHtml {
  const keys = which === "digits" ? digits : codeAlphabet;
  const open = which === "letters" ? html` data-open` : null;
  return html` data-keys="${keys}" data-pad="${t("floor.keys.pad")}"
    data-erase="${t("floor.keys.erase")}" data-most="20"${open}`;
}
