import type { FastifyReply } from "fastify";
import type { Application } from "../../cases/index.ts";
import {
  answerRequest,
  type FieldsScreen,
  markedOf,
  requestScreen,
  searchRequest,
} from "../../form/index.ts";
import { multipartOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { answerView, idsOf, listsOf, takeFiles } from "../questions/index.ts";
import { factsOf } from "./answer-changes.ts";
import { pathOfCase, showAct, withWaiting } from "./case-act-frame.ts";
import { askYes } from "./case-confirm.ts";
import { openCase } from "./case-desk.ts";
import type { VisitDesk } from "./visit-desk.ts";

const sentOf = ({ definition, answers }: Application) => ({ def: definition, answers });

const markedIn = (app: Application, desk: VisitDesk) =>
  markedOf(sentOf(app), app.state.request?.fields ?? [], factsOf(app, desk));

/** What an officer has asked for, and nothing else, for the operator to fill in. */
export function showAnswer(desk: VisitDesk, app: Application, screen?: FieldsScreen): FastifyReply {
  const { deps, t, csrf } = desk;
  const marked = markedIn(app, desk);
  const view = {
    def: app.definition,
    words: app.statements.get(app.state.request?.text ?? ""),
    marked,
    screen: screen ?? requestScreen(sentOf(app), marked),
    documents: app.documents,
    action: `${pathOfCase(desk, app)}/act/answer`,
    button: t("counter.act.ask"),
    hidden: csrf,
  };
  const content = answerView(view, deps.catalogue, t);
  return showAct(desk, app, {
    content,
    ...(view.screen.problems.length > 0 && { status: 422 }),
  });
}

/**
 * POST …/act/answer: each good file waits with the answer; with nothing wrong, asks for the
 * person's yes. With that they enter the case; no office sees them before.
 */
export async function takeAnswer(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, request, reply, person, visit, t } = desk;
  const app = await openCase(desk);
  if (!app.state.request) return redirectTo(reply, pathOfCase(desk, app));
  const posted = multipartOf(request);
  const marked = markedIn(app, desk);
  const wrongFiles = await takeFiles(deps, {
    ...{ person: person.id, folder: { answerTo: app.id, preparedIn: visit.id } },
    ...{ wanted: marked.papers, attached: (await withWaiting(desk, app)).documents, posted },
  });
  const now = await withWaiting(desk, app);
  const lists = deps.catalogue;
  const back = (screen: FieldsScreen) => showAnswer(desk, now, screen);
  const action = textOf(posted.fields, "_action");
  if (action.startsWith("search:")) return back(searchRequest(marked, posted.fields, lists));
  const reading = { form: factsOf(app, desk), lists, codeLists: listsOf(deps), lang: t.lang };
  const { answers, screen } = answerRequest(sentOf(app), marked, posted.fields, reading);
  const problems = [...screen.problems, ...wrongFiles];
  if (problems.length > 0 || action === "upload") return back({ ...screen, problems });
  const papers = idsOf(await deps.cases.preparedDocuments(app.id, visit.id));
  const text = JSON.stringify({ answers, papers });
  return askYes(desk, { caseOpen: now, act: "answer", text });
}
