import type { RefusalCode, RefusalKind } from "../../../kernel/index.ts";
import { statusOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, inset, layout, narrow, type SafeHtml, table } from "../../components/index.ts";

const kinds: readonly RefusalKind[] = [
  "invalid",
  "not-allowed",
  "not-found",
  "conflict",
  "unavailable",
];

/**
 * What a `type` of a problem leads to: what it means to a person, and what a program can do. Pure.
 */
export function problemPage(code: RefusalCode, demonstration: boolean, t: Translate): SafeHtml {
  const title = t("api.problem.heading", { code });
  const rows = kinds.map((kind) => [
    String(statusOf(kind)),
    t(`api.kinds.${kind}`),
    t(`api.remedies.${kind}`),
  ]);
  const columns = [
    { text: "HTTP" },
    { text: t("api.problem.says") },
    { text: t("api.problem.do") },
  ];
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    ${inset(t.refusal({ code }))}
    ${table({ caption: t("api.problem.do"), columns, rows })}
    <p class="govuk-body">
      <a class="govuk-link" href="/api" hreflang="en">${t("api.problem.for-programs")}</a>
    </p>`;
  const path = `/api/problems/${code}`;
  return layout(
    { title, path, content: narrow(content), demo: demonstration ? { href: "/demo" } : undefined },
    t,
  );
}
