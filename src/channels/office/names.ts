import type { OfficeDeps } from "./deps.ts";

/** Names of officers by id; an officer without a name is shown by id. */
export type Names = (ids: readonly (string | null | undefined)[]) => Promise<NameOf>;
export type NameOf = (id: string) => string;

const fresh = 5 * 60_000;

/**
 * Asks for names once in five minutes: a worklist shows the same colleagues all day, and should not
 * pay a query for it. What is unknown is asked in one query.
 */
export function makeNames(ask: OfficeDeps["officerNames"], clock: () => Date): Names {
  const cache = new Map<string, { readonly name: string; readonly until: number }>();
  const nameOf: NameOf = (id) => cache.get(id)?.name ?? id;
  return async (ids) => {
    const now = clock().getTime();
    const missing = new Set<string>();
    for (const id of ids) if (id && !((cache.get(id)?.until ?? 0) > now)) missing.add(id);
    if (missing.size > 0) {
      for (const [id, name] of await ask([...missing])) cache.set(id, { name, until: now + fresh });
    }
    return nameOf;
  };
}
