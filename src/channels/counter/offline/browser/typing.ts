// What is typed and not yet sent. It is on the disk as it is typed, sealed as everything is: a
// reload, a lock or an empty battery loses nothing of it.
import type { Device, Typed } from "./device.ts";
import { type FormFields, fieldsOf } from "./fields.ts";

let latest: Typed | undefined;
let isWriting = false;

/** Forms that ask about a person. Who works here is asked at the same address, and never kept. */
const aboutPerson = ["new", "draft"].map((first) => `form[action^="#/${first}/"]`).join();

/** Saves what stands in a form that asks about a person, one write after another. */
export async function keepTyped(device: Device, form: HTMLFormElement): Promise<void> {
  if (!form.matches(aboutPerson)) return;
  latest = { at: location.hash, fields: fieldsOf(form, null) };
  if (isWriting) return;
  isWriting = true;
  form.dataset.saving = "";
  try {
    while (latest) {
      const next: Typed = latest;
      latest = undefined;
      await device.saveTyped(next);
    }
  } finally {
    isWriting = false;
    delete form.dataset.saving;
  }
}

/** It was sent, or nobody goes on with it. */
export async function forgetTyped(device: Device): Promise<void> {
  latest = undefined;
  await device.saveTyped(undefined);
}

/** Puts what was typed back into the fields of a page. */
export function restoreTyped(root: HTMLElement, typed: FormFields): void {
  const fields = `:is(${aboutPerson}) :is(input[name]:not([type=hidden]), select, textarea)`;
  for (const field of root.querySelectorAll<HTMLInputElement>(fields)) {
    const values = [typed[field.name] ?? []].flat();
    const isTicked = ["radio", "checkbox"].includes(field.type);
    if (isTicked) field.checked = values.includes(field.value);
    else field.value = values[0] ?? field.value;
  }
}

const questionsIn = (form: Element) => {
  const shown = form.querySelector<HTMLInputElement>("[name=_shown]");
  const all = [...form.querySelectorAll("[data-q]")];
  const names = shown?.value.split(",") ?? [];
  return { shown, names, of: new Map(all.map((each, at) => [names[at], each])) };
};

const choicesIn = (question: Element) => question.querySelector("select")?.textContent;

/** Adds the questions that follow from an answer, takes those away that do not any more. */
export function mergeQuestions(form: HTMLFormElement, page: string): void {
  const other = new DOMParser().parseFromString(page, "text/html").querySelector("[data-q]");
  const fresh = other?.closest("form");
  if (!fresh) return;
  const [now, next] = [questionsIn(form), questionsIn(fresh)];
  for (const [name, question] of now.of) if (!next.of.has(name)) question.remove();
  const note = form.querySelector<HTMLElement>("[data-asks]");
  if (note) note.textContent = "";
  let last: Element | undefined;
  for (const [name, question] of next.of) {
    const here = now.of.get(name);
    if (!here) {
      last?.after(question);
      if (note) note.textContent = note.dataset.asks ?? "";
    }
    // The sectors of another district: what stands here cannot be chosen any more.
    const isStale = here && choicesIn(here) !== choicesIn(question);
    if (isStale) {
      const { id } = here.contains(document.activeElement) ? (document.activeElement ?? {}) : {};
      here.replaceWith(question);
      if (id) document.getElementById(id)?.focus();
    }
    last = here && !isStale ? here : question;
  }
  if (now.shown) now.shown.value = next.names.join(",");
}
