/** The letter of a decision: what was decided, why, and what can be done about it. */
import {
  type Application,
  isAppealTied,
  type StampedCaseEvent,
  type Task,
} from "../cases/index.ts";
import { addDuration } from "../kernel/index.ts";
import { type Both, drawLetter, type PaperGroup, type Two, two } from "../paper/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { groundTitle } from "./case-why.ts";
import { type LetterCase, letterWords } from "./letter-words.ts";
import { signaturesOf } from "./signatures.ts";
import {
  authorityOf,
  field,
  frameOf,
  type LetterNeeds,
  type SlipNeeds,
  trackLink,
} from "./slips.ts";

type EventOf<Type extends StampedCaseEvent["type"]> = Extract<
  StampedCaseEvent,
  { readonly type: Type }
>;

/** What of an application stands in the letter of its decision. */
export type DecidedCase = LetterCase &
  Pick<Application, "statements"> & {
    readonly history: readonly StampedCaseEvent[];
    readonly state: { readonly tasks?: readonly Task[] };
  };

type Signed = readonly { readonly name: string; readonly role: Readonly<Record<string, string>> }[];

/**
 * The letter as PDF, in a language and in one of the state. Throws RangeError while nothing is
 * decided.
 */
export async function drawDecision(
  deps: LetterNeeds,
  app: Application,
  lang: Lang,
): Promise<Uint8Array> {
  const { signed } = await signaturesOf(deps, app);
  return drawDecided(deps, app, { lang, signed });
}

/** The same of a case with those who signed. */
export async function drawDecided(
  deps: LetterNeeds,
  app: DecidedCase,
  { lang, signed }: { readonly lang: Lang; readonly signed: Signed },
): Promise<Uint8Array> {
  const { timeZone } = deps.calendar();
  const { definition, state, asked } = app;
  const { decision, submitted } = state;
  if (!decision || !submitted) throw new RangeError("nothing is decided that a letter could tell");
  const isRefused = decision.outcome === "refused";
  const appeal = appealOf(app);
  const letter = isRefused ? "refused" : "granted";
  const appealDay = (appeal.decided ?? appeal.lodged)?.at;
  const days = { [letter]: decision.at, ...(appealDay !== undefined && { appeal: appealDay }) };
  const { both, besides } = await letterWords(deps, days, app, lang);
  return drawLetter({
    ...frameOf(deps, both),
    at: new Date(appeal.decided?.at ?? decision.at),
    number: submitted.reference,
    title: two(both, (t) => t(isRefused ? "slip.refusal" : "slip.approval")),
    authority: appeal.decided
      ? two(both, (t) => t.words(appealBody(deps, app)))
      : authorityOf(deps, app, both),
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
      ...(isReasonOfAppeal(app) ? [] : reasonGroup(app, both)),
      ...appealGroup(deps, app, both),
    ],
    sentences: [
      ...(isRefused ? refusalSentences(deps, app, both) : approvalSentences(app, both)),
      ...besides,
    ],
    signed: signed.map(({ name, role }) => ({ name, role: two(both, (t) => t.words(role)) })),
    link: trackLink(deps, both),
  });
}

/** The appeal against the decision that stands, or the one that led to it. */
function appealOf({ history, state: { decision } }: DecidedCase): {
  readonly lodged?: EventOf<"AppealLodged"> | undefined;
  readonly decided?: EventOf<"AppealDecided"> | undefined;
} {
  const lodged = history.findLast((event) => event.type === "AppealLodged");
  const last = history.findLast((event) => event.type === "AppealDecided");
  // What was decided anew after the file went back to a stage is told without it.
  const decided = last && decision && last.at >= decision.at ? last : undefined;
  return { lodged, decided };
}

/** A refusal that an appeal overturned has one reason, which is told with the appeal. */
function isReasonOfAppeal(app: DecidedCase): boolean {
  const { text } = app.state.decision?.reason ?? {};
  return text !== undefined && text === appealOf(app).decided?.data.reason?.text;
}

/** What was decided on the appeal, by whom and why. */
function appealGroup(deps: SlipNeeds, app: DecidedCase, both: Both): PaperGroup[] {
  const { lodged, decided } = appealOf(app);
  const { appeal } = app.definition;
  if (!lodged || !decided || !appeal) return [];
  const { timeZone } = deps.calendar();
  const { outcome: chosen, reason } = decided.data;
  const outcome = appeal.outcomes.find(({ id }) => id === chosen);
  const words = reason?.text === undefined ? undefined : app.statements.get(reason.text);
  const isTied = !words && isAppealTied(app.definition, app.state);
  const fields = [
    field(both, "slip.appealed-on", (t) => t.day(lodged.at, timeZone)),
    field(both, "slip.appeal-decided-on", (t) => t.day(decided.at, timeZone)),
    field(both, "slip.appeal-body", (t) => t.words(appealBody(deps, app))),
    field(both, "slip.appeal-outcome", (t) => t.words(outcome?.title) || chosen),
    ...(words ? [field(both, "slip.appeal-reasons", () => words)] : []),
    ...(isTied ? [field(both, "slip.appeal-reasons", (t) => t("appeal.no-majority"))] : []),
  ];
  return [{ title: two(both, (t) => t("slip.appeal-decision")), fields }];
}

const appealBody = ({ catalogue }: SlipNeeds, { definition: { appeal } }: DecidedCase) =>
  catalogue.jurisdiction.authorities.find(({ id }) => id === appeal?.authority)?.name;

/** The listed ground with its law, what it means, and the words of the officer. */
function reasonGroup({ definition, state, statements }: DecidedCase, both: Both): PaperGroup[] {
  const { code, text } = state.decision?.reason ?? {};
  const listed = definition.process?.refusalReasons.find(({ id }) => id === code);
  const law = definition.laws.find(({ id }) => id === listed?.law);
  const words = text === undefined ? undefined : statements.get(text);
  const meaning = listed?.explanation;
  const fields = [
    ...(groundTitle(definition, code, both.first) === undefined
      ? []
      : [field(both, "slip.ground", (t) => groundTitle(definition, code, t) ?? "")]),
    ...(law ? [field(both, "slip.law", (t) => t.words(law.title))] : []),
    ...(meaning ? [field(both, "slip.meaning", (t) => t.words(meaning))] : []),
    ...(words ? [field(both, "slip.explanation", () => words)] : []),
  ];
  return fields.length > 0 ? [{ title: two(both, (t) => t("application.reason")), fields }] : [];
}

function refusalSentences(deps: SlipNeeds, app: DecidedCase, both: Both): Two[] {
  return [
    two(both, (t) => t("slip.refused")),
    ...appealSentences(deps, app, both),
    two(both, (t) => t("slip.refund-rule")),
  ];
}

/** Until when to appeal; once that was done, nothing but that it waits. */
function appealSentences(deps: SlipNeeds, app: DecidedCase, both: Both): Two[] {
  const { timeZone } = deps.calendar();
  const { definition, state } = app;
  const authority = appealBody(deps, app);
  const { lodged, decided } = appealOf(app);
  const { further } = app.definition.appeal ?? {};
  if (decided) return further ? [two(both, (t) => t.words(further.title))] : [];
  if (lodged && state.status === "in-appeal") {
    const facts = (t: Both["first"]) => ({
      authority: t.words(authority),
      date: t.day(lodged.at, timeZone),
    });
    return [two(both, (t) => t("slip.appeal-waits", facts(t)))];
  }
  const { appeal } = definition;
  if (lodged || !appeal) return [two(both, (t) => t("slip.no-appeal"))];
  const until = addDuration(new Date(state.decision?.at ?? ""), appeal.within, deps.calendar());
  const facts = (t: Both["first"]) => ({
    authority: t.words(authority),
    date: t.until(until, timeZone),
  });
  return [two(both, (t) => t("slip.appeal", facts(t)))];
}

function approvalSentences({ definition, state }: DecidedCase, both: Both): Two[] {
  const sentences = [two(both, (t) => t("slip.approved"))];
  if (state.status === "granted-awaiting-payment")
    sentences.push(two(both, (t) => t("slip.approved-unpaid")));
  else if (definition.output) sentences.push(two(both, (t) => t("slip.approved-document")));
  return sentences;
}
