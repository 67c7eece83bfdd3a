import type { Finding } from "../catalogue.ts";
import type { DocumentWanted, Field, Jurisdiction, Words } from "../model.ts";
import type { Journey, JourneyStep } from "../model-journey.ts";
import type { Path, YamlFile } from "../yaml-file.ts";
import { fieldsOf, type Report, type Services, wrongStep } from "./journey-steps.ts";

/** Mistakes in a journey whose structure is sound. */
export function wrongWithJourney(
  file: YamlFile,
  journey: Journey,
  { languages, lifeEvents, elsewhere = [] }: Jurisdiction,
  services: Services,
): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (path, message, mend) =>
    findings.push(file.finding([journey.id, ...path], message, mend));
  const texts: [string, Words][] = [
    ["title", journey.title],
    ["description", journey.description],
    ["whoMayApply", journey.whoMayApply],
  ];
  for (const [part, words] of texts)
    for (const lang of languages)
      if (words[lang] === undefined)
        report([part], `\`${part}\` has no words in \`${lang}\``, `add \`${lang}:\``);
  if (!lifeEvents.some(({ id }) => id === journey.lifeEvent))
    report(
      ["lifeEvent"],
      `\`${journey.lifeEvent}\` is no life event of this government`,
      "use one of jurisdiction.yaml",
    );
  for (const part of ["before", "afterwards"] as const)
    journey[part].forEach((one, index) => {
      if (services.has(one) || elsewhere.some(({ id }) => id === one)) return;
      report(
        [part, index],
        `\`${one}\` is no service here, and none of the directory`,
        "mend the id, or add it to `elsewhere:` of search.yaml",
      );
    });
  const earlierSteps: JourneyStep[] = [];
  for (const step of journey.steps) {
    wrongStep(step, earlierSteps, services, report);
    earlierSteps.push(step);
  }
  wrongNames(journey, services, report);
  journey.shares.forEach((share, index) => {
    wrongShare(share, ["shares", index], journey, services, report);
  });
  return findings;
}

/** Two questions with this key in common are the same question. */
const meaningOf = ({ type, options, list, currency }: Field): string =>
  JSON.stringify([type, options.map(({ value }) => value).sort(), list, currency]);

/** The names that each service asks for, with their meaning there. */
function meaningsOf({ steps }: Journey, services: Services): Map<string, Map<string, string>> {
  const meanings = new Map<string, Map<string, string>>();
  const record = (name: string, service: string, meaning: string) =>
    meanings.set(name, (meanings.get(name) ?? new Map()).set(service, meaning));
  for (const { service } of steps) {
    const def = services.get(service);
    if (!def) continue;
    for (const field of fieldsOf(def)) record(field.name, service, meaningOf(field));
    for (const { repeat } of def.form)
      if (repeat) record(repeat.name, service, `the list of ${service}`);
  }
  return meanings;
}

function wrongNames(journey: Journey, services: Services, report: Report): void {
  const meanings = meaningsOf(journey, services);
  for (const [name, byService] of meanings) {
    if (new Set(byService.values()).size < 2 || journey.apart.includes(name)) continue;
    const where = [...byService.keys()].join(", ");
    report(
      ["steps"],
      `\`${name}\` is not the same question in ${where}`,
      `list it under \`apart:\`, so that it is asked in each, or give it the same type and choices`,
    );
  }
  journey.apart.forEach((name, index) => {
    if ((meanings.get(name)?.size ?? 0) < 2)
      report(
        ["apart", index],
        `\`${name}\` is not asked by two of these services`,
        "remove it, or mend the name",
      );
  });
}

const limitsOf = ({ accept, maxBytes, maxFiles }: DocumentWanted): string =>
  JSON.stringify([[...accept].sort(), maxBytes, maxFiles]);

function wrongShare(
  share: Journey["shares"][number],
  path: Path,
  { steps }: Journey,
  services: Services,
  report: Report,
): void {
  const limits = new Set<string>();
  for (const [service, id] of Object.entries(share)) {
    const at = [...path, service];
    if (!steps.some((step) => step.service === service))
      report(at, `\`${service}\` is no step of this journey`, "use one of its steps");
    const requested = services.get(service)?.documents.find((one) => one.id === id);
    if (requested) limits.add(limitsOf(requested));
    else report(at, `\`${service}\` asks for no document \`${id}\``, "mend the id");
  }
  if (limits.size > 1)
    report(
      path,
      "these documents do not take the same files",
      "share only what has the same types, size and number of files",
    );
}
