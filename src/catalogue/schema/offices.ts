import { named, openingHours } from "./government.ts";
import { provenance, shaped, text, thing } from "./parts.ts";

const officeSchema = thing("Where an office is, and when it is open.", ["address"], {
  name: named,
  address: named,
  telephone: text("As one dials it in the country.", "^[0-9+ ]{2,20}$"),
  email: text("An address.", "^[^@\\s]+@[^@\\s]+$"),
  hours: openingHours,
  ...provenance,
});

/** offices.yaml */
export const officesSchema = shaped({
  type: "object",
  description: "Where the offices of authorities are.",
  propertyNames: {
    pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)?$",
    description: "authority.office, such as minaloc.huye; the seat of an authority: minaloc",
  },
  additionalProperties: officeSchema,
});
