import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { FastifySchemaValidationError } from "fastify";
import type { Problem } from "../../kernel/index.ts";

const make = (coerceTypes: boolean) => {
  const ajv = new Ajv2020({ allErrors: true, coerceTypes, strict: false, useDefaults: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
};

/** A body says what it means: text stays text. What stands in an address is text by nature. */
const [bodies, addresses] = [make(false), make(true)];

/**
 * For `setValidatorCompiler`: JSON Schema 2020-12, every problem at once, nothing taken away in
 * silence.
 */
export function validatorFor({
  schema,
  httpPart,
  contentType,
}: {
  readonly schema: unknown;
  readonly httpPart?: string | undefined;
  readonly contentType?: string | undefined;
}) {
  // What a missing header means is said where it is read, each with a code of its own.
  if (httpPart === "headers") return () => true;
  // Files are no JSON: what is wrong with the parts is said where they are taken.
  if (contentType === "multipart/form-data") return () => true;
  const ajv = httpPart === "body" ? bodies : addresses;
  return onceAsked(() => ajv.compile(schema as object));
}

/**
 * Compiled with the first request: a start would spend a tenth of its time on schemas of addresses
 * that nobody may come to.
 */
function onceAsked(compile: () => ValidateFunction) {
  let compiled: ValidateFunction | undefined;
  const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null } = (data) => {
    compiled ??= compile();
    const passes = compiled(data);
    validate.errors = compiled.errors ?? null;
    return passes;
  };
  return validate;
}

/**
 * What is wrong with a request, as problems: the code says what, the pointer says where. What
 * stands in the address is named as it is there.
 */
export function wrongParts(errors: readonly FastifySchemaValidationError[]): readonly Problem[] {
  // Where one of several shapes would do, each shape complains; that none fits is said by what is
  // missing.
  const errorsLeft = errors.filter(({ keyword }) => keyword !== "anyOf");
  const all = (errorsLeft.length > 0 ? errorsLeft : errors).map((error) =>
    problemOf(error as ErrorObject),
  );
  return all.filter(
    ({ field, code }, at) =>
      all.findIndex((each) => each.field === field && each.code === code) === at,
  );
}

function problemOf({ instancePath: at, keyword, params }: ErrorObject): Problem {
  const field = (name: unknown) => `${at}/${String(name)}`;
  if (keyword === "required") return { field: field(params.missingProperty), code: "required" };
  if (keyword === "additionalProperties")
    return { field: field(params.additionalProperty), code: "unknown-field" };
  if (keyword === "enum" || keyword === "const") return { field: at, code: "not-one-of" };
  if (keyword === "maxLength")
    return { field: at, code: "too-long", facts: { max: Number(params.limit) } };
  return { field: at === "" ? "/" : at, code: "invalid" };
}
