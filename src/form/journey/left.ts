import type { JourneyStep } from "../../catalogue/index.ts";
import { documentsWanted } from "../documents.ts";
import { problemsOf } from "../problems.ts";
import { valuesOf } from "../values.ts";
import { answerOf, walk } from "../walk.ts";
import type { JourneyGiven, StepGiven, StepLeft } from "./model.ts";

/**
 * The steps that these answers need, in order, each with what is left to ask in it. A question is
 * asked in its first step; a later one asks it again only where the answer is not valid there.
 * Submitted steps ask nothing more.
 */
export function stepsLeft(given: JourneyGiven): readonly StepLeft[] {
  const askedNames = new Set<string>();
  const documentsAsked = new Set<string>();
  const values: Record<string, unknown> = { applicant: given.facts.applicant };
  const stepsLeftOver: StepLeft[] = [];
  for (const step of given.journey.steps) {
    const stepGiven = given.steps.find(({ service }) => service === step.service);
    if (!stepGiven || (step.when && !step.when.holds(values, given.facts))) continue;
    stepsLeftOver.push(leftIn(stepGiven, step, given, askedNames, documentsAsked));
    const names = namesAsked(stepGiven, given);
    const ruleValues = valuesOf(stepGiven.def, stepGiven.answers, given.facts);
    for (const name of names)
      if (!given.journey.apart.includes(name)) values[name] = ruleValues[name] ?? null;
    if (stepGiven.sent) continue;
    for (const name of names) askedNames.add(name);
    for (const { id } of documentsWanted(stepGiven.def, stepGiven.answers, given.facts))
      documentsAsked.add(`${stepGiven.service} ${id}`);
  }
  return stepsLeftOver;
}

/** The questions that these answers lead to, without those of repeating pages. */
function namesAsked({ def, answers }: StepGiven, { facts }: JourneyGiven): readonly string[] {
  const names: string[] = [];
  walk(def, answers, facts, {
    field: ({ name }, path) => {
      if (path === name) names.push(name);
    },
  });
  return names;
}

function leftIn(
  stepGiven: StepGiven,
  step: JourneyStep,
  given: JourneyGiven,
  askedNames: ReadonlySet<string>,
  documentsAsked: ReadonlySet<string>,
): StepLeft {
  const { facts, codeLists, agreed, journey } = given;
  const problems = problemsOf(
    stepGiven.def,
    stepGiven.answers,
    stepGiven.documents,
    facts,
    codeLists,
  );
  const wrong = new Set(problems.map(({ field }) => field));
  const before = namesAsked(stepGiven, given).filter(
    (name) => askedNames.has(name) && !journey.apart.includes(name),
  );
  const follows = followsFrom(step, agreed);
  const fromPapers = new Set(step.papers.map(({ document }) => document));
  const notAsked = [...before.filter((name) => !wrong.has(name)), ...follows];
  const knownDocuments = documentsWanted(stepGiven.def, stepGiven.answers, facts)
    .map(({ id }) => id)
    .filter((id) => fromPapers.has(id) || isShared(id, stepGiven, given, documentsAsked));
  const problemsAgain = problems.filter(
    ({ field }) =>
      before.includes(field) &&
      !follows.includes(field) &&
      answerOf(stepGiven.answers, field) !== undefined,
  );
  return {
    ...stepGiven,
    knownAnswers: new Set(notAsked),
    knownDocuments: new Set(knownDocuments),
    again: problemsAgain,
  };
}

/**
 * Answers from certificates and from the journey, and those that can only be known later, until
 * then.
 */
const followsFrom = ({ takes, sets, later }: JourneyStep, agreed: boolean): readonly string[] => [
  ...takes.map(({ field }) => field),
  ...Object.keys(sets),
  ...(agreed ? [] : later),
];

/**
 * Whether the same upload was asked for before; one that was optional there and is required here is
 * asked again.
 */
function isShared(
  id: string,
  stepGiven: StepGiven,
  { journey, steps }: JourneyGiven,
  documentsAsked: ReadonlySet<string>,
): boolean {
  const others = journey.shares
    .filter((share) => share[stepGiven.service] === id)
    .flatMap((share) => Object.entries(share))
    .filter(([service, document]) => documentsAsked.has(`${service} ${document}`));
  if (others.length === 0) return false;
  const required = stepGiven.def.documents.find((paper) => paper.id === id)?.required;
  if (!required) return true;
  return others.some(([service, document]) => {
    const other = steps.find((step) => step.service === service);
    const optional = !other?.def.documents.find((paper) => paper.id === document)?.required;
    return !optional || (other?.documents[document] ?? []).length > 0;
  });
}
