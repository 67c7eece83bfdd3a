import {
  actingFor,
  atOffice,
  type Catalogue,
  type Conditional,
  chosenUnder,
  type Definition,
  type Fee,
  type TaskWanted,
  tariffOn,
} from "../../../catalogue/index.ts";
import { currencyDecimals, type Money, sumByCurrency } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { Rule } from "../../../rules/index.ts";
import type { ServiceCard } from "../../components/index.ts";
import { durationIn } from "../../questions/index.ts";
import type { ServiceParts } from "./service-parts.ts";

/** A tariff that does not depend on answers, as money; undefined where it does. */
export function fixedAmount(fee: Fee, today: string): Money | undefined {
  const amount = tariffOn(fee, today)?.amount;
  if (!amount || amount.names.size > 0) return undefined;
  const major = amount.evaluate({}, { today });
  if (typeof major !== "number") return undefined;
  return {
    minor: Math.round(major * 10 ** currencyDecimals(fee.currency)),
    currency: fee.currency,
  };
}

/** An amount, or that it costs nothing. */
export const amountIn = (money: Money, t: Translate): string =>
  money.minor === 0 ? t("service.free") : t.money(money);

/**
 * What a service costs, in a few words: an amount, several to choose among, "from …", or "depends".
 */
export function feeInShort({ fees }: Definition, today: string, t: Translate): string {
  if (fees.length === 0) return t("service.free");
  const priced = fees.map((fee) => ({ fee, money: fixedAmount(fee, today) }));
  const prices = priced.flatMap(({ money }) => (money ? [money] : []));
  const always = priced.flatMap(({ fee, money }) => (money && !fee.when ? [money] : []));
  const sum = sumByCurrency(always)
    .map((money) => amountIn(money, t))
    .join(" + ");
  if (always.length === fees.length) return sum;
  if (always.length > 0) return t("public.fee-from", { amount: sum });
  if (prices.length < fees.length) return t("service.fee-varies");
  // A duty and a provider's fee are added up; fees of one kind are alternatives.
  const kinds = [...new Set(fees.map(({ kind }) => kind))];
  const priceOf = (kind: Fee["kind"]) =>
    choiceOf(
      priced.flatMap(({ fee, money }) => (fee.kind === kind && money ? [money] : [])),
      t,
    );
  return kinds.map(priceOf).join(" + ");
}

const fewPrices = 3;

/** Alternative prices: each of them, or the lowest and the highest where there are many. */
function choiceOf(prices: readonly Money[], t: Translate): string {
  const [first] = prices;
  const [least, ...more] = prices.toSorted((a, b) => a.minor - b.minor);
  const most = more.at(-1);
  const inOne = prices.every(({ currency }) => currency === first?.currency);
  return least && most && inOne && prices.length > fewPrices
    ? t("public.fee-range", { least: t.money(least), most: t.money(most) })
    : prices.map((money) => amountIn(money, t)).join(" / ");
}

/**
 * The promise, in a few words: each time that can be chosen, and after which step where it begins
 * later than the application; a service that only follows rules answers at once.
 */
export function timeInShort({ process }: Definition, t: Translate): string {
  if (!process) return t("public.now");
  const { starts, limits = [], limit } = process.clock;
  const duration = [...limits.map((time) => time.limit), limit]
    .map((each) => durationIn(each, t))
    .join(" / ");
  if ("at" in starts) return duration;
  const stage = process.stages.find(({ id }) => id === starts.after);
  return t("public.time-after", { duration, step: t.words(stage?.title) });
}

export const authorityOf = (catalogue: Catalogue, id: string) =>
  catalogue.jurisdiction.authorities.find((each) => each.id === id);

/** The name of an authority, with the role in which somebody acts for it. */
export function whoActs(
  catalogue: Catalogue,
  { authority, role }: { readonly authority: string; readonly role?: string },
  t: Translate,
): string {
  const office = authorityOf(catalogue, authority);
  const name = office ? t.words(office.name) : authority;
  const words = role === undefined ? undefined : office?.roles[role];
  return words ? `${name}, ${t.words(words)}` : name;
}

/** Who does a task; if the answers choose the authority or office, which question chooses it. */
export function whoDoes(
  catalogue: Catalogue,
  def: Definition,
  task: TaskWanted,
  t: Translate,
): string {
  const actor = (who: string) => atOffice(def, task, who, t);
  if (!task.authorityBy) return actor(whoActs(catalogue, task, t));
  const question = chosenUnder(def, task);
  const names = actingFor(task).map((authority) => whoActs(catalogue, { authority }, t));
  const role = authorityOf(catalogue, task.authority)?.roles[task.role];
  const who = question
    ? t("public.authority-chosen", { question: t.words(question) })
    : names.join(" / ");
  return actor(role ? `${who}, ${t.words(role)}` : who);
}

/** A service to choose: title, who gives it, fee and time. */
export function cardOf(
  def: Definition,
  catalogue: Catalogue,
  today: string,
  t: Translate,
): ServiceCard {
  return {
    title: t.words(def.title),
    href: `/services/${def.id}`,
    summary: t.words(def.description),
    authority: whoActs(catalogue, { authority: def.authority }, t),
    facts: [
      { label: t("service.fee"), value: feeInShort(def, today, t) },
      { label: t("service.time"), value: timeInShort(def, t) },
    ],
  };
}

const nationality = /^applicant\.nationality (!?=) "([A-Z]{2})"$/;

/** When something is asked, in the words of the definition; nothing where it always is. */
export const whenIn = (
  parts: Pick<ServiceParts, "def" | "catalogue" | "t">,
  { when, whenWords }: Conditional,
): string | undefined => when && (whenWords ? parts.t.words(whenWords) : ruleIn(parts, when));

/**
 * A rule of a version that has no words for it: `question = answer` says the question and the
 * answer, a nationality says which, what else depends on the person's identity says so, and all
 * the rest "depending on your answers". Of conditions joined by `and`, those that can be said: each
 * is needed.
 */
function ruleIn(
  { def, catalogue, t }: Pick<ServiceParts, "def" | "catalogue" | "t">,
  rule: Rule,
): string {
  const source = rule.source.trim();
  const all = /[()]| or | if /.test(source) ? [source] : source.split(" and ");
  const conditions = all.flatMap((one) => conditionIn({ def, catalogue, t }, one.trim()) ?? []);
  if (conditions.length > 0) return t.list(conditions);
  const identity = [...rule.names].every((name) => name.startsWith("applicant"));
  return t(identity ? "public.when-identity" : "public.when-answers");
}

/** One condition in words; undefined if it cannot be put into words. */
function conditionIn(
  { def, catalogue, t }: Pick<ServiceParts, "def" | "catalogue" | "t">,
  source: string,
): string | undefined {
  const [, sign, code] = nationality.exec(source) ?? [];
  const country = catalogue.codeList("countries")?.find(({ value }) => value === code);
  if (country)
    return t(sign === "=" ? "public.when-nationality" : "public.when-other-nationality", {
      country: t.words(country.label),
    });
  const [, name, value, yes] = /^(\w+) = (?:"([^"]+)"|(true|false))$/.exec(source) ?? [];
  const field = def.form
    .filter(({ repeat }) => !repeat)
    .flatMap(({ fields }) => fields)
    .find((each) => each.name === name);
  const option = field?.options.find((each) => each.value === value);
  const yesNo = yes && t(yes === "true" ? "component.yes" : "component.no");
  const answer = option ? t.words(option.label) : yesNo;
  if (!field || !answer) return undefined;
  return t("public.when-answer", { question: t.words(field.label), answer });
}
