import type { Pool } from "../platform/db/index.ts";

/** Whether the database answers now: what people are told of the state of the platform. */
export const databaseAnswers = (sql: Pool): Promise<boolean> =>
  sql`select 1`.then(
    () => true,
    () => false,
  );
