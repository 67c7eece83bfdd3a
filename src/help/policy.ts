import { isUuid } from "../kernel/index.ts";

export const longestWords = 1000;
export const longestNote = 500;

/** How often somebody is called who does not answer, before the request ends. */
export const mostTries = 3;

/** Days after which a telephone number is erased once the call is over. */
export const phoneDays = 30;

/** Days after which requests and reports are deleted, open ones included. */
export const keptDays = 365;

export const dayParts = ["morning", "afternoon"] as const;
export type DayPart = (typeof dayParts)[number];

/** How a call ended. Without an answer it stays open until it was tried often enough. */
export const outcomes = ["helped", "passed-on", "wrong-number", "no-answer"] as const;
export type Outcome = (typeof outcomes)[number];

/** A segment that our own pages have: words of a route, ids of services and centres, languages. */
const plainSegment = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The path of a page without what names a person or gives access: no query, and `…` for every id,
 * token and number. @returns undefined for what is no path of ours
 */
export function pageAddress(url: string): string | undefined {
  const [path = ""] = url.split(/[?#]/);
  if (!path.startsWith("/") || path.startsWith("//") || path.length > 300) return undefined;
  return path
    .split("/")
    .map((segment) =>
      segment === "" || (plainSegment.test(segment) && !isUuid(segment) && segment.length <= 60)
        ? segment
        : "…",
    )
    .join("/");
}
