/**
 * Messages between the office and the applicant about an application. The office begins; the
 * applicant answers. They are appended, never changed, part of the file and of what its person is
 * given of their data, and erased with the file.
 */
import type { AuthorityId, PersonId } from "../kernel/index.ts";
import { ok, type Result, refuse } from "../kernel/index.ts";
import { type Pool, type Sql, transaction } from "../platform/db/index.ts";
import type { OfficerActor } from "./model.ts";
import { whyNotAct } from "./policy.ts";
import { type LoadedCase, loadCase } from "./store.ts";

/** Characters of one message. */
export const longestMessage = 4000;

/** Messages that an applicant may write before the office answers. */
export const mostUnanswered = 10;

export interface CaseMessage {
  readonly id: string;
  readonly side: "office" | "applicant";
  /** Id of the officer or of the person. */
  readonly author: string;
  /** Of the officer; null for the applicant. */
  readonly authority: AuthorityId | null;
  readonly text: string;
  readonly at: Date;
}

export interface NewMessage {
  /** The same id again writes nothing. */
  readonly id: string;
  readonly caseId: string;
  readonly author: OfficerActor | { readonly kind: "person"; readonly id: PersonId };
  readonly text: string;
}

/** The messages of an application, oldest first; at most the last 200. */
export const messagesOf = async (sql: Sql, caseId: string): Promise<readonly CaseMessage[]> =>
  (
    await sql<CaseMessage[]>`
      select id, side, author, authority, text, at from cases.message where case_id = ${caseId}
      order by at desc, id desc limit 200`
  ).toReversed();

/**
 * Appends a message; `follow` writes what comes of a new one in the same transaction. Refuses
 * case.not-found, case.not-allowed where the file is not the officer's work, case.recused,
 * case.message-empty,
 * case.message-too-long, case.no-messages where the office has not written, and
 * case.too-many-messages.
 */
export async function writeMessage(
  sql: Pool,
  at: Date,
  { id, caseId, author, text }: NewMessage,
  follow: (tx: Sql, thread: readonly CaseMessage[], file: LoadedCase) => Promise<unknown>,
): Promise<Result<void>> {
  const words = text.trim();
  if (words === "") return refuse("invalid", "case.message-empty");
  if (words.length > longestMessage)
    return refuse("invalid", "case.message-too-long", { facts: { max: longestMessage } });
  const file = await loadCase(sql, caseId);
  const thread = await messagesOf(sql, caseId);
  const refusal = file ? whyNot(file, thread, author) : refuse("not-found", "case.not-found");
  if (refusal || !file) return refusal ?? refuse("not-found", "case.not-found");
  const isOffice = author.kind === "officer";
  await transaction(sql, async (tx) => {
    // Nothing is written to a file whose words were erased at this moment.
    const { count } = await tx`
      insert into cases.message (id, case_id, side, author, authority, text, at)
      select ${id}::uuid, id, ${isOffice ? "office" : "applicant"}, ${author.id},
        ${isOffice ? author.authority : null}::text, ${words}, ${at}::timestamptz
      from cases.application where id = ${caseId} and erased_at is null
      for share
      on conflict on constraint message_pkey do nothing`;
    if (count === 1) await follow(tx, thread, file);
  });
  return ok(undefined);
}

function whyNot(
  { state }: LoadedCase,
  thread: readonly CaseMessage[],
  author: NewMessage["author"],
) {
  if (author.kind === "officer") {
    const not = whyNotAct(author, state);
    return not && refuse("not-allowed", not);
  }
  if (state.submitted?.person !== author.id) return refuse("not-found", "case.not-found");
  const last = thread.findLastIndex(({ side }) => side === "office");
  if (last < 0) return refuse("conflict", "case.no-messages");
  return thread.length - 1 - last < mostUnanswered
    ? undefined
    : refuse("conflict", "case.too-many-messages", { facts: { max: mostUnanswered } });
}
