import type { FastifyReply } from "fastify";
import type { Application } from "../../cases/index.ts";
import type { Documents } from "../../form/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { multipartOf, redirectTo, textOf } from "../../platform/http/index.ts";
import {
  answerView,
  type CodeSearches,
  foundIn,
  markedOf,
  namedFields,
  readMarked,
  savedTexts,
  searchesIn,
  takeFiles,
} from "../questions/index.ts";
import { factsOf } from "./answer-changes.ts";
import { pathOfCase, showAct } from "./case-act-frame.ts";
import { askYes } from "./case-confirm.ts";
import { openCase } from "./case-desk.ts";
import type { VisitDesk } from "./visit-desk.ts";

interface CameBack {
  readonly raw?: Readonly<Record<string, string | readonly string[]>>;
  readonly problems?: readonly Problem[];
  readonly searches?: CodeSearches;
  readonly documents?: Documents;
}

/** What an officer has asked for, and nothing else, for the operator to fill in. */
export function showAnswer(desk: VisitDesk, found: Application, back: CameBack = {}): FastifyReply {
  const { deps, t, csrf } = desk;
  const marked = markedOf(found, factsOf(found, desk));
  const saved = marked.pages.map((page) => savedTexts(found.definition, found.answers, page));
  const view = {
    ...{ app: found, marked },
    raw: back.raw ?? Object.assign({}, ...saved),
    problems: back.problems ?? [],
    searches: back.searches ?? new Map(),
    documents: back.documents ?? found.documents,
    action: `${pathOfCase(desk, found)}/act/answer`,
    button: t("counter.act.ask"),
    hidden: csrf,
  };
  const content = answerView(view, deps.catalogue, t);
  return showAct(desk, found, { content, ...(view.problems.length > 0 && { status: 422 }) });
}

/** POST …/act/answer: keeps each good file at once; with nothing wrong, asks the person for his yes. */
export async function takeAnswer(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, request, reply, person, t } = desk;
  const found = await openCase(desk);
  if (!found.state.request) return redirectTo(reply, pathOfCase(desk, found));
  const posted = multipartOf(request);
  const facts = factsOf(found, desk);
  const marked = markedOf(found, facts);
  const searches = searchesIn(namedFields(marked), posted.fields, deps.catalogue);
  const wrongFiles = await takeFiles(deps, {
    ...{ person: person.id, folder: { caseId: found.id } },
    ...{ wanted: marked.papers, attached: found.documents, posted },
  });
  const now = (await deps.cases.open(found.id)) ?? found;
  const { documents } = now;
  const action = textOf(posted.fields, "_action");
  if (action.startsWith("search:"))
    return showAnswer(desk, found, { raw: posted.fields, searches, documents });
  const raw = foundIn(posted.fields, searches);
  const read = readMarked(found, marked, raw, facts, deps, t.lang);
  const problems = [...read.problems, ...wrongFiles];
  if (problems.length > 0 || action === "upload")
    return showAnswer(desk, found, { raw, searches, documents, problems });
  return askYes(desk, { found: now, act: "answer", text: JSON.stringify(read.answers) });
}
