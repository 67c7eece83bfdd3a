import type { Application } from "../../cases/index.ts";
import type { Output } from "../../catalogue/index.ts";
import type { Credential } from "../../credentials/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  errorSummary,
  html,
  radios,
  type SafeHtml,
  type SummaryRow,
  summaryList,
  tag,
  textarea,
  warningText,
} from "../components/index.ts";
import type { Desk } from "./desk.ts";

export interface Revoking {
  readonly key: string;
  readonly code: string;
  readonly text: string;
  readonly problems: readonly Problem[];
}

interface Paper {
  readonly application: Application;
  readonly paper: Credential;
  readonly reasons: NonNullable<Output["revocation"]>["reasons"];
}

const words = (t: Translate, { field, code, facts }: Problem): string => {
  const own = `office-pages.problems.revoke.${field}`;
  return code === "required" && t.has(own) ? t.named(own) : t.named(`problems.${code}`, facts);
};

/** One paper, and why it is to end. */
export function revokePage(
  desk: Desk,
  { application, paper, reasons }: Paper,
  revoking: Revoking,
): SafeHtml {
  const { t } = desk;
  const heading = html`
    <h1 class="govuk-heading-l">${t("office-pages.revoke.heading")}</h1>
    ${paperFacts(desk, application, paper)}
  `;
  if (paper.revoked) return heading;
  const error = (field: string) => {
    const problem = revoking.problems.find((each) => each.field === field);
    return problem && words(t, problem);
  };
  const reason = radios(
    {
      ...{ id: "code", name: "code", legend: t("office.reason") },
      items: reasons.map(({ id, title }) => ({ value: id, text: t.words(title) })),
      value: revoking.code,
      error: error("code"),
    },
    t,
  );
  const label = t("office-pages.words-to-person");
  const hint = t("office-pages.revoke.hint");
  const text = textarea(
    {
      ...{ id: "text", name: "text", label, hint },
      ...{ value: revoking.text, error: error("text") },
    },
    t,
  );
  const errors = revoking.problems.map((each) => ({ text: words(t, each), id: each.field }));
  return html`
    ${errorSummary(errors, t)}${heading}${warningText(t("office-pages.revoke.warning"), t)}
    <form method="post" action="/office/cases/${application.id}/revoke" novalidate>
      ${desk.csrf}<input type="hidden" name="key" value="${revoking.key}">${reason}${text}
      ${button({ text: t("office.revoke"), kind: "warning" })}
    </form>
  `;
}

function paperFacts({ t, deps }: Desk, application: Application, paper: Credential): SafeHtml {
  const rows: SummaryRow[] = [
    { key: t("office.service"), value: t.words(application.definition.title) },
    { key: t("documents.number"), value: html`<span class="hw-reference">${paper.number}</span>` },
    { key: t("office.applicant"), value: application.asked.applicant.name ?? "–" },
    { key: t("documents.issued-on"), value: deps.days.words(t, paper.issuedAt) },
  ];
  if (paper.revoked) {
    const { at, reason } = paper.revoked;
    const value = html`${tag(t("status.revoked"), "bad")} ${deps.days.words(t, at)}<br>${reason}`;
    rows.push({ key: t("application.status"), value });
  }
  return summaryList({ rows });
}
