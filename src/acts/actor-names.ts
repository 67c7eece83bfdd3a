import { isProgramId, programId } from "../cases/index.ts";
import { officerNames } from "../platform/auth/index.ts";
import type { Sql } from "../platform/db/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import { programNames } from "../programs/index.ts";
import { administratorsHere } from "./administrators.ts";
import type { ActDeps } from "./deps.ts";

/** Names of officers and of authorities' own systems, by the id with which they act on a case. */
export async function actorNames(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const programs = ids.filter(isProgramId).map((id) => id.slice("program:".length));
  if (programs.length === 0) return officerNames(sql, ids);
  const [officers, systems] = await Promise.all([
    officerNames(sql, ids),
    programNames(sql, programs),
  ]);
  return new Map([
    ...officers,
    ...[...systems].map(([id, name]) => [programId(id), name] as const),
  ]);
}

export interface AdministratorDeps extends Pick<ActDeps, "sql" | "clock"> {
  readonly catalogue: Pick<ActDeps["catalogue"], "jurisdiction">;
}

/** Administrators that are named at most: one of them is enough. */
const mostNamed = 3;

/** Some administrators by name, each with where they work; says so where there is none. */
export async function administratorWords(
  deps: AdministratorDeps,
  t: Translate,
): Promise<(may?: (administers: string) => boolean) => string> {
  const { authorities } = deps.catalogue.jurisdiction;
  const all = await administratorsHere(deps);
  return (may = () => true) => {
    const named = all.filter(({ id }) => may(id)).slice(0, mostNamed);
    const words = named.map(({ name, authority }) => {
      const place = t.words(authorities.find(({ id }) => id === authority)?.name);
      return place ? `${name} (${place})` : name;
    });
    return words.length > 0 ? t.list(words) : t("supervise.leave.no-administrator");
  };
}
