/** JSON Schema 2020-12, as plain data. */
export type Schema = Readonly<Record<string, unknown>>;
export type Properties = Readonly<Record<string, Schema>>;

/** A thing with known keys; `required` names those that may not be missing. */
export const thing = (
  description: string,
  required: readonly string[],
  properties: Properties,
): Schema => ({
  type: "object",
  description,
  properties,
  required,
  additionalProperties: false,
});

const ids = {
  "kebab-case": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
  snake_case: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
} as const;

/** A map from ids to things, in the order of the screen. */
export const mapOf = (
  description: string,
  style: keyof typeof ids,
  each: Schema,
  atLeast = 1,
): Schema => ({
  type: "object",
  description,
  propertyNames: {
    pattern: ids[style],
    description: `an id in ${style}, lower-case letters and digits, beginning with a letter`,
  },
  minProperties: atLeast,
  additionalProperties: each,
});

export const words = (description: string): Schema => ({
  type: "string",
  minLength: 1,
  description: `${description} Words in the source language; other languages stand in their own files.`,
});

/** A bare `true` or `500` in YAML is a rule as well. */
export const rule = (description: string): Schema => ({
  type: ["string", "number", "boolean"],
  description: `${description} A FEEL expression.`,
});

export const name = (description: string, style: keyof typeof ids): Schema => ({
  type: "string",
  pattern: ids[style],
  description,
});

export const duration = (description: string): Schema => ({
  type: "string",
  pattern:
    "^(\\d{1,4}b[dh]|P(?=[0-9T])(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?)?)$",
  description: `${description} A duration: \`30bd\` working days, \`6bh\` working hours, \`P4Y\`, \`P6M\`, \`P30D\`, \`PT3H\`.`,
});

export const day = (description: string): Schema => ({
  type: "string",
  pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
  description: `${description} A date as YYYY-MM-DD.`,
});

export const oneOf = (description: string, values: readonly (string | number)[]): Schema => ({
  enum: values,
  description,
});

export const yes = (description: string): Schema => ({ type: "boolean", description });

export const whole = (description: string, minimum: number, maximum: number): Schema => ({
  type: "integer",
  minimum,
  maximum,
  description: `${description} A whole number from ${minimum} to ${maximum}.`,
});

export const listOf = (description: string, items: Schema, minItems = 0): Schema => ({
  type: "array",
  description,
  items,
  minItems,
  uniqueItems: true,
});

export const currency: Schema = {
  type: "string",
  pattern: "^[A-Z]{3}$",
  description: "Currency by ISO 4217: RWF, USD, AZN.",
};

/** Where a fact comes from: `source` with `checkedOn`, or `illustrative: true`. */
export const provenance: Properties = {
  source: {
    type: "string",
    pattern: "^https?://\\S+$",
    description: "Web address that states the fact.",
  },
  checkedOn: day("When somebody last looked there."),
  illustrative: yes("True where nobody confirmed the value; it is shown as such."),
};

export const contradictedBy: Schema = mapOf(
  "What other official pages say, shown beside what applies.",
  "kebab-case",
  thing("Another page's value.", ["says"], { says: words("What it says."), ...provenance }),
  0,
);
