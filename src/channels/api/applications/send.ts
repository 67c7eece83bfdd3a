import {
  caseNow,
  perform,
  send as sendApplication,
  verifyByProgram,
  windowOf,
} from "../../../acts/index.ts";
import type { NewFile } from "../../../cases/index.ts";
import {
  type CaseId,
  type CommandId,
  type DraftId,
  dateIn,
  instantOf,
  ok,
  type PersonId,
  type Result,
  refuse,
} from "../../../kernel/index.ts";
import { personById } from "../../../platform/auth/index.ts";
import {
  contentsOf,
  countBrought,
  draftLimits,
  draftSent,
  keepBrought,
  type ProgramDraft,
} from "../../../programs/index.ts";
import type { ApiDeps } from "../deps.ts";
import { commandOf } from "../keyed.ts";
import { openDraft, wholeDraft } from "./draft-view.ts";
import { openBrought } from "./own.ts";

interface Confirmation {
  readonly id: string;
  readonly code: string;
}

/**
 * Sends a draft for the person who said yes to it, and answers the id of the application. The
 * draft's id is the application's key: whatever is repeated after whatever crash, it is one
 * application. Refuses api.draft-not-found, api.too-many-today, auth.code-wrong, auth.code-expired,
 * api.level-too-high, what the window of a renewal refuses, and what `submit` refuses.
 */
export async function sendDraft(
  deps: ApiDeps,
  client: string,
  id: string,
  confirmation: Confirmation,
): Promise<Result<string>> {
  const opened = await openDraft(deps, client, id);
  if (!opened.ok) return opened;
  if (opened.value.draft.application) return refuse("not-found", "api.draft-not-found");
  const room = await roomToday(deps, client);
  if (!room.ok) return room;
  const { def } = opened.value;
  const draft = wholeDraft(opened.value);
  // Read once: what is judged against the yes is what is sent, whatever is attached meanwhile.
  const papers = await contentsOf(deps.sql, id);
  const subject = { kind: "prepared", draft, papers } as const;
  const yes = await verifyByProgram(deps, client, subject, confirmation);
  if (!yes.ok) return yes;
  const person = await personById(deps.sql, yes.value);
  if (!person || person.level < def.level) return refuse("not-allowed", "api.level-too-high");
  const renews =
    draft.renews === null ? ok(undefined) : await stillRenewable(deps, client, draft.renews);
  if (!renews.ok) return renews;
  await intoTheirAffairs(deps, draft, papers, person.id, renews.value);
  const sent = await sendApplication(deps, {
    draftId: id,
    person,
    lang: draft.lang,
    key: commandOf(client, id),
    through: { door: "api", client },
  });
  if (!sent.ok) {
    await deps.cases.discardDraft(id, person.id);
    return sent;
  }
  const { caseId, reference } = sent.value;
  await keepBrought(deps.sql, deps.clock(), { caseId, client, reference });
  await draftSent(deps.sql, deps.clock(), id);
  return ok(caseId);
}

/** A program's share of a local day: far above what one has sent so far. */
async function roomToday(deps: ApiDeps, client: string): Promise<Result<true>> {
  const { timeZone } = deps.catalogue.jurisdiction;
  const midnight = instantOf(dateIn(deps.clock(), timeZone), 0, timeZone);
  const max = draftLimits.sentPerDay;
  if ((await countBrought(deps.sql, client, midnight)) < max) return ok(true);
  return refuse("conflict", "api.too-many-today", { facts: { max } });
}

/** The paper may have been revoked, or its term may have passed, since the draft was begun. */
async function stillRenewable(deps: ApiDeps, client: string, id: string): Promise<Result<CaseId>> {
  const brought = await openBrought(deps, client, id);
  if (!brought.ok) return brought;
  const open = windowOf("renew", await caseNow(deps, brought.value));
  return open.ok ? ok(brought.value.id) : open;
}

/**
 * From here on the draft is the person's, with answers and papers exactly as they were confirmed.
 */
async function intoTheirAffairs(
  { cases }: ApiDeps,
  draft: Omit<ProgramDraft, "visited">,
  papers: readonly NewFile[],
  person: PersonId,
  renews: CaseId | undefined,
) {
  const { id, service, definition, answers, toldIn } = draft;
  const begun = { id: id as DraftId, person, service, definition, answers };
  await cases.startDraft({ ...begun, ...(renews && { renews }), ...(toldIn && { toldIn }) });
  await cases.saveDraft({ id: id as DraftId, person, answers, visited: [] });
  for (const file of papers) await cases.attachFile(person, { draftId: id }, file);
}

/**
 * Gives what an officer asked for, once the person has said yes to it. Refuses as `sendDraft` and
 * `answerRequest` do, and case.not-waiting.
 */
export async function giveAnswers(
  deps: ApiDeps,
  {
    client,
    command,
    caseId,
  }: { readonly client: string; readonly command: CommandId; readonly caseId: string },
  id: string,
  confirmation: Confirmation,
): Promise<Result<string>> {
  const opened = await openDraft(deps, client, id);
  if (!opened.ok) return opened;
  const draft = wholeDraft(opened.value);
  const brought = await openBrought(deps, client, caseId);
  if (!brought.ok) return brought;
  if (draft.application !== caseId) return refuse("not-found", "api.draft-not-found");
  if (brought.value.state.commands.has(command)) return ok(caseId);
  const papers = await contentsOf(deps.sql, id);
  const subject = { kind: "prepared", draft, papers } as const;
  const yes = await verifyByProgram(deps, client, subject, confirmation);
  if (!yes.ok) return yes;
  const marked = brought.value.state.request?.fields ?? [];
  const folder = { answerTo: caseId, preparedIn: id };
  const waiting: string[] = [];
  for (const file of papers)
    if (marked.includes(`documents.${file.document}`))
      waiting.push(await deps.cases.attachFile(yes.value, folder, file));
  const given = await perform(deps, {
    app: brought.value,
    person: yes.value,
    wish: { act: "answer", answers: draft.answers, papers: waiting },
    key: command,
    through: { door: "api", client },
  });
  if (!given.ok) return given;
  await draftSent(deps.sql, deps.clock(), id);
  return ok(caseId);
}
