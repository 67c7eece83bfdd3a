import {
  type Application,
  filesOfTask,
  outcomesAskingPaper,
  type Task,
  taskDocuments,
} from "../../cases/index.ts";
import type { TaskDocument } from "../../catalogue/index.ts";
import type { Problem, Refusal } from "../../kernel/index.ts";
import { multipartOf, textOf } from "../../platform/http/index.ts";
import { taskWanted } from "../../workflow/index.ts";
import { button, html } from "../components/index.ts";
import { paperErrors, papersView, takeInto } from "../questions/index.ts";
import { actorAt, type Desk, factsNow } from "./desk.ts";
import type { AskedWith } from "./outcome-fields.ts";
import { viewedAs } from "./papers.ts";
import type { Typed } from "./typed.ts";

/** The choosers for what the officer attaches to the task, with what is attached already. */
export function taskPapers(
  desk: Desk,
  application: Application,
  task: Task,
  typed: Typed | undefined,
): AskedWith[] {
  const { t } = desk;
  const { id, definition, taskFiles } = application;
  const documents = taskDocuments(definition, task).map(({ whenWords, ...document }) => {
    const words = [document.hint, whenWords].flatMap((each) => (each ? [t.words(each)] : []));
    const hint = words.length > 0 && { hint: { [t.lang]: words.join(". ") } };
    return { ...document, ...hint };
  });
  const facts = factsNow(desk, application);
  const ids = taskWanted(definition, task).outcomes.map((outcome) => outcome.id);
  const view = {
    ...{ attached: filesOfTask(taskFiles, task.key), removable: true },
    problems: typed?.problems ?? [],
    files: `/office/cases/${id}/files`,
  };
  const add = { text: t("office-pages.attach-files"), kind: "secondary" } as const;
  const choosers = documents.map((document) => ({
    outcomes: outcomesAskingPaper(document, task, ids, facts),
    content: html`${papersView(
      {
        ...{ ...view, wanted: [document] },
        linkOf: (paper, file) => viewedAs(file, t.words(paper.title)),
      },
      t,
    )}`,
  }));
  const any = ids.filter((each) => choosers.some(({ outcomes }) => outcomes.includes(each)));
  const attach = html`${button({ ...add, name: "_action", value: "attach" })}`;
  return [...choosers, { outcomes: any, content: attach }];
}

/** What came of the files of a post. */
export interface FilesTaken {
  readonly problems: readonly Problem[];
  /** The post attaches or takes away, and decides nothing. */
  readonly isAll: boolean;
  readonly refusal?: Refusal;
}

/**
 * Attaches the files that came with the form of a task, or takes one away; what is wrong with a
 * file is said with the title of its paper.
 */
export async function takePosted(
  desk: Desk,
  { id: caseId, definition, taskFiles }: Application,
  task: Task,
): Promise<FilesTaken> {
  const { deps, request } = desk;
  const documents = taskDocuments(definition, task);
  const posted = multipartOf(request);
  const act = { caseId, task: task.key, officer: actorAt(desk) };
  const remove = textOf(posted.fields, "_remove");
  if (remove) {
    const own = taskFiles.some(({ id, task: of }) => id === remove && of === task.key);
    const gone = own ? await deps.cases.detachFromTask(act, remove) : undefined;
    return { problems: [], isAll: true, ...(gone && !gone.ok && { refusal: gone.refusal }) };
  }
  let refusal: Refusal | undefined;
  const given = { wanted: documents, attached: filesOfTask(taskFiles, task.key), posted };
  const problems = await takeInto(deps.cases, given, {
    room: async () => Number.POSITIVE_INFINITY,
    attach: async (file) => {
      const attached = await deps.cases.attachToTask(act, file);
      if (attached.ok) return attached.value;
      refusal ??= attached.refusal;
      return undefined;
    },
    detach: (old) => deps.cases.detachFromTask(act, old),
  });
  return {
    problems: paperWords(desk, documents, problems),
    isAll: textOf(posted.fields, "_action") === "attach",
    ...(refusal && { refusal }),
  };
}

/** Problems of papers in words that name the paper; others stay as they are. */
export const paperWords = (
  { t }: Pick<Desk, "t">,
  wanted: readonly TaskDocument[],
  problems: readonly Problem[],
): readonly Problem[] =>
  problems.map((problem) => {
    const [error] = paperErrors({ wanted, problems: [problem], attached: {}, removable: true }, t);
    return error?.id ? { ...problem, words: { [t.lang]: error.text } } : problem;
  });
