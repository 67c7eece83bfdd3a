import type { Definition } from "../catalogue/index.ts";
import { dataset, portal } from "./government.ts";
import { distinct, literal, type Node, to } from "./node.ts";
import { serviceIri, serviceNodes } from "./service.ts";
import type { Setting } from "./setting.ts";

/**
 * All services of a government as one dataset with its parts, in a catalogue that has this dataset
 * (DCAT-AP: the parts of a catalogue itself would be catalogues).
 */
export function catalogueNodes(setting: Setting, services: readonly Definition[]): readonly Node[] {
  const whole = dataset(setting);
  const parts = services.map(({ id }) => ({ iri: serviceIri(setting, id) }));
  const nodes = services.flatMap((def) => serviceNodes(setting, def));
  // The dataset with its parts comes last, and takes the place of the one without.
  return distinct([
    ...nodes,
    {
      ...whole,
      says: {
        ...whole.says,
        "dct:hasPart": to(...parts),
        "dct:modified": literal(setting.today, "xsd:date"),
      },
    },
    portal(setting),
  ]);
}
