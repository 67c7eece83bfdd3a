import { type Static, type TUnsafe, Type } from "typebox";

/**
 * JSON Schema 2020-12 as plain data, with the type of what it accepts: check, type, completion in
 * editors and documentation follow from one text.
 */
export type Schema<T = unknown> = TUnsafe<T>;
export type Properties = Readonly<Record<string, Schema>>;

/** The type that a schema accepts. */
export type Of<S extends Schema> = Static<S>;

/** A schema whose type does not follow from its keywords. */
export const shaped = <T>(schema: Readonly<Record<string, unknown>>): Schema<T> =>
  Type.Unsafe<T>(schema);

type Thing<P extends Properties, R extends keyof P> = {
  readonly [K in R]: Static<P[K]>;
} & { readonly [K in Exclude<keyof P, R>]?: Static<P[K]> };

/** An object with these keys; `required` names the mandatory ones. */
export const thing = <P extends Properties, const R extends keyof P>(
  description: string,
  required: readonly R[],
  properties: P,
): Schema<Thing<P, R>> =>
  shaped({ type: "object", description, properties, required, additionalProperties: false });

/** The values of a map by id. */
export type ById<T> = Readonly<Record<string, T>>;

const ids = {
  "kebab-case": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
  snake_case: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
} as const;

/** A map from ids to values, in the order of the screen. */
export const mapOf = <T>(
  description: string,
  style: keyof typeof ids,
  each: Schema<T>,
  atLeast = 1,
): Schema<ById<T>> =>
  shaped({
    type: "object",
    description,
    propertyNames: {
      pattern: ids[style],
      description: `an id in ${style}, lower-case letters and digits, beginning with a letter`,
    },
    minProperties: atLeast,
    additionalProperties: each,
  });

const inSourceLanguage = "Words in the source language; other languages stand in their own files.";

export const words = (description: string): Schema<string> =>
  shaped({
    type: "string",
    minLength: 1,
    description: `${description} ${inSourceLanguage}`,
  });

/** Beside a `when` that people are shown. */
export const whenWords = words("The condition, said to people: If you want a temporary ID.");

/** A rule as written: a bare `true` or `500` in YAML is one as well. */
export type RawRule = string | number | boolean;

export const rule = (description: string): Schema<RawRule> =>
  shaped({
    type: ["string", "number", "boolean"],
    description: `${description} A FEEL expression.`,
  });

export const name = (description: string, style: keyof typeof ids): Schema<string> =>
  shaped({
    type: "string",
    pattern: ids[style],
    description,
  });

export const duration = (description: string): Schema<string> =>
  shaped({
    type: "string",
    pattern:
      "^(\\d{1,4}b[dh]|P(?=[0-9T])(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?)?)$",
    description:
      `${description} A duration: \`30bd\` working days, \`6bh\` working hours, ` +
      "`P4Y`, `P6M`, `P30D`, `PT3H`.",
  });

export const day = (description: string): Schema<string> =>
  shaped({
    type: "string",
    pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
    description: `${description} A date as YYYY-MM-DD.`,
  });

export const oneOf = <const V extends string | number>(
  description: string,
  values: readonly V[],
): Schema<V> => shaped({ enum: values, description });

export const yes = (description: string): Schema<boolean> =>
  shaped({ type: "boolean", description });

export const number = (
  description: string,
  limits: { readonly minimum?: number } = {},
): Schema<number> => shaped({ type: "number", ...limits, description });

export const whole = (description: string, minimum: number, maximum: number): Schema<number> =>
  shaped({
    type: "integer",
    minimum,
    maximum,
    description: `${description} A whole number from ${minimum} to ${maximum}.`,
  });

export const listOf = <T>(
  description: string,
  items: Schema<T>,
  minItems = 0,
): Schema<readonly T[]> =>
  shaped({ type: "array", description, items, minItems, uniqueItems: true });

/** A text that matches a pattern. */
export const text = (description: string, pattern?: string): Schema<string> =>
  shaped({
    type: "string",
    ...(pattern === undefined ? { minLength: 1 } : { pattern }),
    description,
  });

export const currency: Schema<string> = shaped({
  type: "string",
  pattern: "^[A-Z]{3}$",
  description: "Currency by ISO 4217: RWF, USD, AZN.",
});

/** Where a fact comes from: `source` with `checkedOn`, or `illustrative: true`. */
export const provenance = {
  source: text("Web address that states the fact.", "^https?://\\S+$"),
  checkedOn: day("When somebody last looked there."),
  illustrative: yes("True where nobody confirmed the value; it is shown as such."),
};

export const contradictedBy = mapOf(
  "What other official pages say, shown beside what applies.",
  "kebab-case",
  thing("Another page's value.", ["says"], { says: words("What it says."), ...provenance }),
  0,
);

/** Degrees on the earth (WGS 84). */
export const position = thing("Where it is.", ["latitude", "longitude"], {
  latitude: shaped<number>({ type: "number", minimum: -90, maximum: 90, description: "Degrees." }),
  longitude: shaped<number>({
    type: "number",
    minimum: -180,
    maximum: 180,
    description: "Degrees.",
  }),
});
