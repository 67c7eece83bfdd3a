import type { FastifyInstance } from "fastify";

export interface Address {
  readonly method: "GET" | "POST";
  /** As the route is written: `/drafts/:id/check`. */
  readonly pattern: string;
}

/**
 * Every address that the server answers, read from the server itself, so that a new one is covered
 * the day it is made. Left out is the demonstration's issuer: an outside system in our house.
 */
export function addressesOf(app: FastifyInstance): readonly Address[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split("\n")
    .flatMap((line): Address[] => {
      const [, lead = "", name = "", methods = ""] =
        /^([│ ├└─]*)(\S.*?) \(([A-Z, ]+)\)/.exec(line) ?? /^([│ ├└─]*)(\S+)/.exec(line) ?? [];
      if (name === "") return [];
      const depth = lead.length / 4;
      above.length = depth;
      above[depth - 1] = name;
      const pattern = above.join("").replaceAll(/\/{2,}/g, "/");
      if (pattern.includes("*") || pattern.includes("-issuer/")) return [];
      const posts = /\b(POST|PUT|PATCH|DELETE)\b/.test(methods);
      return [
        ...(methods.includes("GET") ? [{ method: "GET" as const, pattern }] : []),
        ...(posts ? [{ method: "POST" as const, pattern }] : []),
      ];
    });
}

/** The address with its blanks filled in. */
export const at = (pattern: string, blank: (name: string) => string): string =>
  pattern.replaceAll(/:(\w+)/g, (_whole, name: string) => blank(name));
