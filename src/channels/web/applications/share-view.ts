import { type Credential, type Share, shareDays, standingOf } from "../../../credentials/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  details,
  html,
  input,
  radios,
  type SafeHtml,
  tag,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";

/** Links to a paper, for its owner. */
export interface Sharing {
  readonly paper: Credential;
  readonly shares: readonly Share[];
  readonly baseUrl: string;
  readonly csrf: SafeHtml;
  /** Makes the same form, sent twice, one link. */
  readonly key: string;
}

type Clocked = Pick<WebDeps, "clock" | "catalogue">;

/** How the paper is shown to others: a form that makes a link, and the links there are. Pure. */
export function shareView(sharing: Sharing, deps: Clocked, t: Translate): SafeHtml {
  const { paper, shares } = sharing;
  const isValid = standingOf(paper, deps.clock()) === "valid";
  const links = shares.map((each, index) => linkView(each, index, sharing, deps, t));
  // A paper is printed without the ways to share it.
  return html`<div class="hw-screen">
    <h2 class="govuk-heading-m" id="share">${t("me.share.heading")}</h2>
    ${
      isValid ? makeForm(sharing, t) : html`<p class="govuk-body">${t("me.share.not-now")}</p>`
    }${links.length === 0 ? null : html`<h3 class="govuk-heading-s">${t("me.share.links")}</h3>`}
    ${links}</div>`;
}

function makeForm({ paper, csrf, key }: Sharing, t: Translate): SafeHtml {
  const choice = radios(
    {
      ...{ id: "days", name: "days", legend: t("me.share.days"), value: "7" },
      items: shareDays.map((days) => ({ value: String(days), text: t(`me.share.day-${days}`) })),
    },
    t,
  );
  return html`<p class="govuk-body">${t("me.share.lead")}</p>
    <form method="post" action="/documents/${paper.id}/share">${csrf}
    <input type="hidden" name="_key" value="${key}">${choice}
    ${button({ text: t("me.share.button"), kind: "secondary" })}</form>`;
}

function linkView(
  { id, token, endsAt, endedAt, openings }: Share,
  index: number,
  { paper, baseUrl, csrf }: Sharing,
  { catalogue }: Clocked,
  t: Translate,
): SafeHtml {
  const { timeZone } = catalogue.jurisdiction;
  const ends = t("me.share.until", { date: t.dateTime(endedAt ?? endsAt, timeZone) });
  const address = token && `${baseUrl}/shared/${token}`;
  const name = `link-${index + 1}`;
  const head = address
    ? html`${input(
        {
          id: name,
          name,
          label: t("me.share.address"),
          value: address,
          hint: ends,
          readonly: true,
        },
        t,
      )}<form method="post" action="/documents/${paper.id}/share/end">${csrf}${button({
        text: t("me.share.end"),
        kind: "secondary",
        name: "share",
        value: id,
        hidden: ends,
      })}</form>`
    : html`<p class="govuk-body">${tag(t("me.share.over"))}
        ${t.dateTime(endedAt ?? endsAt, timeZone)}</p>`;
  const seen = openings.map(
    ({ at, what, device }) =>
      html`<li>${[
        t.dateTime(at, timeZone),
        t(`me.share.${what}`),
        device ?? t("sessions.device-unknown"),
      ].join(" · ")}</li>`,
  );
  const count = openings.length;
  return html`<div class="hw-box">${head}${
    count === 0
      ? html`<p class="govuk-body hw-muted">${t("me.share.opened-never")}</p>`
      : details(
          t("me.share.opened", { count }),
          html`<ul class="govuk-list">
          ${seen}</ul>`,
        )
  }</div>`;
}
