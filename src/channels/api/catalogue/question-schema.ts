import type { Definition, Field, Page } from "../../../catalogue/index.ts";
import { currencyDecimals } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * The questions of a page as JSON Schema 2020-12. `title` and `description` are in one language, as
 * the standard wants them; `label` has all. What is asked only where a rule holds is not `required`
 * here and says so in `askedWhen` (FEEL): the check tells whether all is there.
 */
export function pageSchema(def: Definition, page: Page, baseUrl: string, t: Translate): Schema {
  const item = {
    type: "object",
    properties: Object.fromEntries(page.fields.map((field) => [field.name, fieldSchema(field, t)])),
    required: page.fields.filter(isSure).map(({ name }) => name),
    additionalProperties: false,
  };
  const { repeat } = page;
  const list = repeat && {
    type: "object",
    properties: {
      [repeat.name]: { type: "array", minItems: repeat.min, maxItems: repeat.max, items: item },
    },
    required: repeat.min > 0 && !page.show ? [repeat.name] : [],
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${baseUrl}/api/v1/services/${def.id}/questions/${page.id}`,
    ...(list ?? item),
    title: t.words(page.title),
    label: page.title,
  };
}

const isSure = ({ required, show }: Field): boolean => required && !show;

function fieldSchema(field: Field, t: Translate): Schema {
  const { label, hint, show, valid, unit } = field;
  return {
    ...valueSchema(field, t),
    title: t.words(label),
    ...(hint && { description: t.words(hint) }),
    label,
    ...(unit && { unit }),
    ...(show && { askedWhen: show.source }),
    ...(valid && { mustHold: valid.rule.source }),
  };
}

function valueSchema(field: Field, t: Translate): Schema {
  switch (field.type) {
    case "yes-no":
      return { type: "boolean" };
    case "integer":
    case "decimal":
    case "money":
      return numberSchema(field);
    case "date":
      return { type: "string", format: "date" };
    case "choice":
      return { type: "string", oneOf: optionsOf(field, t) };
    case "choices":
      return choicesSchema(field, t);
    case "code":
      return { type: "string", codeList: field.list };
    case "email":
      return { type: "string", format: "email", maxLength: field.maxLength };
    case "phone":
      return { type: "string", pattern: "^\\+[1-9][0-9]{5,14}$" };
    default:
      return { type: "string", minLength: field.required ? 1 : 0, maxLength: field.maxLength };
  }
}

const optionsOf = ({ options }: Field, t: Translate) =>
  options.map(({ value, label }) => ({ const: value, title: t.words(label), label }));

function choicesSchema(field: Field, t: Translate): Schema {
  const { minItems, maxItems } = field;
  return {
    type: "array",
    uniqueItems: true,
    items: { type: "string", oneOf: optionsOf(field, t) },
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
}

/** Limits of money are written in major units, the answer is in minor units. */
function numberSchema({ type, currency, minimum, maximum }: Field): Schema {
  const scale = type === "money" ? 10 ** currencyDecimals(currency ?? "") : 1;
  return {
    type: type === "decimal" ? "number" : "integer",
    ...(minimum !== undefined && { minimum: Math.round(minimum * scale * 1e6) / 1e6 }),
    ...(maximum !== undefined && { maximum: Math.round(maximum * scale * 1e6) / 1e6 }),
    ...(currency && { currency, minorUnits: true }),
  };
}
