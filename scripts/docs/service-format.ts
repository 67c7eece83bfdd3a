import { jurisdictionSchema, type Schema, serviceSchema } from "../../src/catalogue/index.ts";
import { heading, row } from "./source-files.ts";

/** The parts of a schema that the page is made from. */
interface Part {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Part | false;
  readonly items?: Part;
}

/** A thing with keys of its own, under the path at which it stands: `form.<id>.fields.<id>`. */
interface Section {
  readonly path: string;
  readonly thing: Part;
}

/** The thing that stands here, or in each place of this map or list. */
function thingIn(part: Part, path: string): Section | undefined {
  if (part.properties && part.type === "object") return { path, thing: part };
  if (part.items) return thingIn(part.items, `${path}[]`);
  return part.additionalProperties ? thingIn(part.additionalProperties, `${path}.<id>`) : undefined;
}

/** This thing, then those in it, each once: a field is the same wherever it is asked. */
function sectionsOf({ path, thing }: Section, seen: Set<Part> = new Set()): readonly Section[] {
  if (seen.has(thing)) return [];
  seen.add(thing);
  const inner = Object.entries(thing.properties ?? {}).flatMap(([key, part]) => {
    const found = thingIn(part, path === "" ? key : `${path}.${key}`);
    return found ? sectionsOf(found, seen) : [];
  });
  return [{ path, thing }, ...inner];
}

function kindOf(part: Part): string {
  if (part.enum) return part.enum.map((value) => `\`${value}\``).join(", ");
  if (part.items) return `list of ${part.items.properties ? "things" : kindOf(part.items)}`;
  if (part.properties && part.type === "object") return "thing";
  if (part.additionalProperties) return "map";
  return [part.type ?? "anything"].flat().join(", ");
}

function sectionText({ path, thing }: Section): string {
  const { properties = {}, required = [], description = "" } = thing;
  const rows = Object.entries(properties).map(([key, part]) =>
    row(`\`${key}\``, required.includes(key) ? "yes" : "", kindOf(part), part.description ?? ""),
  );
  return [
    `## ${path === "" ? "The file" : `\`${path}\``}`,
    `${description}\n`,
    row("key", "must", "value", "what it says"),
    row("---", "---", "---", "---"),
    ...rows,
  ].join("\n");
}

const pageOf = (title: string, schema: Schema): string =>
  `${heading(title, "the schema that checks the file")}${sectionsOf({
    path: "",
    thing: schema as Part,
  })
    .map(sectionText)
    .join("\n\n")}\n`;

/**
 * Every key that a service.yaml may have; docs/service-format.md explains how they belong together.
 */
export const serviceKeysPage = (): string => pageOf("Keys of a service.yaml", serviceSchema);

/** Every key that a jurisdiction.yaml may have. */
export const jurisdictionKeysPage = (): string =>
  pageOf("Keys of a jurisdiction.yaml", jurisdictionSchema);

/** What editors complete and explain a service.yaml with. */
export const editorSchema = (): string => `${JSON.stringify(serviceSchema, null, 2)}\n`;
