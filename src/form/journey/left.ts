import type { JourneyStep } from "../../catalogue/index.ts";
import { documentsWanted } from "../documents.ts";
import { problemsOf } from "../problems.ts";
import { valuesOf } from "../values.ts";
import { answerOf, walk } from "../walk.ts";
import type { JourneyGiven, StepGiven, StepLeft } from "./model.ts";

/**
 * The steps that these answers need, in order, each with what the others leave to ask in it. A
 * question is asked in the first step that asks it; a later one asks it again only where the answer
 * does not do there. Steps that are sent ask nothing any more.
 */
export function stepsLeft(given: JourneyGiven): readonly StepLeft[] {
  const asked = new Set<string>();
  const papers = new Set<string>();
  const values: Record<string, unknown> = { applicant: given.facts.applicant };
  const left: StepLeft[] = [];
  for (const step of given.journey.steps) {
    const own = given.steps.find(({ service }) => service === step.service);
    if (!own || (step.when && !step.when.holds(values, given.facts))) continue;
    left.push(leftIn(own, step, given, asked, papers));
    const names = namesAsked(own, given);
    const seen = valuesOf(own.def, own.answers, given.facts);
    for (const name of names)
      if (!given.journey.apart.includes(name)) values[name] = seen[name] ?? null;
    if (own.sent) continue;
    for (const name of names) asked.add(name);
    for (const { id } of documentsWanted(own.def, own.answers, given.facts))
      papers.add(`${own.service} ${id}`);
  }
  return left;
}

/** The questions that these answers bring, those of repeating pages left out. */
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
  own: StepGiven,
  step: JourneyStep,
  given: JourneyGiven,
  asked: ReadonlySet<string>,
  papers: ReadonlySet<string>,
): StepLeft {
  const { facts, codeLists, agreed, journey } = given;
  const problems = problemsOf(own.def, own.answers, own.documents, facts, codeLists);
  const wrong = new Set(problems.map(({ field }) => field));
  const before = namesAsked(own, given).filter(
    (name) => asked.has(name) && !journey.apart.includes(name),
  );
  const follows = followsFrom(step, agreed);
  const taken = new Set(step.papers.map(({ document }) => document));
  const known = [...before.filter((name) => !wrong.has(name)), ...follows];
  const knownDocuments = documentsWanted(own.def, own.answers, facts)
    .map(({ id }) => id)
    .filter((id) => taken.has(id) || isShared(id, own, given, papers));
  const again = problems.filter(
    ({ field }) =>
      before.includes(field) &&
      !follows.includes(field) &&
      answerOf(own.answers, field) !== undefined,
  );
  return { ...own, known: new Set(known), knownDocuments: new Set(knownDocuments), again };
}

/** What comes from papers and from the journey; what can only be known later, until then. */
const followsFrom = ({ takes, sets, later }: JourneyStep, agreed: boolean): readonly string[] => [
  ...takes.map(({ field }) => field),
  ...Object.keys(sets),
  ...(agreed ? [] : later),
];

/** The same paper was asked for before; one that was left out there and is required here is asked again. */
function isShared(
  id: string,
  own: StepGiven,
  { journey, steps }: JourneyGiven,
  papers: ReadonlySet<string>,
): boolean {
  const others = journey.shares
    .filter((share) => share[own.service] === id)
    .flatMap((share) => Object.entries(share))
    .filter(([service, document]) => papers.has(`${service} ${document}`));
  if (others.length === 0) return false;
  const required = own.def.documents.find((paper) => paper.id === id)?.required;
  if (!required) return true;
  return others.some(([service, document]) => {
    const other = steps.find((step) => step.service === service);
    const optional = !other?.def.documents.find((paper) => paper.id === document)?.required;
    return !optional || (other?.documents[document] ?? []).length > 0;
  });
}
