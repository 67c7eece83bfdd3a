// The fields of a posted form, which never leaves the device.
import type { FormFields } from "../../../../platform/http/index.ts";

export type { FormFields };

/** One field as text: the last where it came more than once, `""` where it did not come. */
export const textIn = (form: FormFields, name: string): string =>
  [form[name] ?? ""].flat().at(-1) ?? "";

/** Everything in a form, with the button that was pressed. The forms here have no file inputs. */
export function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null): FormFields {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(form, submitter)) {
    const before = fields[name];
    fields[name] = before === undefined ? String(value) : [before, String(value)].flat();
  }
  return fields;
}
