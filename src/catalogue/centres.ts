import type { Finding } from "./catalogue.ts";
import { wrongWithCentre } from "./checks/centres.ts";
import type { Centre, Lang, Provenance, Stop, Topic, Words } from "./model.ts";
import { type RawSpan, spansOf } from "./read/hours.ts";
import { present, provenanceOf } from "./read/writing.ts";
import { centresSchema } from "./schema/centres.ts";
import { checkStructure } from "./structure.ts";
import { readYaml } from "./yaml-file.ts";

type Contact = "position" | "directions" | "access" | "telephone" | "email";

interface RawCentre extends Provenance, Pick<Centre, Contact> {
  readonly name: Words;
  readonly kind: Centre["kind"];
  readonly address: Words;
  readonly hours?: readonly RawSpan[];
  readonly closings?: Centre["closings"];
  readonly topics: Readonly<Record<string, Omit<Topic, "id">>>;
  readonly counters: Readonly<Record<string, readonly string[]>>;
  readonly groups?: Readonly<Record<string, { readonly name: Words } & Provenance>>;
  readonly rules: Centre["rules"];
  readonly stops?: readonly Stop[];
  readonly callOuts?: Centre["callOuts"];
}

/**
 * The service centres of a government, from its centres.yaml, or the mistakes in the file. @param
 * services ids of the existing services
 */
export function readCentres(
  name: string,
  text: string,
  languages: readonly Lang[],
  services: readonly string[],
): { readonly centres: readonly Centre[]; readonly findings: readonly Finding[] } {
  const file = readYaml(name, text);
  const structure = checkStructure(file, centresSchema);
  if (structure.length > 0) return { centres: [], findings: structure };
  // Its structure has just been checked.
  const raw = file.data as Readonly<Record<string, RawCentre>>;
  const centres = Object.entries(raw).map(centreOf);
  const findings = centres.flatMap((centre) => wrongWithCentre(file, centre, languages, services));
  return { centres, findings };
}

const centreOf = ([id, raw]: [string, RawCentre]): Centre =>
  present({
    id,
    name: raw.name,
    kind: raw.kind,
    address: raw.address,
    position: raw.position,
    directions: raw.directions,
    access: raw.access,
    telephone: raw.telephone,
    email: raw.email,
    hours: spansOf(raw.hours ?? []),
    closings: raw.closings,
    // As at the kiosk, whatever the order of the file: a hall made in the product has none.
    topics: Object.entries(raw.topics)
      .map(([topic, said]) => ({ id: topic, ...said }))
      .toSorted((a, b) => (a.letter < b.letter ? -1 : 1)),
    counters: Object.entries(raw.counters).map(([counter, topics]) => ({ id: counter, topics })),
    groups: Object.entries(raw.groups ?? {}).map(([group, said]) => ({ id: group, ...said })),
    rules: raw.rules,
    stops: raw.stops,
    callOuts: raw.callOuts,
    ...provenanceOf(raw),
  });
