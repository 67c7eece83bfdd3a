/** The letter of a decision: what was decided, why, and what can be done about it. */
import {
  type Application,
  isAppealTied,
  reasonSaid,
  reasonText,
  type StampedCaseEvent,
  type Task,
} from "../cases/index.ts";
import { addDuration } from "../kernel/index.ts";
import {
  type Both,
  drawLetter,
  type PaperField,
  type PaperGroup,
  type Two,
  two,
} from "../paper/index.ts";
import type { Lang, Translate } from "../platform/i18n/index.ts";
import { appealStage } from "../workflow/index.ts";
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
 * The letter as PDF, in a language and in one of the state; as a draft of what is foreseen, which
 * bears no day and no code. Throws RangeError while nothing is decided.
 */
export async function drawDecision(
  deps: LetterNeeds,
  app: Application,
  { lang, isDraft = false }: { readonly lang: Lang; readonly isDraft?: boolean },
): Promise<Uint8Array> {
  // Whoever works on the file after the appeal signs nothing that was decided on it.
  const { signed } = await signaturesOf(deps, app, appealOf(app).decided && appealStage);
  return drawDecided(deps, app, { lang, signed, isDraft });
}

/** The same of a case with those who signed. */
export async function drawDecided(
  deps: LetterNeeds,
  app: DecidedCase,
  {
    lang,
    signed,
    isDraft = false,
  }: { readonly lang: Lang; readonly signed: Signed; readonly isDraft?: boolean },
): Promise<Uint8Array> {
  const { timeZone } = deps.calendar();
  const { definition, state, asked } = app;
  const { decision, submitted } = state;
  if (!decision || !submitted) throw new RangeError("nothing is decided that a letter could tell");
  const isRefused = decision.outcome === "refused";
  const appeal = appealOf(app);
  const letter = isRefused ? "refused" : "granted";
  const appealDay = (appeal.decided ?? appeal.lodged)?.at;
  const days = {
    ...(!isSentBack(app) && { [letter]: decision.at }),
    ...(appealDay !== undefined && { appeal: appealDay }),
  };
  const { both, besides } = await letterWords(deps, days, app, lang);
  const day = field(both, "application.decided-on", (t) => t.day(decision.at, timeZone));
  // On a draft of the decision on an appeal, what it was against has its day.
  const decidedOn = isDraft && !appeal.decided ? [] : [day];
  return drawLetter({
    ...frameOf(deps, both),
    at: new Date(appeal.decided?.at ?? decision.at),
    number: submitted.reference,
    title: two(both, (t) =>
      appeal.decided ? outcomeWords(app, t) : t(isRefused ? "slip.refusal" : "slip.approval"),
    ),
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
          ...(appeal.decided ? [] : decidedOn),
        ],
      },
      ...(appeal.decided ? [] : reasonGroup(app, both)),
      ...(appeal.decided && isRefused ? firstDecision(app, both, decidedOn) : []),
      ...appealGroup(deps, app, both, isDraft),
    ],
    sentences: [
      ...(isRefused ? refusalSentences(deps, app, both) : approvalSentences(app, both)),
      ...besides,
    ],
    signed: signed.map(({ name, role }) => ({ name, role: two(both, (t) => t.words(role)) })),
    ...(isDraft ? { isDraft } : { link: trackLink(deps, both) }),
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

const outcomeOf = (app: DecidedCase) => {
  const chosen = appealOf(app).decided?.data.outcome;
  return app.definition.appeal?.outcomes.find(({ id }) => id === chosen);
};

const outcomeWords = (app: DecidedCase, t: Translate): string =>
  t.words(outcomeOf(app)?.title) || (appealOf(app).decided?.data.outcome ?? "");

/** Whether the decision on the appeal sent it back, to be decided again. */
function isSentBack(app: DecidedCase): boolean {
  const { to } = outcomeOf(app) ?? {};
  return appealOf(app).decided !== undefined && to !== undefined && "stage" in to;
}

/** The refusal that the appeal was against, as what came before. */
const firstDecision = (
  app: DecidedCase,
  both: Both,
  decidedOn: readonly PaperField[],
): PaperGroup[] => [
  {
    title: two(both, (t) => t("slip.first-decision")),
    fields: [...decidedOn, ...reasonGroup(app, both).flatMap(({ fields }) => fields)],
  },
];

/** What was decided on the appeal, by whom and why. */
function appealGroup(
  deps: SlipNeeds,
  app: DecidedCase,
  both: Both,
  isDraft: boolean,
): PaperGroup[] {
  const { lodged, decided } = appealOf(app);
  if (!lodged || !decided) return [];
  const { timeZone } = deps.calendar();
  const { reason } = decided.data;
  const words = reasonText(reason, app.statements);
  const isTied = !words && isAppealTied(app.definition, app.state);
  const fields = [
    field(both, "slip.appealed-on", (t) => t.day(lodged.at, timeZone)),
    ...(isDraft ? [] : [field(both, "slip.appeal-decided-on", (t) => t.day(decided.at, timeZone))]),
    field(both, "slip.appeal-body", (t) => t.words(appealBody(deps, app))),
    ...(words ? [field(both, "slip.appeal-reasons", () => words)] : []),
    ...(isTied ? [field(both, "slip.appeal-reasons", (t) => t("appeal.no-majority"))] : []),
  ];
  return [{ title: two(both, (t) => t("slip.appeal-decision")), fields }];
}

const appealBody = ({ catalogue }: SlipNeeds, { definition: { appeal } }: DecidedCase) =>
  catalogue.jurisdiction.authorities.find(({ id }) => id === appeal?.authority)?.name;

/** The listed grounds with their laws, what they mean, and the words of who decided. */
function reasonGroup({ definition, state, statements }: DecidedCase, both: Both): PaperGroup[] {
  const reason = state.decision?.reason;
  const words = reasonText(reason, statements);
  const grounds = reasonSaid(reason, statements).codes.flatMap((code) => {
    const listed = definition.process?.refusalReasons.find(({ id }) => id === code);
    const law = definition.laws.find(({ id }) => id === listed?.law);
    const meaning = listed?.explanation;
    return [
      ...(groundTitle(definition, code, both.first) === undefined
        ? []
        : [field(both, "slip.ground", (t) => groundTitle(definition, code, t) ?? "")]),
      ...(law ? [field(both, "slip.law", (t) => t.words(law.title))] : []),
      ...(meaning ? [field(both, "slip.meaning", (t) => t.words(meaning))] : []),
    ];
  });
  const fields = [...grounds, ...(words ? [field(both, "slip.explanation", () => words)] : [])];
  return fields.length > 0 ? [{ title: two(both, (t) => t("application.reason")), fields }] : [];
}

function refusalSentences(deps: SlipNeeds, app: DecidedCase, both: Both): Two[] {
  if (isSentBack(app)) return [two(both, (t) => t("slip.appeal-again"))];
  return [
    two(both, (t) => t(appealOf(app).decided ? "slip.appeal-stands" : "slip.refused")),
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

function approvalSentences(app: DecidedCase, both: Both): Two[] {
  const { definition, state } = app;
  const approved = appealOf(app).decided ? "slip.appeal-granted" : "slip.approved";
  const sentences = [two(both, (t) => t(approved))];
  if (state.status === "granted-awaiting-payment")
    sentences.push(two(both, (t) => t("slip.approved-unpaid")));
  else if (definition.output) sentences.push(two(both, (t) => t("slip.approved-document")));
  return sentences;
}
