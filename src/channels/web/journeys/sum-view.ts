import { type JourneyEnd, type JourneyFees, journeyEnd, journeyFees } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, summaryList } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import type { OpenJourney } from "./open.ts";

/** What all services of a journey cost together, and when the last of them is decided. */
export interface Sum {
  readonly fees: Pick<JourneyFees, "sums" | "more">;
  readonly end: JourneyEnd | undefined;
  readonly from: Date;
  readonly timeZone: string;
}

/** The sum of a journey that is being filled in, with the answers so far. */
export function sumOf(
  { journey, left, given: { facts } }: Pick<OpenJourney, "journey" | "left" | "given">,
  { clock, calendar }: Pick<WebDeps, "clock" | "calendar">,
): Sum {
  const open = left.filter(({ sent }) => !sent);
  const [from, working] = [clock(), calendar()];
  return {
    fees: journeyFees(open, facts),
    end: journeyEnd(journey, open, facts, from, working),
    from,
    timeZone: working.timeZone,
  };
}

const dayMs = 24 * 3_600_000;

/** So many days are told as days; more, as weeks; from three months, as months. */
const daysAtMost = 13;
const weeksUntil = 91;
const daysOfMonth = 30.44;

/** "5 weeks": a span in the unit in which people plan. */
export function spanIn({ from, end }: Pick<Sum, "from" | "end">, t: Translate): string | undefined {
  if (!end) return undefined;
  const days = Math.max(1, Math.ceil((end.at.getTime() - from.getTime()) / dayMs));
  if (days <= daysAtMost) return t.duration(`P${days}D`);
  if (days < weeksUntil) return t.duration(`P${Math.round(days / 7)}W`);
  return t.duration(`P${Math.round(days / daysOfMonth)}M`);
}

/** The cost: an amount, and what may come on top. */
export function costIn({ sums, more }: Sum["fees"], t: Translate): string {
  const amount = sums.length === 0 ? t("service.free") : t.list(sums.map((one) => t.money(one)));
  if (more.length === 0) return amount;
  const each = more.map(({ money, unit }) =>
    unit ? `${t.money(money)} ${t.words(unit)}` : t.money(money),
  );
  return t("journey.cost-more", { amount, more: t.list(each) });
}

/** In few words: the amount, or that it is the least. */
function leastIn({ sums, more }: Sum["fees"], t: Translate): string {
  const amount = costIn({ sums, more: [] }, t);
  return more.length === 0 || sums.length === 0 ? amount : t("journey.cost-least", { amount });
}

/** "3,000 Frw, about 5 weeks", for the line above each page. */
export function sumInShort(sum: Sum, t: Translate): string {
  const span = spanIn(sum, t);
  const cost = leastIn(sum.fees, t);
  if (!span) return t("journey.so-far", { sum: cost });
  const time = t(sum.end?.isMost ? "journey.time-about" : "journey.time-least", { span });
  return t("journey.so-far", { sum: `${cost}, ${time}` });
}

/** "About 5 weeks"; "At least" where an office promises its time only from a later moment. */
export function spanWords(sum: Pick<Sum, "from" | "end">, t: Translate): string | undefined {
  const span = spanIn(sum, t);
  return span && t(sum.end?.isMost ? "journey.about" : "journey.at-least", { span });
}

/** The whole cost and the whole time, with the day by which the last office has decided. */
export function sumView(sum: Sum, t: Translate): SafeHtml {
  const span = spanIn(sum, t);
  const date = sum.end && t.day(sum.end.at, sum.timeZone);
  const isMost = sum.end?.isMost;
  const by = date && t(isMost ? "journey.time-by" : "journey.time-not-before", { date });
  const time = span && by && html`${spanWords(sum, t)}, ${by}`;
  const rows = [
    { key: t("journey.cost"), value: html`<strong>${costIn(sum.fees, t)}</strong>` },
    ...(time ? [{ key: t("journey.time"), value: html`<strong>${time}</strong>` }] : []),
  ];
  const open =
    sum.end && !sum.end.isMost
      ? html`<p class="govuk-body">
    ${t("journey.time-open")}</p>`
      : null;
  return html`<h2 class="govuk-heading-m">${t("journey.sum")}</h2>${summaryList({ rows })}
    <p class="govuk-body">${t("journey.time-if")}</p>${open}`;
}
