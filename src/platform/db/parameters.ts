/** A value as json; made by `json()`. */
export class Json {
  readonly text: string;
  constructor(value: unknown) {
    const text = JSON.stringify(value);
    if (text === undefined) throw undefinedValue("json");
    this.text = text;
  }
}

/** What PostgreSQL can take as one parameter. */
export type Scalar = string | number | bigint | boolean | Date | Uint8Array | Json | null;
export type Parameter = Scalar | readonly (Scalar | readonly Scalar[])[];

/**
 * The cast that a parameter carries into the text. Parameters travel as text of unknown type and
 * PostgreSQL infers the type from where they stand; these are the ones whose JavaScript type says
 * more.
 */
export function castOf(value: Parameter): string {
  if (value instanceof Date) return "::timestamptz";
  if (value instanceof Json) return "::jsonb";
  if (value instanceof Uint8Array) return "::bytea";
  if (typeof value === "boolean") return "::boolean";
  if (typeof value === "bigint") return "::bigint";
  return "";
}

/** The value as it goes over the wire: text, bytes, or null. */
export function encode(value: Parameter): string | Buffer | null {
  if (value === null) return null;
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return arrayLiteral(value);
  return scalarText(value as Exclude<Scalar, null | Uint8Array>);
}

function scalarText(value: Exclude<Scalar, null | Uint8Array>): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Json) return value.text;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "object") throw new TypeError("an object is no parameter: use json()");
  return String(value);
}

/**
 * PostgreSQL: 8.15.2, Array Value Input; every element quoted, so that none reads as NULL or a
 * brace.
 */
function arrayLiteral(list: readonly unknown[]): string {
  return `{${list.map(element).join(",")}}`;
}

function element(value: unknown): string {
  if (value === null) return "NULL";
  if (value === undefined) throw undefinedValue("an element of an array");
  if (Array.isArray(value)) return arrayLiteral(value);
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString("hex")}"`;
  const text = scalarText(value as Exclude<Scalar, null | Uint8Array>);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** `undefined` is a slip of the caller, never a NULL. */
export const undefinedValue = (where: string) =>
  Object.assign(new TypeError(`undefined is no value for PostgreSQL (${where})`), {
    code: "UNDEFINED_VALUE",
  });
