import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataFactory, Writer } from "n3";
import { type Catalogue, loadCatalogue } from "../src/catalogue/index.ts";
import {
  catalogueNodes,
  distinct,
  jsonLdOf,
  type Node,
  prefixes,
  type Statement,
  shapeProblems,
  statementsOf,
} from "../src/cpsv/index.ts";
import { dateIn } from "../src/kernel/index.ts";
import { makeI18n } from "../src/platform/i18n/index.ts";

/**
 * `npm run catalogue:export -- FILE [--base https://{code}.example]`: every service of every
 * government as CPSV-AP 3.2.0, in Turtle (`.ttl`) or JSON-LD (`.jsonld`). `{code}` stands for the
 * code of the government. Nothing is written where the shapes are broken.
 */
const root = join(import.meta.dirname, "..");
export const defaultBase = "https://{code}.example";

/** The catalogues of all governments under `jurisdictions/`. A broken definition is a fault. */
export const everyCatalogue = (): readonly Catalogue[] =>
  readdirSync(join(root, "jurisdictions"))
    .sort()
    .map((code) => join(root, "jurisdictions", code))
    .filter((folder) => existsSync(join(folder, "jurisdiction.yaml")))
    .map((folder) => {
      const { catalogue, problems } = loadCatalogue(folder);
      if (!catalogue) throw new Error(`${folder}: ${problems.length} problems, see services:check`);
      return catalogue;
    });

/** All that one government offers, told on the given instant. */
export function nodesOf(catalogue: Catalogue, base: string, now: Date): readonly Node[] {
  const { jurisdiction } = catalogue;
  const baseUrl = base.replaceAll("{code}", jurisdiction.code).replace(/\/+$/, "");
  const today = dateIn(now, jurisdiction.timeZone);
  const i18n = makeI18n(join(root, "messages"));
  const { journeys } = catalogue;
  return catalogueNodes({ jurisdiction, journeys, baseUrl, today, i18n }, catalogue.services);
}

const { literal, namedNode, quad } = DataFactory;

/** Turtle 1.1, with the prefixes of the vocabulary. */
export function turtleOf(statements: readonly Statement[]): string {
  const writer = new Writer({ prefixes: { ...prefixes } });
  for (const { subject, predicate, object } of statements)
    writer.addQuad(quad(namedNode(subject), namedNode(predicate), termOf(object)));
  let text = "";
  writer.end((error: Error | null, result: string) => {
    if (error) throw error;
    text = result;
  });
  return text;
}

function termOf(object: Statement["object"]) {
  if ("iri" in object) return namedNode(object.iri);
  if ("language" in object) return literal(object.text, object.language);
  return literal(object.text, namedNode(object.datatype));
}

function main(args: readonly string[]): number {
  const at = args.indexOf("--base");
  const base = at < 0 ? defaultBase : (args[at + 1] ?? "");
  const file = args.find((one, index) => !one.startsWith("--") && (at < 0 || index !== at + 1));
  if (!file || !/\.(ttl|jsonld)$/.test(file) || !/^https?:\/\//.test(base)) {
    console.error(
      "npm run catalogue:export -- FILE.ttl|FILE.jsonld [--base https://{code}.example]",
    );
    return 2;
  }
  const catalogues = everyCatalogue();
  // Languages and currencies are told of by each government in the same words.
  const nodes = distinct(catalogues.flatMap((one) => nodesOf(one, base, new Date())));
  const statements = statementsOf(nodes);
  const problems = shapeProblems(statements);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) return 1;
  const text = file.endsWith(".ttl")
    ? turtleOf(statements)
    : `${JSON.stringify(jsonLdOf(nodes), null, 1)}\n`;
  writeFileSync(file, text);
  const count = catalogues.reduce((sum, { services }) => sum + services.length, 0);
  console.log(
    `${file}: ${count} services of ${catalogues.length} governments, ` +
      `${statements.length} statements`,
  );
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
