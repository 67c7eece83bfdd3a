import type { Definition, Field } from "../model.ts";
import type { RawField } from "../schema/form.ts";
import type { Path } from "../yaml-file.ts";
import type { Checked } from "./check.ts";
import { tasksOf } from "./officers.ts";

/** Every question as written, of the form and of officers, with its position. */
export const questionsOf = (
  raw: Checked["raw"],
): { readonly path: Path; readonly name: string; readonly field: RawField }[] => [
  ...Object.entries(raw.form).flatMap(([page, { fields }]) =>
    Object.entries(fields).map(([name, field]) => {
      const path: Path = ["form", page, "fields", name];
      return { path, name, field };
    }),
  ),
  ...tasksOf(raw).flatMap(({ path, task }) =>
    Object.entries(task.findings ?? {}).map(([name, field]) => {
      return { path: [...path, "findings", name], name, field };
    }),
  ),
];

/** Every question as read. */
export const questionsRead = ({
  form,
  process,
}: Definition): { readonly path: Path; readonly field: Field }[] => [
  ...form.flatMap(({ id, fields }) =>
    fields.map((field) => ({ path: ["form", id, "fields", field.name], field })),
  ),
  ...(process?.stages ?? []).flatMap(({ id: stage, tasks }) =>
    tasks.flatMap(({ id, findings = [] }) => {
      const place: Path = tasks.length === 1 && id === stage ? ["task"] : ["tasks", id];
      const path: Path = ["process", "stages", stage, ...place, "findings"];
      return findings.map((field) => ({ path: [...path, field.name], field }));
    }),
  ),
];
