/** Namespaces of CPSV-AP 3.2.0, as its context names them. */
export const prefixes: Readonly<Record<string, string>> = {
  adms: "http://www.w3.org/ns/adms#",
  cpsv: "http://purl.org/vocab/cpsv#",
  cv: "http://data.europa.eu/m8g/",
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  eli: "http://data.europa.eu/eli/ontology#",
  foaf: "http://xmlns.com/foaf/0.1/",
  locn: "http://www.w3.org/ns/locn#",
  org: "http://www.w3.org/ns/org#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  time: "http://www.w3.org/2006/time#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  atu: "http://data.europa.eu/88u/dataset/",
};

/** `dct:title` → its whole IRI; a name with an unknown prefix is a fault of this module. */
export function expand(name: string): string {
  const colon = name.indexOf(":");
  const space = prefixes[name.slice(0, colon)];
  if (space === undefined) throw new Error(`no namespace for ${name}`);
  return space + name.slice(colon + 1);
}

/** EU authority tables, where the EU has given the thing a code. */
const authority = "http://publications.europa.eu/resource/authority";

/** BCP 47 → the code of the EU language table (ISO 639-3). */
const languageCodes: Readonly<Record<string, string>> = {
  rw: "KIN",
  en: "ENG",
  fr: "FRA",
  az: "AZE",
  sw: "SWA",
  pt: "POR",
  ar: "ARA",
  ru: "RUS",
  tr: "TUR",
};

/** ISO 3166-1 alpha-2 → alpha-3, the code of the EU country table. */
const countryCodes: Readonly<Record<string, string>> = { az: "AZE", rw: "RWA" };

/**
 * The IRI of a language: the EU's, or one of the house for a language that is not in the table
 * above.
 */
export const languageIri = (lang: string, baseUrl: string): string =>
  languageCodes[lang]
    ? `${authority}/language/${languageCodes[lang]}`
    : `${baseUrl}/catalogue.jsonld#language-${lang}`;

/** The IRI of a country, in the same way. */
export const countryIri = (code: string, baseUrl: string): string =>
  countryCodes[code]
    ? `${authority}/country/${countryCodes[code]}`
    : `${baseUrl}/catalogue.jsonld#country-${code}`;

/** The EU currency table has the codes of ISO 4217. */
export const currencyIri = (code: string): string => `${authority}/currency/${code}`;
