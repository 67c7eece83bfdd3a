import type { Definition } from "../../../catalogue/index.ts";
import { type Answers, documentsWanted, problemsOf, renewalAnswers } from "../../../form/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { type DraftFile, filesOf, findDraft, type ProgramDraft } from "../../../programs/index.ts";
import { documentView } from "../catalogue/service-view.ts";
import { type ApiDeps, factsOf, listsOf } from "../deps.ts";
import { partsWrong } from "../problem.ts";

/** A draft with the definition that it follows and the papers that it has. */
export interface OpenDraft {
  /** Its answers are those that the program gave. */
  readonly draft: ProgramDraft;
  /**
   * Answers of the application that it renews, as on the web. They count until the program gives
   * others, and are never told to it: the person may have changed them at another door.
   */
  readonly carried: Answers;
  readonly def: Definition;
  readonly files: readonly DraftFile[];
}

/**
 * Refuses `api.draft-not-found`: another program's draft is as little there as one that never was.
 */
export async function openDraft(
  { sql, clock, catalogue, cases }: ApiDeps,
  client: string,
  id: string,
): Promise<Result<OpenDraft>> {
  const draft = await findDraft(sql, clock(), client, id);
  const def = draft && (await catalogue.findVersion(draft.service, draft.definition));
  if (!draft || !def) return refuse("not-found", "api.draft-not-found");
  const [files, renewed] = await Promise.all([
    filesOf(sql, id),
    draft.renews === null ? undefined : cases.open(draft.renews),
  ]);
  return ok({ draft, def, files, carried: renewed ? renewalAnswers(def, renewed.answers) : {} });
}

/** The draft as it would be sent: what a yes is bound to. */
export function wholeDraft({ draft, carried }: Pick<OpenDraft, "draft" | "carried">) {
  const { visited: _, toldIn, ...sent } = draft;
  return { ...sent, ...(toldIn && { toldIn }), answers: { ...carried, ...draft.answers } };
}

/** What rules may know of a draft beside its answers: nothing of the person. */
export const factsOfDraft = ({ renews }: Pick<ProgramDraft, "renews">, deps: ApiDeps) =>
  factsOf(deps, {}, renews !== null);

/** As far as it can be told without the person, whom nothing here may give away. */
export function draftView(opened: OpenDraft, deps: ApiDeps, t: Translate) {
  const { def, files } = opened;
  const draft = wholeDraft(opened);
  const facts = factsOfDraft(draft, deps);
  const documents = Object.groupBy(files, ({ document }) => document) as Record<
    string,
    DraftFile[]
  >;
  const required = documentsWanted(def, draft.answers, facts);
  const problems = draft.application
    ? []
    : problemsOf(def, draft.answers, documents, facts, listsOf(deps));
  return {
    id: draft.id,
    service: def.id,
    version: def.version,
    expiresAt: draft.expiresAt.toISOString(),
    problems: partsWrong(problems, t),
    wanted: required.map(documentView),
    files: files.map(({ id, document, name, mediaType, bytes, sha256 }) => ({
      id,
      document,
      name,
      mediaType,
      bytes,
      sha256,
    })),
  };
}
