import type { Day, Words } from "../instruments/model.ts";

/** A joint working group: it follows commitments, and its co-chairs are told of silence. */
export interface WorkingGroup {
  readonly id: string;
  readonly title: Words;
  /** It takes on nothing new from this day on; what it followed stays readable. */
  readonly endedOn?: Day;
}

export interface GroupState {
  readonly group?: WorkingGroup;
}

interface Happened<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
}

export type GroupEvent =
  | Happened<"GroupMade", Pick<WorkingGroup, "id" | "title">>
  | Happened<"GroupRenamed", { readonly title: Words }>
  | Happened<"GroupEnded", { readonly on: Day; readonly reason: string }>;

export type GroupCommand =
  | { readonly type: "make"; readonly group: Pick<WorkingGroup, "id" | "title"> }
  | { readonly type: "rename"; readonly title: Words }
  | { readonly type: "end"; readonly reason: string };

/** Groups that still take on work. */
export const standingGroups = (groups: readonly WorkingGroup[]): readonly WorkingGroup[] =>
  groups.filter(({ endedOn }) => endedOn === undefined);
