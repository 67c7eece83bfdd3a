import type { OwnData } from "../../../acts/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml } from "../../components/index.ts";
import { statusTag } from "../applications/status-words.ts";

/** The readable page of a copy: it opens from a disk, without network, style or script. */
export function archivePage(data: OwnData, timeZone: string, t: Translate): SafeHtml {
  const { account, applications, messages } = data;
  const facts = [account.nationalId, account.birthDate, account.phone, account.email];
  return html`<!doctype html><html lang="${t.lang}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${t("own-data.page-title", { name: account.name })}</title></head><body>
    <h1>${t("own-data.page-title", { name: account.name })}</h1>
    <p>${t("own-data.made", { date: t.day(data.madeAt, timeZone) })}</p>
    <h2>${t("own-data.account")}</h2>
    <p>${account.name}</p>${facts.filter(Boolean).map((fact) => html`<p>${fact}</p>`)}
    <h2>${t("applications.heading")}</h2>
    ${applications.map((application) => applicationPart(application, timeZone, t))}
    <h2>${t("apply.messages-heading")}</h2>
    ${messages.map(
      ({ queuedAt, body }) => html`<p>${t.dateTime(queuedAt, timeZone)}<br>${body}</p>`,
    )}</body></html>`;
}

function applicationPart(
  { reference, service, status, questions, papers, sentAt }: OwnData["applications"][number],
  timeZone: string,
  t: Translate,
): SafeHtml {
  const rows = questions.flatMap(({ rows: answers }) => answers);
  return html`<h3>${reference}: ${t.words(service.title)}</h3>
    <p>${t("application.submitted-on")} ${t.day(sentAt, timeZone)}.
    ${t("own-data.status")}: ${status === "none" ? null : statusTag(status, t)}</p>
    <dl>${rows.map(({ question, answer }) => html`<dt>${question}</dt><dd>${answer}</dd>`)}</dl>
    <ul>${papers.map(({ name }) => html`<li>${reference}/${name}</li>`)}</ul>`;
}
