import type { Definition, Field } from "../catalogue/index.ts";

/** The question for the applicant's own telephone, whatever the service calls it. */
const asksOwnPhone = ({ prefill }: Field): boolean => prefill?.source.trim() === "applicant.phone";

/** Whether a question asks how the applicant is reached, and not what they want. */
export const asksHowReached = ({ prefill }: Field): boolean =>
  ["applicant.phone", "applicant.email"].includes(prefill?.source.trim() ?? "");

const made = new WeakMap<Definition, Definition>();

/**
 * The same service for somebody in front of an operator who is on record without a telephone:
 * their own number may be given and need not be, so that nobody makes one up.
 */
export function phoneOptional(def: Definition): Definition {
  const before = made.get(def);
  if (before) return before;
  const eased = (field: Field): Field =>
    field.required && asksOwnPhone(field) ? { ...field, required: false } : field;
  const form = def.form.map((page) => ({ ...page, fields: page.fields.map(eased) }));
  const other = { ...def, form };
  made.set(def, other);
  return other;
}
