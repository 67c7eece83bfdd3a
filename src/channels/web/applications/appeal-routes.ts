import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { caseNow, groundsWrong, windowOf } from "../../../acts/index.ts";
import { type Application, appealPapers } from "../../../cases/index.ts";
import type { DocumentWanted } from "../../../catalogue/index.ts";
import { isUuid, type Problem } from "../../../kernel/index.ts";
import {
  limited,
  multipartOf,
  redirectTo,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  errorSummary,
  html,
  provenance,
  type SafeHtml,
  textarea,
} from "../../components/index.ts";
import {
  durationIn,
  idsOf,
  paperErrors,
  papersView,
  problemText,
  takeFiles,
} from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { whoActs } from "../public/facts.ts";
import { act, actPage, keyIn, viewOf } from "./act-routes.ts";
import { type ActView, caption, hidden, leave } from "./act-view.ts";
import { appealBefore } from "./actions-view.ts";
import { reasonView } from "./case-view.ts";
import { openOwn, submittedOf } from "./own.ts";

/** `/applications/:caseId/appeal`: why the decision is wrong, with papers that show it. */
export function appealRoutes(app: FastifyInstance, deps: WebDeps): void {
  const path = "/applications/:caseId/appeal";
  app.get(path, async (request, reply) => {
    const { app: own } = await openOwn(request, deps);
    return show(request, reply, deps, own);
  });
  const config = { multipart: true, ...limited("submit") };
  app.post(path, { config }, async (request, reply) => take(request, reply, deps));
}

/** Where papers wait until the appeal is sent. */
const folderOf = (app: Application) => ({
  answerTo: app.id,
  preparedIn: submittedOf(app).person,
});

const waitingOf = ({ cases }: WebDeps, app: Application) =>
  cases.preparedDocuments(app.id, submittedOf(app).person);

const wantedIn = (t: Translate): readonly DocumentWanted[] => [
  {
    ...appealPapers,
    title: { [t.lang]: t("appeal.papers") },
    hint: { [t.lang]: t("appeal.papers-hint") },
  },
];

/** What was typed, and what is wrong with it. */
interface Typed {
  readonly text: string;
  readonly problems: readonly Problem[];
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  app: Application,
  typed: Typed = { text: "", problems: [] },
): Promise<FastifyReply> {
  const open = windowOf("appeal", await caseNow(deps, app));
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const t = wordsOf(request, deps);
  const attached = await waitingOf(deps, app);
  const { problems } = typed;
  const papers = {
    ...{ wanted: wantedIn(t), attached, removable: true },
    problems: problems.filter(({ field }) => field.startsWith("documents.")),
    held: await deps.cases.heldAmong(idsOf(attached)),
  };
  const wrong = problems.find(({ field }) => field === "text");
  const error = wrong && problemText(wrong, t);
  const errors = [
    ...(error === undefined ? [] : [{ id: "text", text: error }]),
    ...paperErrors(papers, t),
  ];
  const grounds = textarea(
    {
      ...{ id: "text", name: "text", label: t("appeal.grounds"), size: "m" as const, rows: 8 },
      ...{ value: typed.text, error },
    },
    t,
  );
  const view = viewOf(request, reply, app);
  const action = `/applications/${app.id}/appeal`;
  const before = appealBefore(open.value, deps.catalogue.jurisdiction.timeZone, t);
  const send = buttonGroup(button({ text: t("appeal.button") }), leave(view, t));
  const add = button({
    ...{ text: t("appeal.attach"), kind: "secondary", name: "_action", value: "upload" },
  });
  const content = html`${errorSummary(errors, t)}${caption(view, t)}
    <h1 class="govuk-heading-l">${t("appeal.heading")}</h1>
    <p class="govuk-body-l">${t("appeal.lead")}</p>
    ${whoDecides(view, deps, t)}<p class="govuk-body"><strong>${before}</strong></p>
    ${reasonView({ app }, t)}
    <form method="post" action="${action}" enctype="multipart/form-data" novalidate>
    ${hidden(view)}${grounds}${papersView(papers, t)}<p>${add}</p>${send}</form>`;
  const title = t("appeal.heading");
  return actPage(request, reply, deps, app, { title, content, failed: errors.length > 0 });
}

/** Which body decides, within how many days, and by which law. */
function whoDecides({ app }: ActView, { catalogue }: WebDeps, t: Translate): SafeHtml | null {
  const { appeal, laws } = app.definition;
  if (!appeal) return null;
  const law = laws.find(({ id }) => id === appeal.law);
  const who = whoActs(catalogue, { authority: appeal.authority }, t);
  const words = t("public.appeal-decides", { who, duration: durationIn(appeal.decideWithin, t) });
  const opinion = appeal.opinion && durationIn(appeal.opinion.within, t);
  return html`<p class="govuk-body">${words} ${provenance(appeal, t)}
    ${law ? html`<br>${t("appeal.law", { law: t.words(law.title) })}` : null}
    ${opinion ? html`<br>${t("public.appeal-opinion", { duration: opinion })}` : null}</p>`;
}

/** Keeps each good file with the appeal, and sends it when nothing is wrong. */
async function take(request: FastifyRequest, reply: FastifyReply, deps: WebDeps) {
  const { app, person } = await openOwn(request, deps);
  const posted = multipartOf(request);
  const key = keyIn(posted.fields);
  const path = `/applications/${app.id}`;
  if (app.state.commands.has(key)) return redirectTo(reply, path);
  const open = windowOf("appeal", await caseNow(deps, app));
  if (!open.ok) return sendRefusal(reply, open.refusal);
  const text = textOf(posted.fields, "text");
  const folder = folderOf(app);
  const removed = textOf(posted.fields, "_remove");
  if (isUuid(removed)) {
    await deps.cases.detachFile(removed, folder, person.id);
    return show(request, reply, deps, app, { text, problems: [] });
  }
  const given = { wanted: wantedIn(wordsOf(request, deps)), attached: await waitingOf(deps, app) };
  const files = await takeFiles(deps, { person: person.id, folder, posted, ...given });
  const isUpload = textOf(posted.fields, "_action") === "upload";
  const wrong = isUpload ? undefined : groundsWrong(text);
  const problems = [...(wrong ? [wrong] : []), ...files];
  if (problems.length > 0 || isUpload) return show(request, reply, deps, app, { text, problems });
  const papers = idsOf(await waitingOf(deps, app));
  const sent = await act(deps, app, { act: "appeal", text, papers }, key);
  if (!sent.ok) return sendRefusal(reply, sent.refusal);
  return redirectTo(reply, path, { kind: "success", code: "appeal.done" });
}
