import { type Credential, standingOf } from "../../../credentials/index.ts";
import { languageNames, languages, type Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, summaryList, tag } from "../../components/index.ts";
import type { CaseView } from "./case-given.ts";

/** One paper: what it is, how it stands, and the PDF in each language. Pure. */
export function paperView(
  paper: Credential,
  {
    now,
    timeZone,
    level,
  }: { readonly now: Date; readonly timeZone: string; readonly level: 2 | 3 },
  t: Translate,
): SafeHtml {
  const standing = standingOf(paper, now);
  const rows = [
    { key: t("documents.number"), value: html`<span class="hw-reference">${paper.number}</span>` },
    { key: t("documents.issued-by"), value: t.words(paper.authority.name) },
    { key: t("documents.issued-on"), value: t.day(paper.issuedAt, timeZone) },
    {
      key: t("documents.valid-until"),
      value: paper.validUntil ? t.date(paper.validUntil) : t("documents.no-end"),
    },
    ...(paper.revoked ? [{ key: t("application.reason"), value: paper.revoked.reason }] : []),
  ];
  const state = standing === "valid" ? t("documents.valid") : t(`status.${standing}`);
  const title = t.words(paper.title);
  const mark = tag(
    state,
    standing === "valid" ? "good" : standing === "revoked" ? "bad" : "neutral",
  );
  const inside = html`${title} ${mark}`;
  const heading =
    level === 2
      ? html`<h2 class="govuk-heading-m">${inside}</h2>`
      : html`<h3 class="govuk-heading-m">${inside}</h3>`;
  return html`<section class="hw-box">${heading}${summaryList({ rows, noBorder: true })}
    <p class="govuk-body">${t("documents.download")}: ${downloads(paper, title, t)}</p>
    <p class="govuk-body"><a class="govuk-link" href="/v">${t("documents.verify")}</a></p>
    </section>`;
}

const downloads = ({ id }: Credential, title: string, { lang: own }: Translate): SafeHtml[] =>
  languages.map(
    (lang) =>
      html`<a class="govuk-link" href="/documents/${id}/${lang}" hreflang="${lang}" lang="${lang}"
          download>${languageNames[lang]}
        <span class="govuk-visually-hidden" lang="${own}"> ${title}</span></a> `,
  );

/** The papers of an application. */
export function paperCards(
  { certificates, now, catalogue }: CaseView,
  t: Translate,
): SafeHtml | null {
  if (certificates.length === 0) return null;
  const { timeZone } = catalogue.jurisdiction;
  const cards = certificates.map((paper) => paperView(paper, { now, timeZone, level: 3 }, t));
  return html`<h2 class="govuk-heading-m">${t("application.document")}</h2>${cards}`;
}
