import type { Code } from "./catalogue.ts";
import type { Lang } from "./model.ts";

/** ISO 3166-1 alpha-2, the 249 codes assigned in 2026. */
const countryCodes = `
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
  `
  .trim()
  .split(/\s+/);

/** Proposed names where CLDR has none (checked: Node 24 has three country names in Kinyarwanda). */
const proposed: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  rw: {
    // Africa
    ...{ BI: "U Burundi", UG: "Uganda", TZ: "Tanzaniya", KE: "Kenya", SS: "Sudani y'Epfo" },
    ...{ CD: "Repubulika Iharanira Demokarasi ya Kongo", SO: "Somaliya", ET: "Etiyopiya" },
    ...{ SD: "Sudani", EG: "Misiri", DJ: "Jibuti", ER: "Eritereya", ZM: "Zambiya", GH: "Gana" },
    ...{ ZA: "Afurika y'Epfo", MZ: "Mozambike", NA: "Namibiya", NG: "Nijeriya", SN: "Senegali" },
    ...{ CM: "Kameruni", MA: "Maroke", DZ: "Aljeriya", TN: "Tuniziya", LY: "Libiya" },
    // Europe
    ...{ FR: "Ubufaransa", BE: "Ububiligi", DE: "Ubudage", GB: "Ubwongereza", IT: "Ubutaliyani" },
    ...{ NL: "Ubuholandi", CH: "Ubusuwisi", ES: "Esipanye", PT: "Porutugali", SE: "Suwede" },
    ...{ NO: "Noruveje", DK: "Danimarike", FI: "Finilande", PL: "Polonye", AT: "Otirishiya" },
    ...{ GR: "Ubugereki", RU: "Uburusiya", TR: "Turukiya", GE: "Jeworujiya", AZ: "Azerubayijani" },
    // Asia, America, Australia
    ...{ CN: "Ubushinwa", IN: "Ubuhinde", JP: "Ubuyapani", KR: "Koreya y'Epfo", IL: "Isirayeli" },
    ...{
      SA: "Arabiya Sawudite",
      AE: "Leta Zunze Ubumwe z'Abarabu",
      PK: "Pakisitani",
      CA: "Kanada",
    },
    ...{ US: "Leta Zunze Ubumwe za Amerika", BR: "Burezili", MX: "Megizike", AU: "Ositaraliya" },
    // Money
    ...{ RWF: "Ifaranga ry'u Rwanda", USD: "Idolari rya Amerika", EUR: "Iyero" },
    ...{ KES: "Ishilingi rya Kenya", TZS: "Ishilingi rya Tanzaniya", UGX: "Ishilingi rya Uganda" },
    ...{ BIF: "Ifaranga ry'u Burundi", AZN: "Manati ya Azerubayijani" },
  },
};

/** The names proposed here, because no official list was found. */
export const proposedNames = (lang: Lang): readonly (readonly [code: string, name: string])[] =>
  Object.entries(proposed[lang] ?? {});

/**
 * Codes that CLDR still names and ISO 4217 has withdrawn by 2026 (the euro replaced the lev on 1
 * January).
 */
const withdrawn: ReadonlySet<string> = new Set(["ANG", "BGN", "CUC", "HRK", "SLL", "ZWL"]);

const currencyCodes = Intl.supportedValuesOf("currency").filter((code) => !withdrawn.has(code));

const cache = new Map<string, ReadonlyMap<string, readonly Code[]>>();

/**
 * The lists available to every service: `countries` (ISO 3166-1) and `currencies` (ISO 4217), named
 * by CLDR in each language and always in English; a language that CLDR lacks has no names.
 */
export function namedLists(languages: readonly Lang[]): ReadonlyMap<string, readonly Code[]> {
  const key = languages.join();
  const codes =
    cache.get(key) ??
    new Map([
      ["countries", namedList("region", countryCodes, languages)],
      ["currencies", namedList("currency", currencyCodes, languages)],
    ]);
  cache.set(key, codes);
  return codes;
}

function namedList(
  type: "region" | "currency",
  codes: readonly string[],
  languages: readonly Lang[],
): readonly Code[] {
  const english = new Intl.DisplayNames("en", { type });
  const names = languages.map((lang) => {
    const displayNames = new Intl.DisplayNames(lang, { type, fallback: "none" });
    const hasLanguage = displayNames.resolvedOptions().locale.startsWith(lang);
    return [
      lang,
      (code: string) => proposed[lang]?.[code] ?? (hasLanguage ? displayNames.of(code) : undefined),
    ] as const;
  });
  return codes.map((value) => ({
    value,
    label: Object.fromEntries(
      [...names, ["en", (code: string) => english.of(code) ?? code] as const].flatMap(
        ([lang, nameOf]) => {
          const name = nameOf(value);
          if (name === undefined) return [];
          return [[lang, type === "currency" ? `${name} (${value})` : name]];
        },
      ),
    ),
  }));
}
