/**
 * PostgreSQL: connections, transactions, ids, migrations, and the cluster that the platform brings
 * along where nobody gives it one. It knows no table except its own ledger of migrations.
 */
export { isAway, onceThere } from "./away.ts";
export {
  type ConnectOptions,
  connect,
  driverPool,
  isConflict,
  json,
  type Limits,
  PostgresError,
  patient,
} from "./connect.ts";
export { type Embedded, type EmbeddedOptions, startEmbedded } from "./embedded.ts";
export { inLots } from "./in-lots.ts";
export { migrate, type PendingMigration, pendingMigrations, pendingText } from "./migrate.ts";
export { newId } from "./new-id.ts";
export {
  type Database,
  type DatabaseOptions,
  openDatabase,
  reachDatabase,
  type ServingAccess,
} from "./open.ts";
export { keepPurpose, type Purpose, purposeOf, requirePurpose } from "./purpose.ts";
export { type Place, placeIn, unreached } from "./reach.ts";
export { requireLeastRights, requireSignerRights } from "./rights.ts";
export { type Access, prepareEmbedded, prepareExternal } from "./roles.ts";
export type { Pool, Sql, Transaction } from "./sql.ts";
export type { Statement } from "./statement.ts";
export { storable } from "./storable.ts";
export { inOneGo, together, transaction } from "./transaction.ts";
export { nextUuid, type UuidClock } from "./uuid-v7.ts";
