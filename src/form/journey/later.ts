import type { Definition, Field, Page, Words } from "../../catalogue/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { fittingValues, isReady } from "../fitting.ts";
import type { Answers } from "../model.ts";
import { answersRead } from "../reads.ts";
import type { FormPosition, Input, Turn, TurnFacts } from "../screen.ts";
import { turn } from "../turn.ts";
import type { Progress } from "../way.ts";
import { stepsLeft } from "./left.ts";
import type { JourneyGiven, StepLeft } from "./model.ts";
import { sharedAnswers, withShared } from "./share.ts";

/**
 * A turn of one of several forms. What a later service refuses is told on the page where it is
 * answered, and that page stays open until it is mended: not many pages later, where nobody knows
 * any more what it was about.
 */
export function turnAmong(
  given: JourneyGiven,
  service: string,
  progress: Progress,
  place: FormPosition,
  input: Input,
  facts: TurnFacts,
): Turn {
  const def = given.steps.find((step) => step.service === service)?.def;
  if (!def) throw new Error(`${service} is no step of ${given.journey.id}`);
  const taken = turn(def, progress, place, input, facts);
  const page = def.form.find(({ id }) => id === place.page);
  const isHere = taken.screen.show === "questions" && taken.screen.page === page;
  if (input.do !== "answer" || !page || page.repeat || isHere) return taken;
  const problems = objections(given, service, taken.progress.answers, page);
  if (problems.length === 0) return taken;
  const { answers, visited } = taken.progress;
  const open = { answers, visited: visited.filter((id) => id !== page.id) };
  const { screen } = turn(def, open, place, { do: "open" }, facts);
  return screen.show === "questions"
    ? { progress: open, screen: { ...screen, problems, returned: true } }
    : taken;
}

/** The later services that are needed with these answers, which hold in them too. */
function laterSteps(
  { steps, ...given }: JourneyGiven,
  service: string,
  answers: Answers,
): readonly StepLeft[] {
  const shared = sharedAnswers({ ...given, steps }, service, answers);
  const now = steps.map((step) => {
    if (step.service === service) return { ...step, answers };
    const own = shared.find((each) => each.service === step.service);
    return own ? { ...step, answers: withShared(step.answers, own) } : step;
  });
  const placeOf = (id: string) => given.journey.steps.findIndex((step) => step.service === id);
  return stepsLeft({ ...given, steps: now }).filter(
    (left) => !left.sent && placeOf(left.service) > placeOf(service),
  );
}

const fieldOf = ({ form }: Definition, name: string): Field | undefined =>
  form.flatMap(({ repeat, fields }) => (repeat ? [] : fields)).find((one) => one.name === name);

/** What later services have against the answers of a page, once for each of its questions. */
function objections(
  given: JourneyGiven,
  service: string,
  answers: Answers,
  page: Page,
): readonly Problem[] {
  const byField = new Map<string, Problem>();
  for (const left of laterSteps(given, service, answers))
    for (const problem of left.again) {
      const own = objectionIn(given, left, problem, page);
      if (own && !byField.has(own.field)) byField.set(own.field, own);
    }
  return [...byField.values()];
}

/**
 * The objection at the question of the page that it is about; about an earlier page, at the
 * question that brought it up. Undefined where this page has nothing to do with it.
 */
function objectionIn(
  { journey, facts }: JourneyGiven,
  { service, def, answers }: StepLeft,
  problem: Problem,
  { fields }: Page,
): Problem | undefined {
  const field = fieldOf(def, problem.field);
  if (!field) return undefined;
  const { valid } = field;
  if (problem.words && valid && !isReady(def, field.name, answers, facts, valid)) return undefined;
  if (fields.some(({ name }) => name === problem.field)) return problem;
  const reads = new Set(valid ? answersRead(def, valid.rule) : []);
  const needs = journey.steps.find((step) => step.service === service)?.when?.names;
  const cause = fields.find(({ name }) => reads.has(name) || needs?.has(name));
  const words = problem.words && beside(field.label, problem.words);
  return cause && words && { field: cause.name, code: "invalid", words };
}

const beside = (label: Words, words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([lang, text]) => [lang, `${label[lang as keyof Words]}: ${text}`]),
  ) as Words;

/** Those of the values of a question that no later service refuses. */
export function fittingLater(
  given: JourneyGiven,
  service: string,
  name: string,
  answers: Answers,
  values: readonly string[],
): readonly string[] {
  return laterSteps(given, service, answers).reduce((left, step) => {
    const field = isShared(given, step, name) ? fieldOf(step.def, name) : undefined;
    return field ? fittingValues(step.def, field, step.answers, given.facts, left) : left;
  }, values);
}

/** Whether a step takes its answer to this question from the others. */
const isShared = ({ journey }: JourneyGiven, { service }: StepLeft, name: string): boolean => {
  const step = journey.steps.find((one) => one.service === service);
  const isFixed =
    Object.hasOwn(step?.sets ?? {}, name) || step?.takes.some(({ field }) => field === name);
  return !isFixed && !journey.apart.includes(name);
};
