import {
  type Documents,
  type FormPosition,
  type Progress,
  type Screen,
  type Stop,
  type TurnFacts,
  type Way,
  wayOf as wayThrough,
} from "../../form/index.ts";
import type { Host, Opened } from "./host.ts";

/** What the questions of this draft rest on, beside its answers. */
export const turnFacts = (
  { facts, among }: Pick<Opened, "facts" | "among">,
  { catalogue }: Pick<Host, "catalogue">,
  lang: string,
  documents?: Documents,
): TurnFacts => ({ form: facts, lists: catalogue, lang, documents, rest: among?.rest });

/** The way through the form of a draft, and how far the person may go on it. */
export const wayOf = (
  {
    draft,
    def,
    facts,
    among,
  }: Pick<Opened, "def" | "facts" | "among"> & {
    readonly draft: Progress;
  },
  documents: Documents = {},
): Way => wayThrough(def, draft, facts, documents, among?.rest);

/** The address of a step; past the last one, of the answers to check. */
export function pathOf(base: string, stop: Stop | undefined): string {
  if (!stop || stop.kind === "check") return `${base}/check`;
  return stop.kind === "documents" ? `${base}/documents` : `${base}/page/${stop.page}`;
}

/** The address of a place: a page, a list or one of its items. */
export const placePath = (base: string, { page, item, change }: FormPosition): string =>
  `${base}/page/${page}${item === undefined ? "" : `/${item + 1}`}${change ? "?change=1" : ""}`;

/** The address of what is shown next; undefined where the form has no such page. */
export function screenPath(base: string, screen: Screen): string | undefined {
  if ("place" in screen) return placePath(base, screen.place);
  if (screen.show === "nowhere") return undefined;
  return `${base}/${screen.show === "elsewhere" ? "check" : screen.show}`;
}
