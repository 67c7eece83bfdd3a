import type { WorkRow } from "../../cases/index.ts";
import { committeeOf } from "../../workflow/index.ts";
import type { Desk } from "./desk.ts";

/** Whether members vote on it, so that nobody takes it in hand. */
export function isVote(desk: Desk, row: WorkRow): boolean {
  const definition = begunWith(desk, row);
  return definition !== undefined && committeeOf(definition, row) !== undefined;
}

/** The definition that the file began with; the current one where that is not known. */
export function begunWith({ deps: { catalogue } }: Desk, { service, version }: WorkRow) {
  const begun = version === null ? undefined : catalogue.version(service, version);
  return begun ?? catalogue.current(service);
}

/** Whether it can be given to a colleague: nobody takes in hand what is decided, or voted on. */
export const isAssignable = (desk: Desk, row: WorkRow): boolean =>
  !row.signed && !isVote(desk, row);
