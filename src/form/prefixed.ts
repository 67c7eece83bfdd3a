import type { Field } from "../catalogue/index.ts";
import type { Problem } from "../kernel/index.ts";
import type { RawPage } from "./raw.ts";

/** Questions that share a screen with others, so that their inputs have longer names there. */
export interface Prefixed {
  /** Prefix of the names of the inputs: `areas[0].` */
  readonly prefix: string;
  /** Under the names that their inputs have on the screen. */
  readonly fields: readonly Field[];
}

export const prefixed = (prefix: string, fields: readonly Field[]): Prefixed => ({
  prefix,
  fields: fields.map((field) => ({ ...field, name: prefix + field.name })),
});

/** Texts of inputs by their names on the screen. */
export const withPrefix = (prefix: string, raw: RawPage): RawPage =>
  Object.fromEntries(Object.entries(raw).map(([name, text]) => [prefix + name, text]));

/** The texts of these inputs alone, by their names without the prefix. */
export const withoutPrefix = (prefix: string, raw: RawPage): RawPage =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([name, text]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), text]] : [],
    ),
  );

/** Problems under the names that the fields have on the screen. */
export const problemsAt = (prefix: string, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, field: prefix + problem.field }));
