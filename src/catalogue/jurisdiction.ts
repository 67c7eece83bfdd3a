import {
  type AuthorityId,
  contrastOf,
  isIdentityNumber,
  plainIdentityNumber,
  readTelephone,
} from "../kernel/index.ts";
import type { Finding } from "./catalogue.ts";
import type { Authority, HelpDesk, Jurisdiction, Lang, Provenance, Words } from "./model.ts";
import { type RawSpan, spansOf } from "./read/hours.ts";
import { present, provenanceOf } from "./read/writing.ts";
import { authoritiesSchema, jurisdictionSchema } from "./schema/government.ts";
import { checkStructure } from "./structure.ts";
import { type Path, pathText, readYaml, valueAt, type YamlFile } from "./yaml-file.ts";

interface RawJurisdiction extends Omit<Jurisdiction, "authorities" | "lifeEvents" | "help"> {
  readonly help?: Omit<HelpDesk, "hours"> & {
    readonly hours: { readonly spans: readonly RawSpan[] } & Provenance;
  };
  readonly lifeEvents: Readonly<Record<string, Words>>;
}
type RawAuthorities = Readonly<
  Record<string, Pick<Authority, "name" | "url" | "roles" | "offices" | "panel"> & Provenance>
>;

/** A government from its two files; undefined, with findings, where one of them has a mistake. */
export function readJurisdiction(
  folder: string,
  files: { readonly jurisdiction: string; readonly authorities: string },
): { readonly jurisdiction?: Jurisdiction; readonly findings: readonly Finding[] } {
  const governmentFile = readYaml(`${folder}/jurisdiction.yaml`, files.jurisdiction);
  const others = readYaml(`${folder}/authorities.yaml`, files.authorities);
  const structure = [
    ...checkStructure(governmentFile, jurisdictionSchema),
    ...checkStructure(others, authoritiesSchema),
  ];
  if (structure.length > 0) return { findings: structure };
  const raw = governmentFile.data as RawJurisdiction; // both structures have just been checked
  const rawAuthorities = others.data as RawAuthorities;
  const findings = [
    ...unknownZone(governmentFile, raw),
    ...wrongNumbers(governmentFile, raw),
    ...unsourcedHelp(governmentFile, raw),
    ...unsourcedTariff(governmentFile, raw),
    ...paleColours(governmentFile, raw),
    ...unnamed(governmentFile, raw.languages, [
      ["name"],
      ...(raw.state ? [["state", "name"]] : []),
      ...(raw.help?.telephone.of ? [["help", "telephone", "of"]] : []),
      ...Object.keys(raw.lifeEvents).map((id) => ["lifeEvents", id]),
    ]),
    ...unnamed(others, raw.languages, namesOf(rawAuthorities)),
  ];
  if (findings.length > 0) return { findings };
  const lifeEvents = Object.entries(raw.lifeEvents).map(([id, title]) => ({ id, title }));
  const { help, ...plain } = raw;
  return {
    jurisdiction: {
      ...plain,
      ...(help && {
        help: { ...help, hours: { ...help.hours, spans: spansOf(help.hours.spans) } },
      }),
      lifeEvents,
      authorities: authoritiesOf(rawAuthorities),
    },
    findings,
  };
}

const sourceMend =
  "add `source:` and `checkedOn:`, or `illustrative: true` where nobody confirmed it";

const isSourced = ({ source, checkedOn, illustrative }: Provenance): boolean =>
  illustrative === true || (source !== undefined && checkedOn !== undefined);

/** An amount that people are asked for is not made up. */
const unsourcedTariff = (file: YamlFile, { agentTariff: tariff }: RawJurisdiction): Finding[] =>
  !tariff || isSourced(tariff)
    ? []
    : [file.finding(["agentTariff"], "`agentTariff` has no source", sourceMend)];

/** Each fact about the help desk says where it is from, or that it is an example. */
function unsourcedHelp(file: YamlFile, { help }: RawJurisdiction): Finding[] {
  if (!help) return [];
  const { telephone, hours, email, callBack } = help;
  return Object.entries({ telephone, hours, email, callBack }).flatMap(([name, fact]) =>
    !fact || isSourced(fact)
      ? []
      : [file.finding(["help", name], `\`help.${name}\` has no source`, sourceMend)],
  );
}

/**
 * Contrast with white that each colour needs: `strong` carries white text in its lighter shades
 * too, `second` is text on white (WCAG 2.2, 1.4.3 and 1.4.6).
 */
export const contrastWanted = { strong: 7, second: 4.5 } as const;

/** Colours too pale for what is written in or on them. */
function paleColours(file: YamlFile, { state }: RawJurisdiction): Finding[] {
  if (!state) return [];
  return (["strong", "second"] as const).flatMap((name) => {
    const contrast = contrastOf(state.colours[name], "#ffffff");
    if (contrast >= contrastWanted[name]) return [];
    const message = `\`${name}\` has a contrast of ${contrast.toFixed(1)} with white`;
    const mend = `take a darker one: at least ${contrastWanted[name]}`;
    return [file.finding(["state", "colours", name], message, mend)];
  });
}

const authoritiesOf = (raw: RawAuthorities): Authority[] =>
  Object.entries(raw).map(([id, { name, url, roles, offices, panel, ...fact }]) =>
    present({ id: id as AuthorityId, name, url, roles, offices, panel, ...provenanceOf(fact) }),
  );

const namesOf = (raw: RawAuthorities): Path[] =>
  Object.entries(raw).flatMap(([id, { roles }]) => [
    [id, "name"],
    ...Object.keys(roles).map((role) => [id, "roles", role]),
  ]);

function unnamed(file: YamlFile, languages: readonly Lang[], paths: readonly Path[]): Finding[] {
  return paths.flatMap((path) => {
    const words = valueAt(file.data, path) as Words;
    const missing = languages.filter((lang) => words[lang] === undefined);
    const extra = Object.keys(words).filter((lang) => !languages.includes(lang));
    return [
      ...missing.map((lang) =>
        file.finding(path, `\`${pathText(path)}\` has no name in \`${lang}\``, `add \`${lang}:\``),
      ),
      ...extra.map((lang) =>
        file.finding(
          [...path, lang],
          `\`${lang}\` is not a language of this government`,
          "remove it",
        ),
      ),
    ];
  });
}

function unknownZone(file: YamlFile, { timeZone, opens, closes }: RawJurisdiction): Finding[] {
  const findings: Finding[] = [];
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    findings.push(
      file.finding(
        ["timeZone"],
        `\`${timeZone}\` is no time zone`,
        "use an IANA name, such as Africa/Kigali",
        "value",
      ),
    );
  }
  if (opens >= closes)
    findings.push(
      file.finding(
        ["closes"],
        "offices close before they open",
        "let `closes` be later than `opens`",
        "value",
      ),
    );
  return findings;
}

/** Number patterns that do not match their own examples, and rules without a source. */
function wrongNumbers(file: YamlFile, { telephone, identityNumber }: RawJurisdiction): Finding[] {
  const findings: Finding[] = [];
  const report = (path: Path, message: string, mend: string) =>
    findings.push(file.finding(path, message, mend, "value"));
  const fits = (path: Path, isExample: () => boolean): void => {
    try {
      if (!isExample())
        report([path[0] ?? "", "example"], "the example does not fit the pattern", "mend one");
    } catch {
      report(path, "this is no regular expression", "mend it, or ask somebody who writes them");
    }
  };
  fits(["telephone", "national"], () => readTelephone(telephone.example, telephone) !== undefined);
  fits(["identityNumber", "pattern"], () =>
    isIdentityNumber(plainIdentityNumber(identityNumber.example), identityNumber),
  );
  for (const [key, rule] of Object.entries({ telephone, identityNumber }))
    if (!isSourced(rule)) report([key], `the rule \`${key}\` has no source`, sourceMend);
  return findings;
}

/** Services in the tariff of agents that do not exist. */
export function unknownTariffs(
  name: string,
  text: string,
  { agentTariff }: Jurisdiction,
  services: readonly string[],
): Finding[] {
  const file = readYaml(name, text);
  return (agentTariff?.services ?? []).flatMap((id, i) =>
    services.includes(id)
      ? []
      : [
          file.finding(
            ["agentTariff", "services", i],
            `there is no service \`${id}\``,
            "mend the id",
          ),
        ],
  );
}

/** Offices that refer to a missing code list. */
export function unknownOffices(
  name: string,
  text: string,
  { authorities }: Jurisdiction,
  lists: ReadonlyMap<string, unknown>,
): Finding[] {
  const file = readYaml(name, text);
  return authorities.flatMap(({ id, offices }) =>
    offices === undefined || lists.has(offices)
      ? []
      : [
          file.finding(
            [id, "offices"],
            `the code list \`${offices}\` of offices is unknown`,
            `use one of: ${[...lists.keys()].join(", ")}; or add the file lists/${offices}.yaml`,
            "value",
          ),
        ],
  );
}
