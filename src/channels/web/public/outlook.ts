import { type Catalogue, type Definition, type Fee, tariffOn } from "../../../catalogue/index.ts";
import {
  type Answers,
  answersRead,
  documentsWanted,
  type FormFacts,
  feesOf,
  timeLimitOf,
} from "../../../form/index.ts";
import { sumByCurrency } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { Rule } from "../../../rules/index.ts";
import { html, type SafeHtml, summaryList } from "../../components/index.ts";
import { bullets, durationIn, mostOf, rangeIn } from "../../questions/index.ts";
import { amountIn, fixedAmount, timeInShort, whenIn } from "./facts.ts";

/** The whole service, and what is known of the person so far. */
export interface Outlook {
  readonly def: Definition;
  readonly catalogue: Catalogue;
  readonly answers: Answers;
  readonly facts: FormFacts;
}

/** What applying will cost this person, how long it takes, and which documents they need. */
export function outlookView(outlook: Outlook, t: Translate): SafeHtml | null {
  const { def } = outlook;
  if (!def.process) return null;
  const rows = [
    { key: t("service.fee"), value: feesView(outlook, t) },
    { key: t("service.time"), value: timeView(outlook, t) },
    { key: t("service.need"), value: papersView(outlook, t) },
  ];
  return html`<h2 class="govuk-heading-m">${t("public.for-you")}</h2>${summaryList({ rows })}`;
}

/** Whether all that a rule reads is answered, so that what it says counts. */
function isKnown({ def, answers, facts }: Outlook, rule: Rule | undefined): boolean {
  if (!rule) return true;
  if (rule.names.has("findings")) return false;
  const someone = Object.values(facts.applicant).some((value) => value !== null);
  return [...answersRead(def, rule)].every((name) =>
    name === "applicant" ? someone : answers[name] !== undefined,
  );
}

/** All fees together, where each is known and none is a range. */
export function sumIn(outlook: Outlook, t: Translate): string | undefined {
  const { def, answers, facts } = outlook;
  const due = feesOf(def, answers, facts, facts.today);
  const isOpen = def.fees.some((fee) => {
    const amount = tariffOn(fee, facts.today)?.amount;
    return !isKnown(outlook, fee.when) || (isOwed(due, fee) && !isKnown(outlook, amount));
  });
  if (isOpen || due.some(({ upTo }) => upTo)) return undefined;
  const sums = sumByCurrency(due.map(({ money }) => money));
  return sums.length === 0 ? t("service.free") : sums.map((sum) => amountIn(sum, t)).join(" + ");
}

const isOwed = (due: readonly { readonly id: string }[], { id }: Fee): boolean =>
  due.some((fee) => fee.id === id);

export function feesView(outlook: Outlook, t: Translate): SafeHtml {
  const { def, answers, facts } = outlook;
  const due = feesOf(def, answers, facts, facts.today);
  const lines = def.fees.flatMap((fee) => {
    const tariff = tariffOn(fee, facts.today);
    if (!isKnown(outlook, fee.when) || !isKnown(outlook, tariff?.amount))
      return [html`${t.words(fee.title)}: ${mayCost(outlook, fee, t)}`];
    const owed = due.find(({ id }) => id === fee.id);
    if (!owed) return [];
    const amount = owed.upTo ? rangeIn(owed.money, owed.upTo, t) : t.money(owed.money);
    return [html`${t.words(fee.title)}: <strong>${amount}</strong>`];
  });
  return lines.length === 0 ? html`${t("service.free")}` : bullets(lines);
}

/** A fee that other answers decide about: what it may come to, and when it is owed. */
function mayCost({ def, catalogue, facts }: Outlook, fee: Fee, t: Translate): SafeHtml {
  const money = fixedAmount(fee, facts.today);
  const most = tariffOn(fee, facts.today)?.upTo;
  const amount = money
    ? most === undefined
      ? amountIn(money, t)
      : rangeIn(money, mostOf(most, fee.currency), t)
    : t("service.fee-varies");
  const when = whenIn({ def, catalogue, t }, fee);
  return html`${amount}${when ? html`<br><span class="hw-muted">${when}</span>` : null}`;
}

function timeView(outlook: Outlook, t: Translate): string {
  const { def, answers, facts } = outlook;
  const limits = def.process?.clock.limits ?? [];
  const limit = timeLimitOf(def, answers, facts);
  return limit && limits.every(({ when }) => isKnown(outlook, when))
    ? durationIn(limit.limit, t)
    : timeInShort(def, t);
}

function papersView(outlook: Outlook, t: Translate): SafeHtml {
  const { def, catalogue, answers, facts } = outlook;
  const asked = new Set(documentsWanted(def, answers, facts));
  const lines = def.documents.flatMap((paper) => {
    const title = html`${t.words(paper.title)}
      ${paper.required ? null : t("component.optional")}`;
    if (isKnown(outlook, paper.when)) return asked.has(paper) ? [title] : [];
    const when = whenIn({ def, catalogue, t }, paper);
    return [html`${title}<br><span class="hw-muted">${when}</span>`];
  });
  return lines.length === 0 ? html`${t("service.need-nothing")}` : bullets(lines);
}
