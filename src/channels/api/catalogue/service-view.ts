import type { Definition, DocumentWanted, Process } from "../../../catalogue/index.ts";
import type { Answers } from "../../../form/index.ts";
import {
  callOf,
  documentsWanted,
  eligibilityOf,
  type FeeDue,
  type FormFacts,
  feesOf,
  problemsOf,
  timeLimitOf,
} from "../../../form/index.ts";
import type { Duration } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { dueView } from "../applications/application-view.ts";
import { type ApiDeps, factsOf, listsOf } from "../deps.ts";
import { partsWrong } from "../problem.ts";

export function briefOf(def: Definition, today: string) {
  const { id, version, title, description, authority, level } = def;
  const { state } = callOf(def, today);
  const kind = def.process ? "application" : "answer";
  const open = state !== "before" && state !== "closed";
  return { id, version, title, description, authority, level, kind, open };
}

export const documentView = (wanted: DocumentWanted) => ({
  id: wanted.id,
  title: wanted.title,
  required: wanted.required,
  accept: wanted.accept,
  maxBytes: wanted.maxBytes,
  maxFiles: wanted.maxFiles,
  ...(wanted.when && { askedWhen: wanted.when.source }),
});

/** "30 working days", as pages say it. */
export function limitText(limit: Duration, t: Translate): string {
  if (limit.unit === "business-days") return t.duration(`${limit.count}bd`);
  if (limit.unit === "business-hours") return t.duration(`${limit.count}bh`);
  const { months, days, minutes } = limit;
  const part = (count: number, unit: string) => (count > 0 ? `${count}${unit}` : "");
  const time = part(Math.floor(minutes / 60), "H") + part(minutes % 60, "M");
  return t.duration(`P${part(months, "M")}${part(days, "D")}${time && `T${time}`}`);
}

/** Each time that can be chosen, and what holds otherwise. */
const promiseOf = ({ clock }: Process, t: Translate): string =>
  [...(clock.limits ?? []).map(({ limit }) => limit), clock.limit]
    .map((limit) => limitText(limit, t))
    .join(" / ");

export const serviceView = (def: Definition, today: string, t: Translate) => ({
  ...briefOf(def, today),
  whoMayApply: def.whoMayApply,
  requirements: def.eligibility.map(({ id, title }) => ({ id, title })),
  documents: def.documents.map(documentView),
  ...(def.process && { promise: promiseOf(def.process, t) }),
  laws: def.laws.map(({ id, title }) => ({ id, title })),
});

export const feeView = ({ id, title, money, due, illustrative }: FeeDue, t: Translate) => ({
  id,
  title,
  amount: { minor: money.minor, currency: money.currency },
  text: t.money(money),
  ...dueView(due),
  illustrative,
});

/**
 * What answers lead to, as far as they go. Papers are named beside the problems, not among them.
 */
export function checkedView(
  def: Definition,
  answers: Answers,
  facts: FormFacts,
  deps: Pick<ApiDeps, "catalogue">,
  t: Translate,
) {
  const problems = problemsOf(def, answers, {}, facts, listsOf(deps)).filter(
    ({ field }) => !field.startsWith("documents."),
  );
  const time = timeLimitOf(def, answers, facts);
  return {
    complete: problems.length === 0,
    problems: partsWrong(problems, t),
    eligibility: eligibilityOf(def, answers, facts).map(({ requirement, verdict }) => {
      const { title = {}, else: why } = def.eligibility.find(({ id }) => id === requirement) ?? {};
      return { requirement, title, verdict, ...(verdict === "unmet" && why && { why }) };
    }),
    documents: documentsWanted(def, answers, facts).map(documentView),
    fees: feesOf(def, answers, facts, facts.today).map((fee) => feeView(fee, t)),
    ...(time && { timeLimit: limitText(time.limit, t) }),
  };
}

export const todayOf = (deps: ApiDeps): string => factsOf(deps).today;
