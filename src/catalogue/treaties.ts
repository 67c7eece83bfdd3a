import type { Finding } from "./catalogue.ts";
import type {
  Definition,
  Jurisdiction,
  Lang,
  Provenance,
  Treaty,
  TreatyParty,
  Words,
} from "./model.ts";
import { present, provenanceOf } from "./read/writing.ts";
import { treatiesSchema } from "./schema/government.ts";
import type { TreatyFact } from "./store.ts";
import { checkStructure } from "./structure.ts";
import { type Path, readYaml, type YamlFile } from "./yaml-file.ts";

type RawTreaties = Readonly<
  Record<
    string,
    {
      readonly title: Words;
      readonly signedOn?: string;
      readonly parties: Readonly<Record<string, Omit<TreatyParty, "code">>>;
    } & Provenance
  >
>;

/** The treaties of one government from its treaties.yaml, or the mistakes in the file. */
export function readTreaties(
  name: string,
  text: string,
  code: string,
  languages: readonly Lang[],
): { readonly treaties: readonly Treaty[]; readonly findings: readonly Finding[] } {
  const file = readYaml(name, text);
  const structure = checkStructure(file, treatiesSchema);
  if (structure.length > 0) return { treaties: [], findings: structure };
  const raw = file.data as RawTreaties; // its structure has just been checked
  const treaties = Object.entries(raw).map(([id, { title, signedOn, parties, ...fact }]) =>
    present({ id, title, signedOn, parties: partiesOf(parties), ...provenanceOf(fact) }),
  );
  return { treaties, findings: treaties.flatMap((one) => wrongWith(file, one, code, languages)) };
}

const partiesOf = (raw: RawTreaties[string]["parties"]): TreatyParty[] =>
  Object.entries(raw).map(([code, { ratifiedOn, inForceOn, ...fact }]) =>
    present({ code, ratifiedOn, inForceOn, ...provenanceOf(fact) }),
  );

function wrongWith(
  file: YamlFile,
  { id, title, signedOn = "", parties, ...fact }: Treaty,
  ownCode: string,
  languages: readonly Lang[],
): Finding[] {
  const findings: Finding[] = [];
  const report = (path: Path, message: string, mend: string) =>
    findings.push(file.finding([id, ...path], message, mend));
  const unsourced = ({ source, checkedOn, illustrative }: Provenance) =>
    !illustrative && !(source && checkedOn);
  const mend = "add `source:` and `checkedOn:`, or `illustrative: true` where nobody confirmed it";
  for (const lang of languages)
    if (title[lang] === undefined)
      report(["title"], `\`${id}\` has no title in \`${lang}\``, `add \`${lang}:\``);
  if (unsourced(fact)) report([], `the treaty \`${id}\` has no source`, mend);
  for (const { code, ratifiedOn = "9999", inForceOn, ...side } of parties) {
    const path: Path = ["parties", code];
    if (unsourced(side)) report(path, `what \`${id}\` is for \`${code}\` has no source`, mend);
    if ((inForceOn ?? "9999") < signedOn || ratifiedOn < signedOn)
      report(path, `\`${id}\` binds \`${code}\` before it was signed`, "mend one of the days");
  }
  if (!parties.some(({ code }) => code === ownCode))
    report(["parties"], `\`${id}\` does not bind this government`, `add \`${ownCode}:\``);
  return findings;
}

/** Replaces the state of treaties in the files by that in the register. */
export interface TreatyOverlay {
  definition(definition: Definition): Definition;
  withFacts(definition: Definition | undefined): Definition | undefined;
  jurisdiction(jurisdiction: Jurisdiction): Jurisdiction;
}

export function treatyOverlay(facts: readonly TreatyFact[]): TreatyOverlay {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const bound = (treaty: Treaty): Treaty => {
    const fact = byId.get(treaty.id);
    if (!fact) return treaty;
    const { inForceOn, signedOn, endsOn } = fact;
    return {
      ...treaty,
      ...(signedOn !== null && { signedOn }),
      ...(endsOn !== null && { endsOn }),
      parties: treaty.parties.map((party) => ({ ...party, inForceOn })),
    };
  };
  // Cached, so that the same definition gives the same object and caches keyed by it work.
  const overlaid = new WeakMap<Definition, Definition>();
  const definition = (plain: Definition): Definition => {
    if (!plain.treaties?.some(({ id }) => byId.has(id))) return plain;
    const before = overlaid.get(plain);
    if (before) return before;
    const after = { ...plain, treaties: plain.treaties.map(bound) };
    overlaid.set(plain, after);
    return after;
  };
  return {
    definition,
    withFacts: (plain) => plain && definition(plain),
    jurisdiction: (plain) =>
      plain.treaties ? { ...plain, treaties: plain.treaties.map(bound) } : plain,
  };
}
