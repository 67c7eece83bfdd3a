import { isProgramId, programId } from "../cases/index.ts";
import { officerNames } from "../platform/auth/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { programNames } from "../programs/index.ts";

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
