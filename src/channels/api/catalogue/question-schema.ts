import type { Definition, Field, Page } from "../../../catalogue/index.ts";
import { type Schema, schemaOf } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";

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

/** One question: the shape of its answer and its words. */
export function fieldSchema(field: Field, t: Translate): Schema {
  const { label, hint, show, valid, unit } = field;
  return {
    ...schemaOf(field, t.words),
    title: t.words(label),
    ...(hint && { description: t.words(hint) }),
    label,
    ...(unit && { unit }),
    ...(show && { askedWhen: show.source }),
    ...(valid && { mustHold: valid.rule.source }),
  };
}
