import type { Flash } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { notificationBanner, type SafeHtml } from "../components/index.ts";

/** The message that the page before has left, with a link where there is one. */
export function banner(
  flash: Flash | undefined,
  t: Translate,
  content?: SafeHtml,
): SafeHtml | null {
  if (!flash) return null;
  const kind = flash.kind === "success" ? "success" : "important";
  return notificationBanner(
    { heading: t.named(flash.code, flash.facts), kind, id: "flash", ...(content && { content }) },
    t,
  );
}
