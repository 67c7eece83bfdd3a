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

const named = { min: ["dct:identifier", "dct:title"], once: ["dct:identifier"] };
const described = { words: ["dct:title", "dct:description"] };

/**
 * The constraints of the official SHACL of CPSV-AP 3.2.0 (cpsv-ap-SHACL.ttl) on all classes and
 * properties that are written here, told in the words of this house.
 */
export const shapes: Readonly<Record<string, Shape>> = {
  "cpsv:PublicService": {
    min: ["dct:identifier", "dct:title", "dct:description", "cv:hasCompetentAuthority"],
    once: ["dct:identifier", "cv:processingTime"],
    of: {
      "cv:hasCompetentAuthority": "cv:PublicOrganisation",
      "cv:hasChannel": "cv:Channel",
      "cv:hasCost": "cv:Cost",
      "cv:hasLegalResource": "eli:LegalResource",
      "cv:holdsRequirement": "cv:Requirement",
      "cv:hasInputType": "cv:EvidenceType",
      "cv:isGroupedBy": "cv:Event",
      "cv:hasParticipation": "cv:Participation",
      "cpsv:produces": "cv:Output",
      "cpsv:follows": "cpsv:Rule",
      "dct:audience": "skos:Concept",
      "dct:isPartOf": "dcat:Dataset",
      "dct:language": "dct:LinguisticSystem",
      "dct:spatial": "dct:Location",
    },
    datatype: { "cv:processingTime": "xsd:duration" },
    ...described,
  },
  "cv:PublicOrganisation": {
    min: ["skos:prefLabel", "dct:spatial"],
    of: { "dct:spatial": "atu:atu-type" },
    words: ["skos:prefLabel"],
  },
  "cv:Channel": { min: ["dct:identifier"], once: ["dct:identifier"], ...described },
  "cv:EvidenceType": { min: ["dct:identifier"], once: ["dct:identifier"] },
  "cv:Cost": {
    min: ["dct:identifier"],
    once: ["dct:identifier", "cv:hasValue", "cv:currency"],
    of: { "cv:currency": "skos:Concept" },
    datatype: { "cv:hasValue": "xsd:double" },
    ...described,
  },
  "cv:Output": { ...named, ...described },
  "cv:Requirement": { ...named, ...described },
  "cv:Event": { ...named, ...described },
  "foaf:Agent": { ...named, ...described },
  "cpsv:Rule": {
    min: ["dct:identifier", "dct:title", "dct:description"],
    once: ["dct:identifier"],
    of: { "cpsv:implements": "eli:LegalResource" },
    ...described,
  },
  "cv:Participation": {
    min: ["dct:identifier", "dct:description", "cv:role", "cv:hasParticipant"],
    once: ["dct:identifier", "cv:hasParticipant"],
    of: { "cv:role": "skos:Concept", "cv:hasParticipant": "foaf:Agent" },
    ...described,
  },
  "dcat:Dataset": {
    min: ["dct:title", "dct:description", "dct:publisher"],
    once: ["dct:publisher"],
    of: { "dct:publisher": "foaf:Agent", "dct:hasPart": "cpsv:PublicService" },
    ...described,
  },
};
