import type { FastifyReply } from "fastify";
import { giveUpFailed, type LinkNow, longestReason, replayFailed } from "../../acts/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import type { FailedItem } from "../../platform/jobs/index.ts";
import {
  button,
  html,
  keyFigures,
  type SafeHtml,
  summaryList,
  table,
} from "../components/index.ts";
import {
  foldedForm,
  readTyped,
  type StaffForm,
  sendStaffPage,
  staffBanner,
  staffOccasion,
  type Typed,
  typedProblems,
} from "../staff/index.ts";
import { digestWords, type Operations, standing, waitingLink } from "./deps.ts";
import { returnedPart } from "./returned.ts";

/** What is shown at once; the first received first. */
const most = 50;

const pathOf = ({ link }: LinkNow): string => `/operations/${link.id}`;

/** GET /operations/<link>: how it stands, and what failed on the way to it. */
export const linkPage = (at: Operations, now: LinkNow): Promise<FastifyReply> => show(at, now);

async function show(at: Operations, now: LinkNow, typed?: Typed): Promise<FastifyReply> {
  const { t } = at;
  const items = await now.link.failed(most);
  const form = items.map((item) => giveUpForm(at, now, item)).find(({ id }) => id === typed?.form);
  const title = t(`operations.names.${now.link.id}`);
  const content = html`${staffBanner(at)}${typedProblems(form, typed, at)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${standing(at, now)} ${digestWords(at, now)}</p>
    ${keyFigures([
      { label: t("operations.waiting"), value: waitingLink(at, now) },
      { label: t("operations.retrying"), value: t.number(now.retrying) },
      { label: t("operations.failed"), value: t.number(now.failed) },
    ])}
    <h2 class="govuk-heading-m">${t("operations.failed-items")}</h2>
    ${items.length === 0 ? html`<p class="govuk-body hw-empty">${t("operations.none")}</p>` : null}
    ${items.some(({ tooLate }) => !tooLate) ? replayAll(at, now) : null}
    ${items.map((item) => itemBox(at, now, item, typed))}
    ${items.length < now.failed ? html`<p class="govuk-body">${t("operations.more")}</p>` : null}
    ${await waitingPart(at, now)}${await returnedPart(at, now)}`;
  return sendStaffPage(at, {
    ...{ title, content, path: pathOf(now), entries: [] },
    home: { text: t("operations.title"), href: "/operations" },
    ...(typed && { failed: true, status: 422 }),
  });
}

/** What is on its way: its kind, since when, and when it is tried next. */
async function waitingPart(at: Operations, { link, waiting }: LinkNow): Promise<SafeHtml | null> {
  const { t, deps } = at;
  const items = await link.waiting(most);
  if (items.length === 0) return null;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const quiet = items.find(({ isQuiet }) => isQuiet)?.nextAt;
  const date = quiet && t.dateTime(quiet, zone);
  const until = date && html`<p class="govuk-body">${t("operations.quiet", { date })}</p>`;
  const now = deps.clock();
  const list = table({
    caption: t("operations.waiting"),
    columns: [
      { text: t("operations.kind") },
      { text: t("operations.received") },
      { text: t("operations.next-try") },
      { text: t("operations.tries"), numeric: true },
    ],
    rows: items.map(({ what, receivedAt, nextAt, tries }) => [
      html`<span lang="en">${what}</span>`,
      t.dateTime(receivedAt, zone),
      nextAt && nextAt > now ? t.dateTime(nextAt, zone) : t("operations.next-at-once"),
      t.number(tries),
    ]),
  });
  return html`<section id="waiting">${until}${list}
    ${items.length < waiting ? html`<p class="govuk-body">${t("operations.more")}</p>` : null}
    </section>`;
}

const replayForm = ({ csrf }: Operations, now: LinkNow, item: string, send: SafeHtml): SafeHtml =>
  html`<form method="post" action="${pathOf(now)}/replay">${csrf}
    <input type="hidden" name="key" value="${newId()}">
    <input type="hidden" name="item" value="${item}">${send}</form>`;

function replayAll(at: Operations, now: LinkNow): SafeHtml {
  const { t } = at;
  return html`<p class="govuk-body">${t("operations.replay-order")}</p>
    ${replayForm(at, now, "all", button({ text: t("operations.replay-all") }))}`;
}

const idOf = ({ id }: FailedItem): string => `give-up-${id.replaceAll(/[^\w-]/g, "_")}`;

const giveUpForm = ({ t }: Operations, now: LinkNow, item: FailedItem): StaffForm => ({
  id: idOf(item),
  action: `${pathOf(now)}/give-up`,
  fields: [
    {
      ...{ name: "reason", kind: "lines", label: t("operations.reason") },
      hint: t("operations.reason-hint"),
      missing: t("operations.enter-reason"),
    },
  ],
  send: t("operations.give-up"),
  hidden: { item: item.id },
});

function itemBox(at: Operations, now: LinkNow, item: FailedItem, typed?: Typed): SafeHtml {
  const { t, deps } = at;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const text = (words: string) => html`<span lang="en">${words}</span>`;
  const rows = [
    { key: t("operations.received"), value: t.dateTime(item.receivedAt, zone) },
    ...(item.failedAt
      ? [{ key: t("operations.failed-at"), value: t.dateTime(item.failedAt, zone) }]
      : []),
    { key: t("operations.tries"), value: t.number(item.tries) },
    { key: t("operations.why"), value: item.reason ? text(item.reason) : "–" },
  ];
  const again = button({
    ...{ text: t("operations.replay"), kind: "secondary" },
    hidden: item.what,
  });
  return html`<section class="hw-box">
    <h3 class="govuk-heading-s">${text(item.what)}</h3>${summaryList({ rows })}
    ${
      item.tooLate
        ? html`<p class="govuk-body">${t("operations.too-late")}</p>`
        : replayForm(at, now, item.id, again)
    }
    ${foldedForm(t("operations.give-up-one"), giveUpForm(at, now, item), at, typed)}</section>`;
}

/** POST /operations/<link>/replay: one, or all. */
export async function replay(at: Operations, now: LinkNow): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const which = textOf(posted, "item");
  const done = await replayFailed(at.deps, staffOccasion(at, posted), now.link, which);
  return redirectTo(
    at.reply,
    pathOf(now),
    done.ok ? { kind: "success", code: "operations.was-replayed" } : refusalFlash(done.refusal),
  );
}

/** POST /operations/<link>/give-up: one, with the reason. */
export async function giveUpOne(at: Operations, now: LinkNow): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const id = textOf(posted, "item");
  const item = (await now.link.failed(most)).find((each) => each.id === id);
  if (item) {
    const typed = readTyped(giveUpForm(at, now, item), posted);
    if (typed.wrong.length > 0) return show(at, now, typed);
  }
  const reason = textOf(posted, "reason").slice(0, longestReason);
  const done = await giveUpFailed(at.deps, staffOccasion(at, posted), now.link, {
    item: id,
    reason,
  });
  return redirectTo(
    at.reply,
    pathOf(now),
    done.ok ? { kind: "success", code: "operations.was-given-up" } : refusalFlash(done.refusal),
  );
}
