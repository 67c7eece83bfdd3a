import type { OpenPosition, Side } from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { isWorded } from "../../../platform/http/index.ts";
import type { PlainKey } from "../../../platform/i18n/index.ts";
import {
  bothWords,
  button,
  type Content,
  details,
  factLabel,
  html,
  input,
  type SafeHtml,
  sideName,
  standingWords,
  statedTitle,
  summaryList,
} from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import { refusalWords } from "../form.ts";

/** Where each kind of subject has its page, and what it is called. */
const kinds = {
  instrument: { path: "/desk/instruments", name: "partnership.instruments" },
  commitment: { path: "/desk/commitments", name: "commitments.title" },
  session: { path: "/desk/sessions", name: "partnership.session.sessions" },
  pilot: { path: "/desk/pilots", name: "partnership.pilot.pilots" },
  risk: { path: "/desk/risks", name: "partnership.risk.risks" },
  indicator: { path: "/desk/indicators", name: "partnership.indicator.indicators" },
} as const satisfies Readonly<Record<string, { readonly path: string; readonly name: PlainKey }>>;

type Kind = keyof typeof kinds;

/** All that waits about one subject, or that differs. */
interface Subject {
  readonly name: Content;
  readonly facts: readonly OpenPosition[];
}

/** What waits for our answer or differs, by kind; several facts of one subject stand together. */
export function toAnswer(open: readonly OpenPosition[], own: Side, desk: Desk): SafeHtml {
  const { t } = desk;
  const ofKind = Map.groupBy(open, ({ subject }) => subject.slice(0, subject.indexOf("-")));
  const sections = (Object.keys(kinds) as Kind[]).flatMap((kind) => {
    const facts = ofKind.get(kind);
    return facts ? [kindSection(kind, facts, own, desk)] : [];
  });
  const nothing = html`<p class="govuk-body">${t("two-sides.nothing-to-answer")}</p>`;
  return html`<h2 class="govuk-heading-m" id="to-answer">${t("two-sides.to-answer")}</h2>
    ${sections.length > 0 ? sections : nothing}`;
}

function kindSection(kind: Kind, all: readonly OpenPosition[], own: Side, desk: Desk): SafeHtml {
  const { t } = desk;
  const subjects = [...Map.groupBy(all, ({ partner, subject }) => `${partner} ${subject}`)].map(
    ([, facts]) => subjectOf(kind, facts, t),
  );
  const single = subjects.filter(({ facts }) => facts.length === 1);
  const several = subjects.filter(({ facts }) => facts.length > 1);
  const alone = single.map(
    ({ name, facts: [at], facts }) => at && card(at, facts, name, own, desk),
  );
  return html`<section>
    <h3 class="govuk-heading-s">${t(kinds[kind].name)}</h3>
    ${several.map(
      ({ name, facts }) => html`<h4 class="govuk-heading-s">${name}</h4>
        ${acceptAll(facts, desk)}
        <div class="hw-cards">${facts.map((at) => card(at, facts, "", own, desk))}</div>`,
    )}
    ${acceptAll(
      single.flatMap(({ facts }) => facts),
      desk,
    )}
    ${alone.length > 0 ? html`<div class="hw-cards">${alone}</div>` : null}
  </section>`;
}

/** What facts are about: linked where our register has it, else as the other names it. */
function subjectOf(kind: Kind, facts: readonly OpenPosition[], t: Desk["t"]): Subject {
  const id = facts[0]?.subject.slice(kind.length + 1) ?? "";
  const title = facts.find((at) => at.title)?.title;
  const stated = facts.flatMap(({ theirs }) => (theirs ? statedTitle(theirs, t) : []));
  const name = title
    ? html`<a class="govuk-link" href="${kinds[kind].path}/${id}">${t.words(title)}</a>`
    : (stated.find(Boolean) ?? id);
  return { name, facts };
}

/** Facts of both that only they have stated: our yes is all that lacks. */
const isWaiting = ({ share, standing, theirs }: OpenPosition): boolean =>
  share === "joint" && standing === "waits" && theirs !== null;

/** One yes to all that waits, up to what is on the page: what comes later is read first. */
function acceptAll(facts: readonly OpenPosition[], { t, csrf }: Desk): SafeHtml | null {
  const waiting = facts.filter(isWaiting);
  const partner = waiting[0]?.partner;
  if (waiting.length < 2 || waiting.some((at) => at.partner !== partner)) return null;
  const until = Math.max(...waiting.map(({ theirs }) => theirs?.number ?? 0));
  const subjects = [...new Set(waiting.map(({ subject }) => subject))];
  return html`<form method="post" action="/desk/two-sides/answer-all" novalidate>
    ${csrf}<input type="hidden" name="key" value="${newId()}">
    <input type="hidden" name="partner" value="${partner}">
    ${subjects.map((subject) => html`<input type="hidden" name="subject" value="${subject}">`)}
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

/** Why our register refused it; the code itself where no version of ours words it any more. */
const whyNotTaken = (code: string, facts: OpenPosition["refusalFacts"], t: Desk["t"]): string =>
  isWorded(code, t) ? refusalWords({ code, facts: facts ?? { side: "" } }, { t }) : code;

/** One fact: both statements side by side, and our answer where theirs is not ours. */
function card(
  at: OpenPosition,
  facts: readonly OpenPosition[],
  subject: Content,
  own: Side,
  { t, csrf }: Desk,
): SafeHtml {
  const stated = at.ours ?? at.theirs;
  const nothing = t("two-sides.said-nothing");
  const label = stated ? factLabel(stated, t) : at.slot;
  const words = bothWords(at, t);
  const waits = waitsForAnother(at, facts);
  const refusal = waits
    ? t("two-sides.waits-for-text")
    : at.refusal &&
      t("two-sides.not-taken", { reason: whyNotTaken(at.refusal, at.refusalFacts, t) });
  return html`<section class="hw-card">
    ${
      subject
        ? html`<h4 class="govuk-heading-s">${subject}<br>
            <span class="hw-muted">${label}</span></h4>`
        : html`<h5 class="govuk-heading-s">${label}</h5>`
    }
    ${summaryList({
      rows: [
        { key: sideName(own, t), value: words.ours ?? nothing },
        { key: sideName(at.partner, t), value: words.theirs ?? nothing },
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
  const form = (content: Content) =>
    html`<form method="post" action="/desk/two-sides/answer" novalidate>
      ${csrf}<input type="hidden" name="key" value="${newId()}">
      <input type="hidden" name="partner" value="${partner}">
      <input type="hidden" name="subject" value="${subject}">
      <input type="hidden" name="slot" value="${slot}">
      <input type="hidden" name="number" value="${number}">
      ${content}
    </form>`;
  const accept = { text: t("two-sides.accept"), name: "answer", value: "accept", hidden: label };
  const decline = { text: t("two-sides.decline"), name: "answer", value: "decline", hidden: label };
  return html`${form(button({ ...accept, kind: "secondary" }))}
    ${details(
      t("two-sides.decline"),
      form(html`${input({ id, name: "reason", label: t("two-sides.reason-why"), value: "" }, t)}
        ${button({ ...decline, kind: "secondary" })}`),
    )}`;
};
