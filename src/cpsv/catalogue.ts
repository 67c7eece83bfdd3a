import type { Definition } from "../catalogue/index.ts";
import { dataset } from "./government.ts";
import { distinct, literal, type Node, to } from "./node.ts";
import { serviceIri, serviceNodes } from "./service.ts";
import type { Setting } from "./setting.ts";

/** All services of a government as one dataset with its parts (dcat:Dataset, DCAT-AP). */
export function catalogueNodes(setting: Setting, services: readonly Definition[]): readonly Node[] {
  const whole = dataset(setting);
  const parts = services.map(({ id }) => ({ iri: serviceIri(setting, id) }));
  const nodes = services.flatMap((def) => serviceNodes(setting, def));
  // The dataset with its parts comes last, and takes the place of the one without.
  return distinct([
    ...nodes,
    {
      ...whole,
      types: [...whole.types, "dcat:Catalog"],
      says: {
        ...whole.says,
        "dct:hasPart": to(...parts),
        "dct:modified": literal(setting.today, "xsd:date"),
      },
    },
  ]);
}
