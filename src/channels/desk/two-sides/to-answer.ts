import type { OpenPosition, Side } from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { reasonText } from "../../../platform/http/index.ts";
import type { PlainKey } from "../../../platform/i18n/index.ts";
import {
  button,
  type Content,
  factLabel,
  factWords,
  html,
  input,
  type SafeHtml,
  sideName,
  standingWords,
  statedTitle,
  summaryList,
} from "../../components/index.ts";
import type { Desk } from "../desk.ts";

/** Where each kind of subject has its page, and what it is called. */
const kinds: Readonly<Record<string, { readonly path: string; readonly name: PlainKey }>> = {
  instrument: { path: "/desk/instruments", name: "partnership.instrument" },
  commitment: { path: "/desk/commitments", name: "commitments.commitment" },
  pilot: { path: "/desk/pilots", name: "partnership.pilot.pilot" },
  indicator: { path: "/desk/indicators", name: "partnership.indicator.indicator" },
  risk: { path: "/desk/risks", name: "partnership.risk.risk" },
  session: { path: "/desk/sessions", name: "partnership.session.title" },
};

/** What waits for our answer or differs, together for each thing that it is about. */
export function toAnswer(open: readonly OpenPosition[], own: Side, desk: Desk): SafeHtml {
  const { t } = desk;
  const groups = [...Map.groupBy(open, ({ partner, subject }) => `${partner} ${subject}`)].map(
    ([, facts]) => html`<section class="hw-group">
      <h3 class="govuk-heading-s">${subjectName(facts, t)}</h3>
      ${acceptAll(facts, desk)}
      <div class="hw-cards">${facts.map((at) => card(at, facts, own, desk))}</div>
    </section>`,
  );
  const nothing = html`<p class="govuk-body">${t("two-sides.nothing-to-answer")}</p>`;
  return html`<h2 class="govuk-heading-m" id="to-answer">${t("two-sides.to-answer")}</h2>
    ${groups.length > 0 ? groups : nothing}`;
}

/** What several facts are about: linked where our register has it, else as the other names it. */
function subjectName(facts: readonly OpenPosition[], t: Desk["t"]): Content {
  const subject = facts[0]?.subject ?? "";
  const [, prefix = "", id = ""] = /^([a-z]+)-(.+)$/.exec(subject) ?? [];
  const kind = kinds[prefix];
  const title = facts.find((at) => at.title)?.title;
  const stated = facts.flatMap(({ theirs }) => (theirs ? statedTitle(theirs, t) : []));
  const name = title
    ? html`<a class="govuk-link" href="${kind?.path}/${id}">${t.words(title)}</a>`
    : (stated.find(Boolean) ?? id);
  return kind ? html`${t(kind.name)}: ${name}` : name;
}

/** Facts of both that only they have stated: our yes is all that lacks. */
const isWaiting = ({ share, standing, theirs }: OpenPosition): boolean =>
  share === "joint" && standing === "waits" && theirs !== null;

/** One yes to all that waits, up to what is on the page: what comes later is read first. */
function acceptAll(facts: readonly OpenPosition[], { t, csrf }: Desk): SafeHtml | null {
  const { partner, subject } = facts[0] ?? {};
  const waiting = facts.filter(isWaiting);
  if (waiting.length < 2) return null;
  const until = Math.max(...waiting.map(({ theirs }) => theirs?.number ?? 0));
  return html`<form method="post" action="/desk/two-sides/answer-all" novalidate>
    ${csrf}<input type="hidden" name="key" value="${newId()}">
    <input type="hidden" name="subject" value="${subject}">
    <input type="hidden" name="partner" value="${partner}">
    <input type="hidden" name="until" value="${until}">
    ${button({ text: t("two-sides.accept-all", { count: waiting.length }) })}
  </form>`;
}

/**
 * Whether our register cannot take it yet because something that it hangs on waits too: a word of
 * one side that was refused, or one about us that came after.
 */
function waitsForAnother(at: OpenPosition, facts: readonly OpenPosition[]): boolean {
  const earlier = facts.some(
    ({ standing, refusal, theirs }) =>
      standing === "waits" && !refusal && (theirs?.number ?? 0) < (at.theirs?.number ?? 0),
  );
  if (at.share === "own" && at.standing === "waits" && earlier) return true;
  return at.refusal !== null && facts.some((other) => other !== at && isWaiting(other));
}

/** One fact: both statements side by side, and our answer where theirs is not ours. */
function card(
  at: OpenPosition,
  facts: readonly OpenPosition[],
  own: Side,
  { t, csrf }: Desk,
): SafeHtml {
  const stated = at.ours ?? at.theirs;
  const nothing = t("two-sides.said-nothing");
  const label = stated ? factLabel(stated, t) : at.slot;
  const waits = waitsForAnother(at, facts);
  const refusal = waits
    ? t("two-sides.waits-for-text")
    : at.refusal && t("two-sides.not-taken", { reason: reasonText(at.refusal, t, { side: "" }) });
  return html`<section class="hw-card">
    <h4 class="govuk-heading-s">${label}</h4>
    ${summaryList({
      rows: [
        { key: sideName(own, t), value: at.ours ? factWords(at.ours, t) : nothing },
        { key: sideName(at.partner, t), value: at.theirs ? factWords(at.theirs, t) : nothing },
        { key: t("two-sides.standing-of"), value: standingWords(at, t) },
      ],
    })}
    ${refusal ? html`<p class="govuk-body">${refusal}</p>` : null}
    ${at.theirs && !waits ? answerForm(at, at.theirs.number, label, csrf, t) : null}
  </section>`;
}

const answerForm = (
  { partner, subject, slot }: OpenPosition,
  number: number,
  label: string,
  csrf: SafeHtml,
  t: Desk["t"],
): SafeHtml => {
  const id = `reason-${partner}-${subject}-${slot}`.replaceAll(/[^\w-]/g, "-");
  return html`<form method="post" action="/desk/two-sides/answer" novalidate>
    ${csrf}<input type="hidden" name="key" value="${newId()}">
    <input type="hidden" name="partner" value="${partner}">
    <input type="hidden" name="subject" value="${subject}">
    <input type="hidden" name="slot" value="${slot}">
    <input type="hidden" name="number" value="${number}">
    ${input({ id, name: "reason", label: t("two-sides.reason"), value: "" }, t)}
    <div class="govuk-button-group">
      ${button({ text: t("two-sides.accept"), name: "answer", value: "accept", hidden: label })}
      ${button({
        ...{ text: t("two-sides.decline"), name: "answer", value: "decline", hidden: label },
        kind: "secondary",
      })}
    </div>
  </form>`;
};
