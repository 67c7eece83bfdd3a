import type { Authority, Definition, Law } from "../catalogue/index.ts";
import { mayComeTo } from "../catalogue/index.ts";
import {
  audience,
  authorityIri,
  country,
  currency,
  dataset,
  journeyEvents,
  languages,
  lifeEvents,
  organisation,
  publisher,
  role,
  webPage,
} from "./government.ts";
import { distinct, inWords, literal, type Node, to } from "./node.ts";
import type { Setting } from "./setting.ts";
import { costs, processingTime, timeRule } from "./terms.ts";

/** Where a service is found, by people and by machines alike. */
export const serviceIri = ({ baseUrl }: Setting, id: string): string => `${baseUrl}/services/${id}`;

/**
 * One service as CPSV-AP 3.2.0 describes it, with all that it speaks of: the graph stands alone.
 * What is only illustrative (a law, an amount, a time) is left out.
 */
export function serviceNodes(setting: Setting, def: Definition): readonly Node[] {
  const iri = serviceIri(setting, def.id);
  const parts = partsOf(setting, iri, def);
  const groups = Object.values(parts).flat();
  const time = processingTime(def);
  const node: Node = {
    iri,
    types: ["cpsv:PublicService"],
    says: {
      "dct:identifier": literal(def.id),
      "dct:title": inWords(def.title),
      "dct:description": inWords(def.description),
      "dct:isPartOf": to(dataset(setting)),
      "dct:language": to(...languages(setting)),
      "dct:spatial": to(country(setting)),
      "dct:audience": to(audience(setting, def.audience)),
      "cv:hasCompetentAuthority": to({ iri: authorityIri(setting, def.authority) }),
      ...sentence(parts),
      ...(time !== undefined && { "cv:processingTime": literal(time, "xsd:duration") }),
    },
  };
  return distinct([node, ...groups, ...surroundings(setting, def)]);
}

/** A property of the service by each kind of its parts. */
type Parts = Readonly<Record<string, readonly Node[]>>;

const sentence = (parts: Parts) =>
  Object.fromEntries(
    Object.entries(parts)
      .filter(([, nodes]) => nodes.length > 0)
      .map(([property, nodes]) => [property, to(...nodes)]),
  );

function partsOf(setting: Setting, iri: string, def: Definition): Parts {
  const laws = def.laws.filter(({ illustrative }) => !illustrative);
  const part = (name: string) => `${iri}#${name}`;
  const titled = (kind: string, type: string, id: string, title: Definition["title"]): Node => ({
    iri: part(`${kind}-${id}`),
    types: [type],
    says: { "dct:identifier": literal(id), "dct:title": inWords(title) },
  });
  const participations = participationsOf(setting, iri, def);
  return {
    "cv:hasChannel": [{ iri: part("web"), types: ["cv:Channel"], says: channelSays(iri, def) }],
    "cv:hasCost": costs(setting, iri, def.fees),
    "cv:hasLegalResource": laws.map((law) => legalResource(part(`law-${law.id}`), law)),
    "cv:holdsRequirement": [
      titled("requirement", "cv:Requirement", "who-may-apply", def.whoMayApply),
      ...def.eligibility.map(({ id, title }) => titled("requires", "cv:Requirement", id, title)),
    ],
    "cv:hasInputType": def.documents.map(({ id, title }) =>
      titled("paper", "cv:EvidenceType", id, title),
    ),
    "cpsv:produces": def.output
      ? [def.output, ...(def.interim ?? [])].map(({ id, title }) =>
          titled("output", "cv:Output", id, title),
        )
      : [],
    "cpsv:follows": [...timeRule(setting, iri, def), ...rulesOf(iri, def, laws)],
    "cv:isGroupedBy": [...lifeEvents(setting, def.lifeEvents), ...journeyEvents(setting, def.id)],
    "cv:hasParticipation": participations,
  };
}

/** Rules-only services are asked at their own address. */
const channelSays = (iri: string, def: Definition): Node["says"] => ({
  "dct:identifier": literal(def.process ? iri : `${iri}/check`),
});

function legalResource(iri: string, { id, title, source }: Law): Node {
  const page = source === undefined ? undefined : webPage(source);
  return {
    iri,
    types: ["eli:LegalResource"],
    says: {
      "dct:identifier": literal(id),
      "dct:title": inWords(title),
      ...(page && { "foaf:page": to(page) }),
      ...(source !== undefined && !page && { "dct:bibliographicCitation": literal(source) }),
    },
  };
}

/** What the service answers or grants by rule, each with the law that it rests on. */
function rulesOf(iri: string, def: Definition, laws: readonly Law[]): readonly Node[] {
  const confirmed = (def.entitlements ?? []).filter(({ illustrative }) => !illustrative);
  const kinds = { ruling: def.rulings, entitlement: confirmed };
  return Object.entries(kinds).flatMap(([kind, rules]) =>
    rules.map(({ id, title, text, law }) => ({
      iri: `${iri}#${kind}-${id}`,
      types: ["cpsv:Rule"],
      says: {
        "dct:identifier": literal(id),
        "dct:title": inWords(title),
        "dct:description": inWords(text),
        ...(laws.some((one) => one.id === law) && {
          "cpsv:implements": to({ iri: `${iri}#law-${law}` }),
        }),
      },
    })),
  );
}

/** Each role that works on an application, once (cv:Participation). */
function participationsOf(setting: Setting, iri: string, def: Definition): readonly Node[] {
  return distinct(
    actorsOf(setting, def).map(({ authority, name }) => ({
      iri: `${iri}#participation-${authority.id}-${name}`,
      types: ["cv:Participation"],
      says: {
        "dct:identifier": literal(`${authority.id}-${name}`),
        "dct:description": inWords(authority.roles[name] ?? authority.name),
        "cv:role": to(role(setting, authority, name)),
        "cv:hasParticipant": to({ iri: authorityIri(setting, authority.id) }),
      },
    })),
  );
}

interface ActingRole {
  readonly authority: Authority;
  readonly name: string;
}

const actorsOf = ({ jurisdiction }: Setting, def: Definition): readonly ActingRole[] =>
  (def.process?.stages ?? [])
    .flatMap(({ tasks }) => tasks)
    .flatMap((task) =>
      jurisdiction.authorities
        .filter(({ id }) => mayComeTo(task, id))
        .map((authority) => ({ authority, name: task.role })),
    );

/** All that the service and its parts name and that is not theirs. */
function surroundings(setting: Setting, def: Definition): readonly Node[] {
  const actors = actorsOf(setting, def);
  const authorityIds = new Set([def.authority, ...actors.map(({ authority }) => authority.id)]);
  return [
    dataset(setting),
    publisher(setting),
    country(setting),
    audience(setting, def.audience),
    ...languages(setting),
    ...def.fees.map((fee) => currency(fee.currency)),
    ...actors.map(({ authority, name }) => role(setting, authority, name)),
    ...setting.jurisdiction.authorities
      .filter(({ id }) => authorityIds.has(id))
      .flatMap((authority) => organisation(setting, authority)),
    ...def.laws.flatMap(({ source, illustrative }) => {
      const page = source === undefined || illustrative ? undefined : webPage(source);
      return page ? [page] : [];
    }),
  ];
}
