import type { Code, Finding } from "./catalogue.ts";
import type { Lang, Words } from "./model.ts";
import { listSchema } from "./schema/government.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

/** One list from its file. In one that governments share, English stands for a language without a name. */
export function readCodeList(
  name: string,
  text: string,
  languages: readonly Lang[],
  shared = false,
): { readonly codes: readonly Code[]; readonly findings: readonly Finding[] } {
  const file = readYaml(name, text);
  const findings = [...checkStructure(file, listSchema)];
  if (findings.length > 0) return { codes: [], findings };
  const { codes } = file.data as { codes: Readonly<Record<string, string | Words>> };
  const read = Object.entries(codes).map(([value, said]): Code => {
    const names: Words =
      typeof said === "string" ? Object.fromEntries(languages.map((lang) => [lang, said])) : said;
    const label = shared ? inEnglish(names, languages) : names;
    for (const lang of languages)
      if (label[lang] === undefined)
        findings.push(
          file.finding(
            ["codes", value],
            `\`${value}\` has no name in \`${lang}\``,
            `add \`${lang}:\``,
          ),
        );
    return { value, label };
  });
  return { codes: read, findings };
}

const inEnglish = (names: Words, languages: readonly Lang[]): Words => ({
  ...(names.en && Object.fromEntries(languages.map((lang) => [lang, names.en ?? ""]))),
  ...names,
});

/** ISO 3166-1 alpha-2, the 249 codes assigned in 2026. */
const countryCodes =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(
    " ",
  );

/** Proposed names where CLDR has none (checked: Node 24 knows three countries in Kinyarwanda). */
const proposed: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  rw: {
    AZ: "Azerubayijani",
    BI: "U Burundi",
    CD: "Repubulika Iharanira Demokarasi ya Kongo",
    UG: "Uganda",
    TZ: "Tanzaniya",
    KE: "Kenya",
    FR: "Ubufaransa",
    BE: "Ububiligi",
    TR: "Turukiya",
    CN: "Ubushinwa",
    DE: "Ubudage",
    US: "Leta Zunze Ubumwe za Amerika",
    GB: "Ubwongereza",
    RU: "Uburusiya",
    IN: "Ubuhinde",
  },
};

const cache = new Map<string, readonly Code[]>();

/** All countries, named by CLDR in each language; in English where a language has no name of its own. */
export function countries(languages: readonly Lang[]): readonly Code[] {
  const key = languages.join();
  const known = cache.get(key) ?? nameCountries(languages);
  cache.set(key, known);
  return known;
}

function nameCountries(languages: readonly Lang[]): readonly Code[] {
  const english = new Intl.DisplayNames("en", { type: "region" });
  const names = languages.map((lang) => {
    const own = new Intl.DisplayNames(lang, { type: "region", fallback: "none" });
    const known = own.resolvedOptions().locale.startsWith(lang);
    return [
      lang,
      (code: string) => proposed[lang]?.[code] ?? (known ? own.of(code) : undefined),
    ] as const;
  });
  return countryCodes.map((value) => ({
    value,
    label: Object.fromEntries(
      names.map(([lang, nameOf]) => [lang, nameOf(value) ?? english.of(value) ?? value]),
    ),
  }));
}
