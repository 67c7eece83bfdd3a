import type { Assignee } from "../../acts/index.ts";
import {
  type Sort,
  supervisor,
  type WorkDetails,
  type WorkRow,
  type WorkView,
} from "../../cases/index.ts";
import type { Reference } from "../../kernel/index.ts";
import type { Flash } from "../../platform/http/index.ts";
import type { SafeHtml } from "../components/index.ts";
import type { NameOf } from "./names.ts";

/** The lists that an officer may look at. */
export const shown = [
  "all",
  "escalated-to-me",
  "mine",
  "to-vote",
  "unclaimed",
  "in-hand",
  "overdue",
  "step-overdue",
  "escalated",
  "second-signature",
  "waiting",
] as const;

export interface WorklistFilter {
  readonly show: (typeof shown)[number];
  readonly service?: string;
  /** A whole application number. */
  readonly q?: Reference;
  /** A code of an office of the authority. */
  readonly office?: string;
  /** A stage of the service. */
  readonly stage?: string;
  /** The officer who has it in hand, by id. */
  readonly holder?: string;
  /** Days on which the citizen sent it (`YYYY-MM-DD`), both included. */
  readonly from?: string;
  readonly to?: string;
  /** By the promise, the earliest first, where absent. */
  readonly sort?: Sort;
  readonly after?: string;
}

export interface Worklist {
  readonly wanted: WorklistFilter;
  readonly rows: readonly WorkRow[];
  /** Cursor of the next page, where there is one. */
  readonly next: string | undefined;
  readonly details: ReadonlyMap<string, WorkDetails>;
  /** How many rows each list of theirs has; at most a hundred are counted. */
  readonly counts: ReadonlyMap<WorklistFilter["show"], number>;
  readonly nameOf: NameOf;
  /** For a supervisor: whom they can give at least one of the rows, and who is on leave. */
  readonly assignees: readonly Pick<Assignee, "id" | "name" | "count" | "away" | "awayUntil">[];
  /** Why they can give them to nobody; null where they can, and for anybody else. */
  readonly nobody: SafeHtml | null;
  /** Everybody of the authority, to narrow the list. */
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly views: readonly WorkView[];
  readonly flash: Flash | undefined;
}

/** In place of a colleague: the choice that puts files back for all. */
export const forAll = "all";

/** The choice that gives each file to whoever has least in hand. */
export const evenly = "evenly";

/** Whether this officer may assign the rows of a list: a supervisor, or whoever they went to. */
export const mayAssignIn = (
  { officer }: { readonly officer: { readonly roles: readonly string[] } },
  { show }: Pick<WorklistFilter, "show">,
): boolean => show === "escalated-to-me" || officer.roles.includes(supervisor);

/** The address of a list; what is the default is left out. */
export function listHref(wanted: Partial<WorklistFilter>, path = "/office"): string {
  const query = listQuery(wanted);
  return query ? `${path}?${query}` : path;
}

const parts = ["service", "office", "stage", "holder", "from", "to", "sort", "after"] as const;

/** A list as the query of an address, without what is the default. */
export function listQuery(wanted: Partial<WorklistFilter>): string {
  const query = new URLSearchParams();
  if (wanted.show && wanted.show !== "all") query.set("show", wanted.show);
  for (const each of parts) {
    const value = wanted[each];
    if (value && value !== "promise") query.set(each, value);
  }
  return String(query);
}

/** The address of a file, which leads back to the list that it was opened from. */
export function rowHref(wanted: WorklistFilter, caseId: string): string {
  const list = listQuery(wanted);
  return `/office/cases/${caseId}${list ? `?list=${encodeURIComponent(list)}` : ""}`;
}
