/** The letter of a decision: what was decided, why, and what can be done about it. */
import type { Application } from "../cases/index.ts";
import { addDuration } from "../kernel/index.ts";
import { type Both, drawLetter, type PaperGroup, type Two, two } from "../paper/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import type { ActDeps } from "./deps.ts";
import { signaturesOf } from "./signatures.ts";
import { authorityOf, bothOf, field, frameOf, type SlipNeeds, trackLink } from "./slips.ts";

type Needs = SlipNeeds & Pick<ActDeps, "sql">;

/**
 * The letter as PDF, in a language and in one of the state. Throws RangeError while nothing is
 * decided.
 */
export async function drawDecision(deps: Needs, app: Application, lang: Lang): Promise<Uint8Array> {
  const both = bothOf(deps, lang);
  const { timeZone } = deps.calendar();
  const { definition, state, asked } = app;
  const { decision, submitted } = state;
  if (!decision || !submitted) throw new RangeError("nothing is decided that a letter could tell");
  const isRefused = decision.outcome === "refused";
  const { signed } = await signaturesOf(deps, app);
  return drawLetter({
    ...frameOf(deps, both),
    at: new Date(decision.at),
    number: submitted.reference,
    title: two(both, (t) => t(isRefused ? "slip.refusal" : "slip.approval")),
    authority: authorityOf(deps, app, both),
    groups: [
      {
        fields: [
          field(both, "slip.service", (t) => t.words(definition.title)),
          field(both, "application.number", () => submitted.reference),
          field(both, "slip.applicant", () => asked.applicant.name ?? ""),
          field(both, "application.submitted-on", (t) => t.day(submitted.at, timeZone)),
          field(both, "application.decided-on", (t) => t.day(decision.at, timeZone)),
        ],
      },
      ...reasonGroup(app, both),
    ],
    sentences: isRefused ? refusalSentences(deps, app, both) : approvalSentences(app, both),
    signed: signed.map(({ name, role }) => ({ name, role: two(both, (t) => t.words(role)) })),
    link: trackLink(deps, both),
  });
}

/** The listed ground with its law, what it means, and the words of the officer. */
function reasonGroup({ definition, state, statements }: Application, both: Both): PaperGroup[] {
  const { code, text } = state.decision?.reason ?? {};
  const listed = definition.process?.refusalReasons.find(({ id }) => id === code);
  const law = definition.laws.find(({ id }) => id === listed?.law);
  const words = text === undefined ? undefined : statements.get(text);
  const meaning = listed?.explanation;
  const fields = [
    ...(listed ? [field(both, "slip.ground", (t) => t.words(listed.title))] : []),
    ...(law ? [field(both, "slip.law", (t) => t.words(law.title))] : []),
    ...(meaning ? [field(both, "slip.meaning", (t) => t.words(meaning))] : []),
    ...(words ? [field(both, "slip.explanation", () => words)] : []),
  ];
  return fields.length > 0 ? [{ title: two(both, (t) => t("application.reason")), fields }] : [];
}

function refusalSentences(deps: Needs, { definition, state }: Application, both: Both): Two[] {
  const { timeZone } = deps.calendar();
  const { appeal } = definition;
  const until =
    appeal && addDuration(new Date(state.decision?.at ?? ""), appeal.within, deps.calendar());
  const { authorities } = deps.catalogue.jurisdiction;
  const body = authorities.find(({ id }) => id === appeal?.authority);
  return [
    two(both, (t) => t("slip.refused")),
    until
      ? two(both, (t) =>
          t("slip.appeal", { authority: t.words(body?.name), date: t.until(until, timeZone) }),
        )
      : two(both, (t) => t("slip.no-appeal")),
    two(both, (t) => t("slip.refund-rule")),
  ];
}

function approvalSentences({ definition, state }: Application, both: Both): Two[] {
  const sentences = [two(both, (t) => t("slip.approved"))];
  if (state.status === "granted-awaiting-payment")
    sentences.push(two(both, (t) => t("slip.approved-unpaid")));
  else if (definition.output) sentences.push(two(both, (t) => t("slip.approved-document")));
  return sentences;
}
