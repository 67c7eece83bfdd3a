import type { FastifyReply } from "fastify";
import { type LinkAct, type LinkNow, latestLinkActs, linksNow } from "../../acts/index.ts";
import { html, type SafeHtml, table } from "../components/index.ts";
import { sendStaffPage, staffBanner } from "../staff/index.ts";
import { digestWords, type Operations, standing, waitingLink } from "./deps.ts";

/** GET /operations: every way out with its state, and what was done of late. */
export async function overviewPage(at: Operations): Promise<FastifyReply> {
  const { t, deps } = at;
  const [links, acts] = await Promise.all([linksNow(deps), latestLinkActs(deps)]);
  const title = t("operations.title");
  const content = html`${staffBanner(at)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("operations.lead")}</p>
    ${linkTable(at, links)}${await actTable(at, acts)}`;
  return sendStaffPage(at, {
    ...{ title, content, path: "/operations", entries: [] },
    home: { text: title, href: "/operations" },
  });
}

function linkTable(at: Operations, links: readonly LinkNow[]): SafeHtml {
  const { t, deps } = at;
  const zone = deps.catalogue.jurisdiction.timeZone;
  return table({
    caption: t("operations.links"),
    captionHidden: true,
    columns: [
      { text: t("operations.link") },
      { text: t("operations.state") },
      { text: t("operations.waiting"), numeric: true },
      { text: t("operations.oldest") },
      { text: t("operations.failed"), numeric: true },
    ],
    rows: links.map((now) => [
      html`<a class="govuk-link" href="/operations/${now.link.id}">
        ${t(`operations.names.${now.link.id}`)}</a>`,
      html`${standing(at, now)} ${digestWords(at, now)}`,
      waitingLink(at, now),
      now.oldest ? t.dateTime(now.oldest, zone) : "–",
      t.number(now.failed),
    ]),
  });
}

async function actTable(at: Operations, acts: readonly LinkAct[]): Promise<SafeHtml> {
  const { t, deps } = at;
  const idOf = ({ actor }: LinkAct) => actor.replace("officer:", "");
  const names = await deps.officerNames(acts.map(idOf));
  if (acts.length === 0)
    return html`<h2 class="govuk-heading-m">${t("operations.acts.title")}</h2>
      <p class="govuk-body hw-empty">${t("operations.acts.none")}</p>`;
  return table({
    caption: t("operations.acts.title"),
    columns: [
      { text: t("operations.acts.when") },
      { text: t("operations.acts.who") },
      { text: t("operations.link") },
      { text: t("operations.acts.what") },
    ],
    rows: acts.map((act) => [
      t.dateTime(act.at, deps.catalogue.jurisdiction.timeZone),
      names.get(idOf(act)) ?? idOf(act),
      t(`operations.names.${act.data.link}`),
      actWords(at, act),
    ]),
  });
}

function actWords({ t }: Operations, { type, data }: LinkAct): string {
  switch (type) {
    case "FailedReplayed":
      return t("operations.acts.replayed", { count: t.number(data.count) });
    case "FailedGivenUp":
      return t("operations.acts.given-up", { reason: data.reason });
    case "AddressUsedAgain":
      return t("operations.returned.act");
  }
}
