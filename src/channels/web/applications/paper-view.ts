import { subjectText } from "../../../acts/index.ts";
import { type Credential, standingOf } from "../../../credentials/index.ts";
import { languageNames, languages, type Translate } from "../../../platform/i18n/index.ts";
import {
  html,
  keepOnPhone,
  linkButton,
  type OwnCard,
  type SafeHtml,
  summaryList,
  tag,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import type { CaseView } from "./case-given.ts";

const tones = { valid: "good", expired: "neutral", revoked: "bad" } as const;

/** A paper in short: whose it is, whether it counts, and the ways to use it. */
export function paperCard(
  paper: Credential,
  { clock, catalogue }: Pick<WebDeps, "clock" | "catalogue">,
  t: Translate,
): OwnCard {
  const standing = standingOf(paper, clock());
  const title = t.words(paper.title);
  const { timeZone } = catalogue.jurisdiction;
  const subject = subjectText(paper);
  return {
    title,
    href: `/documents/${paper.id}`,
    ...(subject !== "" && { subject }),
    status: standingTag(standing, t),
    facts: [
      { label: t("documents.issued-on"), value: t.day(paper.issuedAt, timeZone) },
      {
        label: t("documents.valid-until"),
        value: paper.validUntil ? t.date(paper.validUntil) : t("documents.no-end"),
      },
    ],
    links: [
      {
        text: t("me.download"),
        href: `/documents/${paper.id}/${t.lang}`,
        hidden: title,
        download: true,
      },
      ...(standing === "valid"
        ? [{ text: t("me.share.share"), href: `/documents/${paper.id}#share`, hidden: title }]
        : []),
    ],
  };
}

/** One paper on the page of its own: what stands on it, and what to do with it. */
export function paperPage(
  paper: Credential,
  { clock, catalogue }: Pick<WebDeps, "clock" | "catalogue">,
  t: Translate,
): SafeHtml {
  const { timeZone } = catalogue.jurisdiction;
  const title = t.words(paper.title);
  const standing = standingOf(paper, clock());
  const rows = [...claimRows(paper, t), ...factRows(paper, timeZone, t)];
  return html`<h1 class="govuk-heading-l">${title} ${standingTag(standing, t)}</h1>
    ${summaryList({ rows })}
    ${downloads(paper, title, t)}
    <p class="govuk-body"><a class="govuk-link" href="/applications/${paper.caseId}">
    ${t("me.its-application")}</a></p>
    <p class="govuk-body"><a class="govuk-link" href="/v">${t("documents.verify")}</a></p>`;
}

/** The paper for where there is no network: its PDF, and what stands on it as of today. */
export function paperOnPhone(
  paper: Credential,
  { clock, catalogue }: Pick<WebDeps, "clock" | "catalogue">,
  t: Translate,
): SafeHtml {
  const { timeZone } = catalogue.jurisdiction;
  const now = clock();
  const asOf = { key: t("on-phone.as-of"), value: t.day(now, timeZone) };
  const standing = {
    key: t("visits.status-heading"),
    value: standingTag(standingOf(paper, now), t),
  };
  const rows = [asOf, standing, ...claimRows(paper, t), ...factRows(paper, timeZone, t)];
  return keepOnPhone(
    {
      title: `${t.words(paper.title)} ${paper.number}`,
      path: `/documents/${paper.id}`,
      pdf: `/documents/${paper.id}/${t.lang}`,
      content: summaryList({ rows }),
    },
    t,
  );
}

/** What the paper says, as it is printed. */
export const claimRows = ({ claims }: Pick<Credential, "claims">, t: Translate) =>
  claims.flatMap(({ label, value }) => {
    const text = claimText(value, t);
    return text === "" ? [] : [{ key: t.words(label), value: text }];
  });

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** A claim in words: a day as a date, yes and no as such. */
export function claimText(value: Credential["claims"][number]["value"], t: Translate): string {
  if (typeof value === "boolean") return t(value ? "component.yes" : "component.no");
  const text = typeof value === "string" ? value : t.words(value);
  return isDay.test(text) ? t.date(text) : text;
}

/** Number, issuer and validity. */
export const factRows = (paper: Credential, timeZone: string, t: Translate) => [
  { key: t("documents.number"), value: html`<span class="hw-reference">${paper.number}</span>` },
  { key: t("documents.issued-by"), value: t.words(paper.authority.name) },
  { key: t("documents.issued-on"), value: t.day(paper.issuedAt, timeZone) },
  {
    key: t("documents.valid-until"),
    value: paper.validUntil ? t.date(paper.validUntil) : t("documents.no-end"),
  },
  ...(paper.revoked ? [{ key: t("application.reason"), value: paper.revoked.reason }] : []),
];

export const standingTag = (standing: keyof typeof tones, t: Translate): SafeHtml =>
  tag(standing === "valid" ? t("documents.valid") : t(`status.${standing}`), tones[standing]);

/** One paper: what it is, how it stands, and the PDF in each language. Pure. */
function paperView(
  paper: Credential,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
  t: Translate,
): SafeHtml {
  const title = t.words(paper.title);
  const mark = standingTag(standingOf(paper, now), t);
  return html`<section class="hw-box"><h3 class="govuk-heading-m">
    <a class="govuk-link" href="/documents/${paper.id}">${title}</a> ${mark}</h3>
    ${summaryList({ rows: factRows(paper, timeZone, t), noBorder: true })}
    ${downloads(paper, title, t)}
    <p class="govuk-body"><a class="govuk-link" href="/v">${t("documents.verify")}</a></p>
    </section>`;
}

/** The PDF in the language of the page, and links to the others. */
function downloads({ id }: Credential, title: string, t: Translate): SafeHtml {
  const own = linkButton({
    text: t("me.download"),
    href: `/documents/${id}/${t.lang}`,
    hidden: title,
  });
  const others = languages
    .filter((lang) => lang !== t.lang)
    .map(
      (lang) =>
        html`<a class="govuk-link" href="/documents/${id}/${lang}" hreflang="${lang}"
          lang="${lang}" download>${languageNames[lang]}
        <span class="govuk-visually-hidden" lang="${t.lang}"> ${title}</span></a> `,
    );
  return html`${own}<p class="govuk-body">${t("documents.download")}: ${others}</p>`;
}

/** The papers of an application. */
export function paperCards(
  { certificates, now, catalogue }: CaseView,
  t: Translate,
): SafeHtml | null {
  if (certificates.length === 0) return null;
  const { timeZone } = catalogue.jurisdiction;
  const cards = certificates.map((paper) => paperView(paper, { now, timeZone }, t));
  return html`<h2 class="govuk-heading-m">${t("application.document")}</h2>${cards}`;
}
