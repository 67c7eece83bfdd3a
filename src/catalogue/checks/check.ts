import type { Code } from "../catalogue.ts";
import type { Definition, Jurisdiction } from "../model.ts";
import type { Writing } from "../read/writing.ts";
import type { RawService } from "../schema/service.ts";

/**
 * The input of a check: the file as written, the definition read from it, and what it refers to.
 */
export interface Checked {
  readonly raw: RawService;
  readonly definition: Definition;
  readonly surroundings: Surroundings;
  readonly report: Writing["report"];
}

/** What definitions refer to: the government and its code lists. */
export interface Surroundings {
  readonly jurisdiction: Jurisdiction;
  readonly lists: ReadonlyMap<string, readonly Code[]>;
}

/** Looks for one kind of mistake and reports each occurrence. */
export type Check = (checked: Checked) => void;

/** `a, b, c` or a text for none. */
export const among = (ids: Iterable<string>): string => {
  const list = [...ids].join(", ");
  return list === "" ? "there is none yet" : `use one of: ${list}`;
};
