import type { Authority } from "../catalogue/index.ts";
import { isLang, languageNames } from "../platform/i18n/index.ts";
import { inWords, literal, type Node, to } from "./node.ts";
import { type Setting, saidIn } from "./setting.ts";
import { countryIri, currencyIri, languageIri } from "./vocabulary.ts";

const home = ({ baseUrl }: Pick<Setting, "baseUrl">, part: string): string =>
  `${baseUrl}/catalogue.jsonld#${part}`;

/**
 * The country, as a place (cpsv) and as a territorial unit (of an authority); the shapes ask for
 * both.
 */
export const country = ({ jurisdiction, baseUrl }: Setting): Node => ({
  iri: countryIri(jurisdiction.code, baseUrl),
  types: ["dct:Location", "atu:atu-type", "skos:Concept"],
  says: { "skos:prefLabel": inWords(jurisdiction.name) },
});

/** The government itself, who publishes the catalogue. */
export const publisher = (setting: Pick<Setting, "jurisdiction" | "baseUrl">): Node => ({
  iri: home(setting, "government"),
  types: ["foaf:Agent", "org:Organization"],
  says: {
    "foaf:name": inWords(setting.jurisdiction.name),
    "dct:identifier": literal(setting.jurisdiction.code),
    "dct:title": inWords(setting.jurisdiction.name),
  },
});

export const authorityIri = (setting: Setting, id: string): string =>
  home(setting, `authority-${id}`);

/** An authority, with the country whose people it serves. */
export function organisation(setting: Setting, { id, name, url }: Authority): readonly Node[] {
  const page = url === undefined ? undefined : webPage(url);
  const node: Node = {
    iri: authorityIri(setting, id),
    types: ["cv:PublicOrganisation", "org:Organization", "foaf:Agent"],
    says: {
      "foaf:name": inWords(name),
      "dct:identifier": literal(id),
      "dct:title": inWords(name),
      "skos:prefLabel": inWords(name),
      "dct:spatial": to(country(setting)),
      ...(page && { "foaf:page": to(page) }),
    },
  };
  return page ? [node, page] : [node];
}

/** The role in which people act for an authority: a code of that authority. */
export const role = (setting: Setting, { id, roles }: Authority, name: string): Node => ({
  iri: home(setting, `role-${id}-${name}`),
  types: ["skos:Concept"],
  says: { "skos:notation": literal(name), "skos:prefLabel": inWords(roles[name] ?? {}) },
});

/** Moments of life; typed as cv:Event too, which is what cv:isGroupedBy asks for. */
export const lifeEvents = (setting: Setting, ids: readonly string[]): readonly Node[] =>
  setting.jurisdiction.lifeEvents
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title }) => ({
      iri: home(setting, `life-event-${id}`),
      types: ["cv:LifeEvent", "cv:Event"],
      says: { "dct:identifier": literal(id), "dct:title": inWords(title) },
    }));

/**
 * The journeys in which a service is one step: life events as well, which group it with the others.
 */
export const journeyEvents = (
  { journeys = [], baseUrl }: Setting,
  service: string,
): readonly Node[] =>
  journeys
    .filter(({ steps }) => steps.some((step) => step.service === service))
    .map(({ id, title, description }) => ({
      iri: `${baseUrl}/life-events/${id}`,
      types: ["cv:LifeEvent", "cv:Event"],
      says: {
        "dct:identifier": literal(id),
        "dct:title": inWords(title),
        "dct:description": inWords(description),
      },
    }));

export const languages = ({ jurisdiction, baseUrl }: Setting): readonly Node[] =>
  jurisdiction.languages.map((lang) => ({
    iri: languageIri(lang, baseUrl),
    types: ["dct:LinguisticSystem", "skos:Concept"],
    says: {
      "skos:notation": literal(lang),
      "skos:prefLabel": inWords({ [lang]: isLang(lang) ? languageNames[lang] : lang }),
    },
  }));

export const currency = (code: string): Node => ({
  iri: currencyIri(code),
  types: ["skos:Concept"],
  says: { "skos:notation": literal(code), "skos:prefLabel": literal(code) },
});

/** Who a service is for: a code of the house. */
export const audience = (setting: Setting, who: string): Node => ({
  iri: home(setting, `audience-${who}`),
  types: ["skos:Concept"],
  says: { "skos:notation": literal(who), "skos:prefLabel": literal(who) },
});

/** A page of the web, where the address is one; a source may also be a gazette on paper. */
export function webPage(address: string): Node | undefined {
  if (!/^https?:/.test(address) || !URL.canParse(address)) return undefined;
  return { iri: new URL(address).href, types: ["foaf:Document"], says: {} };
}

/** Where a portal of open data begins to read: a catalogue with one dataset, the services. */
export const portal = (setting: Setting): Node => {
  const { says } = dataset(setting);
  return {
    iri: home(setting, "portal"),
    types: ["dcat:Catalog"],
    says: {
      ...says,
      "dcat:dataset": to(dataset(setting)),
      "dct:modified": literal(setting.today, "xsd:date"),
    },
  };
};

/** The services as a dataset without its parts: what a service says that it belongs to. */
export const dataset = (setting: Setting): Node => ({
  iri: home(setting, "catalogue"),
  types: ["dcat:Dataset"],
  says: {
    "dct:identifier": literal(setting.jurisdiction.code),
    "dct:title": inWords(
      saidIn(setting, (t) => `${t("layout.services")}: ${t.words(setting.jurisdiction.name)}`),
    ),
    "dct:description": inWords(saidIn(setting, (t) => t("layout.about"))),
    "dct:publisher": to(publisher(setting)),
    "dct:language": to(...languages(setting)),
    "dct:spatial": to(country(setting)),
  },
});
