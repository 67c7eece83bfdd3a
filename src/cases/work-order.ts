import type { Sql } from "../platform/db/index.ts";

/** The times by which a list is sorted: the earliest first, or with a minus the latest. */
export const sorts = ["promise", "-promise", "step", "-step", "received", "-received"] as const;
export type Sort = (typeof sorts)[number];

interface Placed {
  readonly caseId: string;
  readonly key: string;
  readonly dueAt: Date | null;
  readonly promisedAt: Date | null;
  readonly sentAt: Date;
}

/** Keyset of a row: the time by which it is sorted, case and key. */
export const cursorOf = (
  { dueAt, promisedAt, sentAt, caseId, key }: Placed,
  sort: Sort = "promise",
): string => {
  const at = { promise: promisedAt, step: dueAt, received: sentAt }[orderOf(sort).by];
  return [at?.toISOString() ?? "infinity", caseId, key].join("~");
};

/** A sort as its time and direction. */
export const orderOf = (sort: Sort) => ({
  by: sort.replace("-", "") as "promise" | "step" | "received",
  isDown: sort.startsWith("-"),
});

/** The order of a list: its column, as the table and as the row has it, and the direction. */
export function orderIn(sql: Sql, sort: Sort = "promise") {
  const { by, isDown } = orderOf(sort);
  return {
    ...{
      promise: { at: sql`promised_at`, named: sql`coalesce("promisedAt", 'infinity')` },
      step: { at: sql`due_at`, named: sql`coalesce("dueAt", 'infinity')` },
      received: { at: sql`sent_at`, named: sql`"sentAt"` },
    }[by],
    way: isDown ? sql`desc` : sql`asc`,
    beyond: isDown ? sql`<` : sql`>`,
  };
}

const cursor = /^(infinity|\d{4}-\d\d-\d\dT[\d:.]{12}Z)~([0-9a-f-]{36})~([\w.-]{1,80})$/;

/** What comes after the last row of the page before; nothing where the cursor is invalid. */
export function afterOf(
  sql: Sql,
  { at, beyond }: Pick<ReturnType<typeof orderIn>, "at" | "beyond">,
  after: string | undefined,
) {
  const [, due, caseId, key] = cursor.exec(after ?? "") ?? [];
  if (!due || !caseId || !key) return sql``;
  return sql`and (${at}, case_id, key) ${beyond} (${due}::timestamptz, ${caseId}::uuid, ${key})`;
}
