/** What a class asks of its instances; names are short (`dct:title`). */
export interface Shape {
  /** At least one of each. */
  readonly min?: readonly string[];
  /** At most one of each. */
  readonly once?: readonly string[];
  /** The class that the object must have, in the same graph. */
  readonly of?: Readonly<Record<string, string>>;
  /** Texts with a language. */
  readonly words?: readonly string[];
  readonly datatype?: Readonly<Record<string, string>>;
}

const identified: Shape = { min: ["dct:identifier"], once: ["dct:identifier"] };
const namedShape: Shape = { min: ["dct:identifier", "dct:title"], once: ["dct:identifier"] };
const describedShape: Shape = {
  ...namedShape,
  min: ["dct:identifier", "dct:title", "dct:description"],
};
const described: Shape = { words: ["dct:title", "dct:description"] };
const opened = {
  "cv:openingHours": "time:TemporalEntity",
  "cv:specialOpeningHoursSpecification": "time:TemporalEntity",
};
const coded: Shape = { of: { "dct:type": "skos:Concept" } };

const service: Shape = {
  min: ["dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority"],
  once: ["dct:identifier", "cv:processingTime", "adms:status"],
  of: {
    "adms:status": "skos:Concept",
    "cpsv:follows": "cpsv:Rule",
    "cpsv:hasInput": "cv:Evidence",
    "cpsv:produces": "cv:Output",
    "cv:contactPoint": "cv:ContactPoint",
    "cv:hasChannel": "cv:Channel",
    "cv:hasCompetentAuthority": "cv:PublicOrganisation",
    "cv:hasCost": "cv:Cost",
    "cv:hasInputType": "cv:EvidenceType",
    "cv:hasLegalResource": "eli:LegalResource",
    "cv:hasParticipation": "cv:Participation",
    "cv:holdsRequirement": "cv:Requirement",
    "cv:isClassifiedBy": "skos:Concept",
    "cv:isGroupedBy": "cv:Event",
    "cv:relatedService": "cpsv:PublicService",
    "cv:sector": "skos:Concept",
    "cv:thematicArea": "skos:Concept",
    "dct:audience": "skos:Concept",
    "dct:isPartOf": "dcat:Dataset",
    "dct:language": "dct:LinguisticSystem",
    "dct:requires": "cpsv:PublicService",
    "dct:spatial": "dct:Location",
    "dct:type": "skos:Concept",
  },
  words: ["dct:title", "dct:description", "dcat:keyword"],
  datatype: { "cv:processingTime": "xsd:duration" },
};

const authorities: Readonly<Record<string, Shape>> = {
  "cv:PublicOrganisation": {
    min: ["skos:prefLabel", "dct:spatial"],
    of: { "dct:spatial": "atu:atu-type" },
    words: ["skos:prefLabel"],
  },
  "foaf:Agent": {
    ...namedShape,
    of: { "cv:participates": "cv:Participation", "locn:address": "locn:Address" },
    words: ["dct:title"],
  },
  "cv:Participation": {
    min: ["dct:identifier", "dct:description", "cv:role", "cv:hasParticipant"],
    once: ["dct:identifier", "cv:hasParticipant"],
    of: { "cv:role": "skos:Concept", "cv:hasParticipant": "foaf:Agent" },
    words: ["dct:description"],
  },
  "cv:ContactPoint": { of: { ...opened, "cv:contactPage": "foaf:Document" } },
  "locn:Address": {
    words: ["addressArea", "adminUnitL1", "adminUnitL2", "fullAddress", "locatorName"]
      .concat("postName", "thoroughfare")
      .map((part) => `locn:${part}`),
  },
  "cv:ServiceConcessionContract": {
    ...describedShape,
    min: [...(describedShape.min ?? []), "cv:hasContractingAuthority", "cv:hasEconomicOperator"],
    of: {
      "cv:establishedUnder": "eli:LegalResource",
      "cv:hasContractingAuthority": "cv:PublicOrganisation",
      "cv:hasEconomicOperator": "org:Organization",
    },
    ...described,
  },
};

const demands: Readonly<Record<string, Shape>> = {
  "cv:Requirement": {
    ...namedShape,
    of: {
      "cv:fulfils": "cpsv:Rule",
      "cv:hasSupportingEvidence": "cv:Evidence",
      "dct:type": "skos:Concept",
    },
    words: ["dct:title"],
  },
  "cv:EvidenceType": { ...identified, of: { "cv:evidenceTypeClassification": "skos:Concept" } },
  "cv:Evidence": {
    ...namedShape,
    once: ["dct:identifier", "dct:type"],
    of: {
      "cv:supportsRequirement": "cv:Requirement",
      "dct:conformsTo": "cv:EvidenceType",
      "dct:language": "dct:LinguisticSystem",
      "dct:type": "skos:Concept",
      "foaf:page": "foaf:Document",
    },
    ...described,
  },
  "cpsv:Rule": {
    ...describedShape,
    once: ["dct:identifier", "dct:type"],
    of: {
      "cpsv:implements": "eli:LegalResource",
      "dct:language": "dct:LinguisticSystem",
      "dct:type": "skos:Concept",
    },
    ...described,
  },
  "eli:LegalResource": { of: { "dct:relation": "eli:LegalResource" } },
};

const terms: Readonly<Record<string, Shape>> = {
  "cv:Channel": {
    min: ["dct:identifier"],
    once: ["dct:identifier", "dct:type", "cv:processingTime"],
    of: {
      ...opened,
      "cpsv:hasInput": "cv:Evidence",
      "cv:ownedBy": "org:Organization",
      "dct:type": "skos:Concept",
    },
    words: ["dct:description"],
    datatype: { "cv:processingTime": "xsd:duration" },
  },
  "cv:Cost": {
    min: ["dct:identifier"],
    once: ["dct:identifier", "cv:hasValue", "cv:currency", "cv:ifAccessedThrough"],
    of: {
      "cv:currency": "skos:Concept",
      "cv:ifAccessedThrough": "cv:Channel",
      "cv:isDefinedBy": "org:Organization",
    },
    words: ["dct:description"],
    datatype: { "cv:hasValue": "xsd:double" },
  },
  "cv:Output": {
    ...namedShape,
    of: { "dct:language": "dct:LinguisticSystem", "dct:type": "skos:Concept" },
    ...described,
  },
  "time:TemporalEntity": { of: { "cv:frequency": "skos:Concept" }, words: ["dct:description"] },
};

const groups: Readonly<Record<string, Shape>> = {
  "cv:Event": { ...namedShape, of: { "cv:hasRelatedService": "cpsv:PublicService" }, ...described },
  "cv:LifeEvent": coded,
  "cv:BusinessEvent": coded,
  "skos:Collection": { of: { "skos:member": "skos:Concept" } },
  "dcat:Dataset": {
    min: ["dct:title", "dct:description", "dct:publisher"],
    once: ["dct:publisher"],
    of: {
      "dcat:landingPage": "foaf:Document",
      "dct:hasPart": "cpsv:PublicService",
      "dct:publisher": "foaf:Agent",
    },
    ...described,
  },
};

/**
 * What DCAT-AP 3.0.1 asks of the classes that are written here and CPSV-AP does not: portals of
 * open data read the catalogue by it. Source: github.com/SEMICeu/DCAT-AP at 0761792,
 * releases/3.0.1/shacl/dcat-ap-SHACL.ttl, the shapes of Catalog, Dataset, Distribution, Agent and
 * Concept.
 */
export const dcatShapes: Readonly<Record<string, Shape>> = {
  "dcat:Catalog": {
    min: ["dct:title", "dct:description", "dct:publisher"],
    once: [
      ...["dct:publisher", "dct:creator", "dct:issued", "dct:license", "dct:modified"],
      "foaf:homepage",
    ],
    of: {
      "dcat:catalog": "dcat:Catalog",
      "dcat:dataset": "dcat:Dataset",
      "dct:creator": "foaf:Agent",
      "dct:hasPart": "dcat:Catalog",
      "dct:language": "dct:LinguisticSystem",
      "dct:publisher": "foaf:Agent",
      "dct:spatial": "dct:Location",
      "foaf:homepage": "foaf:Document",
    },
  },
  "dcat:Dataset": {
    min: ["dct:title", "dct:description"],
    once: [
      ...["dct:publisher", "dct:issued", "dct:modified", "dct:accessRights"],
      ...["dct:accrualPeriodicity", "dcat:version"],
    ],
    of: {
      "dct:creator": "foaf:Agent",
      "dct:language": "dct:LinguisticSystem",
      "dct:publisher": "foaf:Agent",
      "dct:spatial": "dct:Location",
      "dct:type": "skos:Concept",
      "dcat:distribution": "dcat:Distribution",
      "dcat:landingPage": "foaf:Document",
      "foaf:page": "foaf:Document",
    },
  },
  "dcat:Distribution": {
    min: ["dcat:accessURL"],
    once: [
      ...["dct:format", "dct:issued", "dct:license", "dct:modified", "dct:rights"],
      ...["dcat:byteSize", "dcat:mediaType"],
    ],
    of: {
      "dcat:mediaType": "dct:MediaType",
      "dct:language": "dct:LinguisticSystem",
      "dct:license": "dct:LicenseDocument",
      "foaf:page": "foaf:Document",
    },
  },
  "foaf:Agent": {
    min: ["foaf:name"],
    once: ["dct:type"],
    of: { "dct:type": "skos:Concept" },
  },
  "skos:Concept": { min: ["skos:prefLabel"] },
};

/**
 * All 154 constraints of the official SHACL of CPSV-AP 3.2.0 in the words of this house, those on
 * classes and properties that are not written here too, so that nobody adds one wrongly. Source:
 * github.com/SEMICeu/CPSV-AP at 9ac61ee, releases/3.2.0/shacl/cpsv-ap-SHACL.ttl.
 */
export const shapes: Readonly<Record<string, Shape>> = {
  "cpsv:PublicService": service,
  ...authorities,
  ...demands,
  ...terms,
  ...groups,
};
