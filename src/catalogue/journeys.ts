import { compile, type Scope } from "../rules/index.ts";
import type { Finding } from "./catalogue.ts";
import { fieldsOf } from "./checks/journey-steps.ts";
import { wrongWithJourney } from "./checks/journeys.ts";
import { definedKind } from "./field-kinds.ts";
import type { Definition, Jurisdiction, Words } from "./model.ts";
import type { Journey, JourneyStep } from "./model-journey.ts";
import { present } from "./read/writing.ts";
import { journeysSchema } from "./schema/journeys.ts";
import { applicantScope } from "./scope.ts";
import { checkStructure } from "./structure.ts";
import { readYaml, type YamlFile } from "./yaml-file.ts";

interface RawStep {
  readonly when?: string | number | boolean;
  readonly after?: readonly string[];
  readonly takes?: Readonly<Record<string, string>>;
  readonly papers?: Readonly<Record<string, string>>;
  readonly sets?: JourneyStep["sets"];
  readonly later?: readonly string[];
}

interface RawJourney {
  readonly title: Words;
  readonly description: Words;
  readonly whoMayApply: Words;
  readonly lifeEvent: string;
  readonly before?: readonly string[];
  readonly afterwards?: readonly string[];
  readonly steps: Readonly<Record<string, RawStep>>;
  readonly shares?: readonly Readonly<Record<string, string>>[];
  readonly apart?: readonly string[];
}

/** The journeys of one government from its journeys.yaml, or the mistakes in the file. */
export function readJourneys(
  name: string,
  text: string,
  jurisdiction: Jurisdiction,
  definitions: readonly Definition[],
): {
  /** Those without mistakes. */
  readonly journeys: readonly Journey[];
  readonly findings: readonly Finding[];
} {
  const file = readYaml(name, text);
  const structure = checkStructure(file, journeysSchema);
  if (structure.length > 0) return { journeys: [], findings: structure };
  const byId = new Map<string, Definition>(definitions.map((one) => [one.id, one]));
  const findings: Finding[] = [];
  const journeys = Object.entries(file.data as Readonly<Record<string, RawJourney>>).flatMap(
    ([id, raw]) => {
      const before = findings.length;
      const journey = readJourney(file, id, raw, byId, findings);
      findings.push(...wrongWithJourney(file, journey, jurisdiction, byId));
      return findings.length === before ? [journey] : [];
    },
  );
  return { journeys, findings };
}

function readJourney(
  file: YamlFile,
  id: string,
  raw: RawJourney,
  byId: ReadonlyMap<string, Definition>,
  findings: Finding[],
): Journey {
  const { title, description, whoMayApply, lifeEvent, shares = [], apart = [] } = raw;
  const { before = [], afterwards = [] } = raw;
  const steps: JourneyStep[] = [];
  for (const [service, step] of Object.entries(raw.steps)) {
    const earlier = steps.flatMap((one) => byId.get(one.service) ?? []);
    const when =
      step.when === undefined
        ? undefined
        : ruleAt(
            file,
            [id, "steps", service, "when"],
            step.when,
            scopeOf(earlier, apart),
            findings,
          );
    steps.push(present({ service, when, ...partsOf(step) }));
  }
  const about = { title, description, whoMayApply, lifeEvent, before, afterwards };
  return { id, ...about, steps, shares, apart };
}

const partsOf = ({ after = [], takes = {}, papers = {}, sets = {}, later = [] }: RawStep) => ({
  after,
  takes: Object.entries(takes).map(([field, from]) => ({ field, from })),
  papers: Object.entries(papers).map(([document, from]) => ({ document, from })),
  sets,
  later,
});

/** The names that a rule may read: all answers of these services that have one meaning. */
function scopeOf(earlier: readonly Definition[], apart: readonly string[]): Scope {
  const names = earlier.flatMap((def) =>
    fieldsOf(def)
      .filter(({ name }) => !apart.includes(name))
      .map(({ name, type, options }) => {
        const values = options.map(({ value }) => value);
        return [name, definedKind(type).feel(values)] as const;
      }),
  );
  return { ...applicantScope, ...Object.fromEntries(names) };
}

function ruleAt(
  file: YamlFile,
  path: readonly string[],
  text: string | number | boolean,
  scope: Scope,
  findings: Finding[],
) {
  const compiled = compile(String(text), scope, { kind: "boolean" });
  if (compiled.ok) return compiled.rule;
  for (const { message, mend, from } of compiled.problems)
    findings.push(file.findingWithin(path, from, `\`${path.join(".")}\`: ${message}`, mend));
  return undefined;
}
