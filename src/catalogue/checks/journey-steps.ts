import { definedKind } from "../field-kinds.ts";
import type { Definition, Field } from "../model.ts";
import type { JourneyStep } from "../model-journey.ts";
import type { Path } from "../yaml-file.ts";

export type Services = ReadonlyMap<string, Definition>;
export type Report = (path: Path, message: string, mend: string) => void;

/** The questions of a service on plain pages; those in a list belong to its items. */
export const fieldsOf = (def: Definition): readonly Field[] =>
  def.form.flatMap(({ repeat, fields }) => (repeat ? [] : fields));

/** Mistakes in one step. It may refer to earlier steps only, so there is no cycle. */
export function wrongStep(
  step: JourneyStep,
  earlier: readonly JourneyStep[],
  services: Services,
  report: Report,
): void {
  const path: Path = ["steps", step.service];
  const def = services.get(step.service);
  if (!def?.process) {
    report(path, `\`${step.service}\` is no service that can be applied for`, "mend its id");
    return;
  }
  step.after.forEach((one, index) => {
    wrongWait(one, [...path, "after", index], earlier, services, report);
  });
  const waited = (from: string, at: Path) => {
    if (!step.after.includes(from))
      report(at, `\`${from}\` is not waited for`, "add it to `after:` of this step");
  };
  for (const { field, from } of step.takes) {
    const at = [...path, "takes", field];
    const question = requiredField(def, field, at, report);
    if (!question || !definedKind(question.type).paperNumber)
      report(at, `\`${field}\` cannot hold the number of a paper`, "take it into a text");
    waited(from, at);
  }
  for (const { document, from } of step.papers) {
    const at = [...path, "papers", document];
    const requested = def.documents.find(({ id }) => id === document);
    if (!requested?.accept.includes("application/pdf"))
      report(at, `\`${step.service}\` takes no PDF as \`${document}\``, "mend the document");
    waited(from, at);
  }
  for (const [name, value] of Object.entries(step.sets)) {
    const at = [...path, "sets", name];
    const field = requiredField(def, name, at, report);
    if (field && !fits(field, value))
      report(at, `${JSON.stringify(value)} is no answer to \`${name}\``, "mend the value");
  }
  step.later.forEach((name, index) => {
    requiredField(def, name, [...path, "later", index], report);
  });
  if (step.later.length > 0 && step.after.length === 0)
    report([...path, "later"], "this step waits for nothing", "add `after:`, or ask it at once");
}

function wrongWait(
  service: string,
  path: Path,
  earlier: readonly JourneyStep[],
  services: Services,
  report: Report,
): void {
  if (!earlier.some((one) => one.service === service))
    report(path, `\`${service}\` is no earlier step`, "name a step that stands above this one");
  else if (!services.get(service)?.output)
    report(path, `\`${service}\` gives no paper to wait for`, "wait for another step");
}

function requiredField(
  def: Definition,
  name: string,
  path: Path,
  report: Report,
): Field | undefined {
  const field = fieldsOf(def).find((one) => one.name === name);
  if (!field) report(path, `\`${def.id}\` asks no question \`${name}\``, "mend the name");
  return field;
}

/** Only values that YAML can state directly: no money, dates or lists. */
const fits = ({ type, options }: Field, value: string | number | boolean): boolean =>
  definedKind(type).plain(
    value,
    options.map((option) => option.value),
  );
