import type { Duration } from "../../../kernel/index.ts";
import { details, html, type SafeHtml } from "../../components/index.ts";
import { bullets, durationIn } from "../../questions/index.ts";
import { whenIn, whoActs } from "./facts.ts";
import { folded, section } from "./service-needs.ts";
import type { ServiceParts } from "./service-parts.ts";

/** What is given, how long it is valid, and how it goes on afterwards. */
export function outputSection(parts: ServiceParts): SafeHtml | null {
  const { def, source, t } = parts;
  const { output, renewal } = def;
  if (!output) return null;
  const valid = (term: Duration | undefined) =>
    term ? t("public.valid-for", { duration: durationIn(term, t) }) : t("public.valid-for-life");
  const { validities = [] } = output;
  const usual = html`${valid(output.validFor)} ${source(output)}`;
  const byKind = validities.map(
    (one) => html`${valid(one.validFor)} ${whenIn(parts, one)} ${source(one)}`,
  );
  const validity =
    validities.length === 0
      ? html`. ${usual}</p>`
      : html`</p>${bullets([...byKind, html`${t("public.otherwise")} ${usual}`])}`;
  const renew = renewal
    ? details(
        t("public.renewal-title"),
        html`${t("public.renewal", { duration: durationIn(renewal.opens, t) })} ${source(renewal)}`,
      )
    : null;
  return section(
    "result",
    t("service.result"),
    html`<p class="govuk-body">${t.words(output.title)}${validity}${onTheWay(parts)}${renew}`,
  );
}

/** Why what was given may be taken back. */
export function revocationSection({ def, catalogue, t }: ServiceParts): SafeHtml | null {
  const revocation = def.output?.revocation;
  if (!revocation) return null;
  return folded(
    "revocation",
    t("public.revocation-title"),
    html`
      <p class="govuk-body">
        ${t("public.revocation", { who: whoActs(catalogue, revocation, t) })}
      </p>
      ${bullets(revocation.reasons.map(({ title }) => html`${t.words(title)}`))}
    `,
  );
}

/** What is given while the case goes on: after which step, and for how long. */
function onTheWay(parts: ServiceParts): SafeHtml | null {
  const { def, t } = parts;
  if (!def.interim) return null;
  const items = def.interim.map((paper) => {
    const stage = def.process?.stages.find(({ id }) => id === paper.after);
    const step = t.words(stage?.title);
    const duration = durationIn(paper.validFor, t);
    return html`
      ${t.words(paper.title)}. ${t("public.given-after", { step })}.${" "}
      ${t("public.valid-for", { duration })}
      ${paper.when ? html` ${whenIn(parts, paper)}` : null} ${parts.source(paper)}
    `;
  });
  return details(t("public.on-the-way"), bullets(items));
}

/** Why it may be refused, and what to do against it. */
export function appealSection({ def, catalogue, source, t }: ServiceParts): SafeHtml | null {
  const reasons = def.process?.refusalReasons ?? [];
  const { appeal } = def;
  if (!appeal && reasons.length === 0) return null;
  const why =
    reasons.length === 0
      ? null
      : html`
        <p class="govuk-body">${t("public.refusal-reasons")}</p>
        ${bullets(reasons.map(({ title }) => html`${t.words(title)}`))}
      `;
  const against = appeal
    ? html`
      <p class="govuk-body">
        ${t("service.appeal-within", { duration: durationIn(appeal.within, t) })}${" "}
        ${t("public.appeal-decides", {
          who: whoActs(catalogue, { authority: appeal.authority }, t),
          duration: durationIn(appeal.decideWithin, t),
        })}${" "}
        ${source(appeal)}
      </p>
      ${opinionWords(appeal, t)}
    `
    : null;
  return folded("appeal", t("service.appeal"), html`${why}${against}`);
}

/** That the authority that decided is heard, and until when. */
const opinionWords = (
  { opinion }: NonNullable<ServiceParts["def"]["appeal"]>,
  t: ServiceParts["t"],
): SafeHtml | null =>
  opinion
    ? html`
      <p class="govuk-body">
        ${t("public.appeal-opinion", { duration: durationIn(opinion.within, t) })}
      </p>
    `
    : null;

/**
 * The laws behind the service, and how long its files are to be kept. A law that nobody confirmed
 * stands among the sources alone.
 */
export function lawSection({ def, source, sourced, t }: ServiceParts): SafeHtml | null {
  const { granted, otherwise } = def.retention;
  const laws = def.laws
    .filter(({ illustrative }) => sourced || !illustrative)
    .map((law) => html`${t.words(law.title)}<br>${source(law)}`);
  const facts = { granted: durationIn(granted, t), otherwise: durationIn(otherwise, t) };
  const retention = def.process
    ? html`<p class="govuk-body">${t("public.kept", facts)} ${source(def.retention)}</p>`
    : null;
  const none = sourced ? html`<p class="govuk-body">${t("public.law-not-found")}</p>` : null;
  if (laws.length === 0 && !retention) return null;
  return folded(
    "law",
    t("service.law"),
    html`${laws.length === 0 ? none : bullets(laws)}${retention}`,
  );
}
