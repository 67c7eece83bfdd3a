import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Catalogue,
  type Definition,
  loadCatalogue,
  readExamples,
} from "../../src/catalogue/index.ts";
import { processSvg } from "../../src/explain/index.ts";
import { durationText } from "../../src/kernel/index.ts";
import { makeI18n } from "../../src/platform/i18n/index.ts";
import { heading, root, row } from "./source-files.ts";

const governments = join(root, "jurisdictions");
let loaded: readonly Catalogue[] | undefined;

/** Every government's catalogue, read once; a broken one stops the documents. */
export function catalogues(): readonly Catalogue[] {
  loaded ??= readdirSync(governments)
    .sort()
    .filter((code) => existsSync(join(governments, code, "jurisdiction.yaml")))
    .map((code) => {
      const { catalogue } = loadCatalogue(join(governments, code));
      if (!catalogue) throw new Error(`${code}: npm run services:check tells what is wrong`);
      return catalogue;
    });
  return loaded;
}

const t = makeI18n(join(root, "messages")).for("en");
const fileOf = ({ jurisdiction }: Catalogue, { id }: Definition) =>
  `services/${jurisdiction.code}-${id}.svg`;

/** A picture of each service's process, by its place under docs/generated. */
export const diagrams = (): Readonly<Record<string, () => string>> =>
  Object.fromEntries(
    catalogues().flatMap((catalogue) =>
      catalogue.services.map((one) => [
        fileOf(catalogue, one),
        () => processSvg(one, { jurisdiction: catalogue.jurisdiction, t }),
      ]),
    ),
  );

interface Counts {
  readonly services: number;
  readonly examples: number;
  readonly sourced: number;
  readonly illustrative: number;
}

const countsOf = ({ jurisdiction }: Catalogue, one: Definition): Counts => ({
  services: 1,
  examples: examplesOf(jurisdiction.code, one.id),
  ...factsIn(one),
});

const sum = (counts: readonly Counts[]): Counts =>
  counts.reduce((a, b) => ({
    services: a.services + b.services,
    examples: a.examples + b.examples,
    sourced: a.sourced + b.sourced,
    illustrative: a.illustrative + b.illustrative,
  }));

const inSum = (what: string, { services, examples, sourced, illustrative }: Counts): string =>
  `${what}: ${services} services, ` +
  `${examples} examples, ${sourced} facts with source, ${illustrative} illustrative.`;

/** All that is offered, what of it has a source, and what is an example only. */
export function servicesPage(): string {
  const columns = ["service", "government", "authority", "fee", "time", "examples"];
  const head = row(...columns, "facts with source", "illustrative");
  const rows = catalogues().flatMap((catalogue) =>
    catalogue.services.map((one) => rowOf(catalogue, one)),
  );
  const totals = catalogues().map((one) => ({
    name: t.words(one.jurisdiction.name),
    counts: sum(one.services.map((def) => countsOf(one, def))),
  }));
  const told = [
    inSum("Together", sum(totals.map(({ counts }) => counts))),
    ...totals.map(({ name, counts }) => inSum(name, counts)),
  ].join("\n");
  return (
    `${heading("Services", "the definitions")}${told}\n\nThe title leads to a picture of the ` +
    "process. Fees and times as written; a fact is a law, an amount, a term or the like.\n\n" +
    `${head}\n|---|---|---|---|---|---|---|---|\n${rows.join("\n")}\n`
  );
}

function rowOf(catalogue: Catalogue, one: Definition): string {
  const { sourced, illustrative, examples } = countsOf(catalogue, one);
  const { code, authorities } = catalogue.jurisdiction;
  return row(
    `[${t.words(one.title)}](${fileOf(catalogue, one)})`,
    code,
    t.words(authorities.find(({ id }) => id === one.authority)?.name),
    feesIn(one),
    timeIn(one),
    String(examples),
    String(sourced),
    String(illustrative),
  );
}

const feesIn = ({ fees }: Definition): string =>
  fees.length === 0
    ? "free"
    : fees
        .map(({ tariffs, currency }) => {
          const amount = tariffs[0]?.amount;
          return amount && amount.names.size === 0
            ? `${amount.source} ${currency}`
            : `by answers, ${currency}`;
        })
        .join("; ");

function timeIn({ process }: Definition): string {
  if (!process) return "at once";
  const { limit, limits = [] } = process.clock;
  return [...limits.map((one) => one.limit), limit]
    .map((one) => t.duration(durationText(one)))
    .join(" / ");
}

function examplesOf(code: string, id: string): number {
  const file = join(governments, code, "services", id, "examples.yaml");
  return readExamples(file, existsSync(file) ? readFileSync(file, "utf8") : "").examples.length;
}

/** Facts anywhere in a definition; rules have a `source` too, which is their text. */
function factsIn(value: unknown): { sourced: number; illustrative: number } {
  if (typeof value !== "object" || value === null || "evaluate" in value)
    return { sourced: 0, illustrative: 0 };
  const own = {
    sourced: "source" in value && typeof value.source === "string" ? 1 : 0,
    illustrative: "illustrative" in value && value.illustrative === true ? 1 : 0,
  };
  return Object.values(value)
    .map(factsIn)
    .reduce(
      (a, b) => ({ sourced: a.sourced + b.sourced, illustrative: a.illustrative + b.illustrative }),
      own,
    );
}
