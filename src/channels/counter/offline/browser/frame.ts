import type { Translate } from "../../../../platform/i18n/index.ts";

/** The frame of the page was cached in one language; it follows the operator's. */
export function translateFrame(t: Translate): void {
  document.documentElement.lang = t.lang;
  document.title = `${t("offline.title")} – Hamwe`;
  setText(".govuk-skip-link", t("layout.skip"));
  const tag = document.querySelector(".hw-demo__tag");
  if (!tag) return;
  tag.textContent = t("demo.tag");
  tag.parentElement?.replaceChildren(tag, ` ${t("demo.banner")}`);
  setText(".hw-demo__link", t("demo.choose"));
}

function setText(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
}
