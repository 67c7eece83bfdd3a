import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  begin,
  beginAgain,
  denyTaken,
  factsFor,
  openForService,
  subjectQuestions,
  takenAs,
} from "../../../acts/index.ts";
import type { TakenDraft } from "../../../counter/index.ts";
import { stepsOf, unmetAlone } from "../../../form/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import { formOf, notFound, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  csrfField,
  html,
  linkButton,
  narrow,
  panel,
  type SafeHtml,
  warningText,
} from "../../components/index.ts";
import { pathOf, wayOf } from "../../questions/index.ts";
import { takenLine } from "../applications/taken-line.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { baseOf, openDraft, personFor } from "./draft.ts";

interface OfDraft {
  readonly id: string;
}

/** Starts, resumes, saves for later and deletes a draft. */
export function startRoutes(app: FastifyInstance, deps: WebDeps): void {
  const untyped = { config: { untyped: true } };
  app.post<{ Params: OfDraft }>("/services/:id/start", untyped, async (request, reply) =>
    start(request, reply, deps, request.params.id),
  );
  // Where signing in leads to whoever pressed "Sign in to apply": at most an empty draft begins.
  app.get<{ Params: OfDraft }>("/services/:id/start", async (request, reply) =>
    start(request, reply, deps, request.params.id),
  );
  app.post<{ Params: OfDraft }>("/applications/:id/again", untyped, async (request, reply) =>
    startAgain(request, reply, deps, request.params.id),
  );
  app.get<{ Params: OfDraft }>("/drafts/:id", async (request, reply) =>
    resume(request, reply, deps, request.params.id),
  );
  app.get<{ Params: OfDraft }>("/drafts/:id/saved", async (request, reply) => {
    const { draft, def } = await openDraft(request, deps, request.params.id);
    const t = wordsOf(request, deps);
    return webPage(request, reply, deps, {
      title: t("form.saved"),
      current: "applications",
      content: narrow(savedView(draft.id, t.words(def.title), t)),
    });
  });
  deleteRoutes(app, deps);
}

/** Starts a draft. Pressed twice, it continues the empty draft of the same service. */
async function start(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const def = deps.catalogue.current(id);
  if (!def?.process) throw notFound("service.not-found");
  const person = personFor(request, def, `/services/${def.id}/start`);
  const facts = factsFor(person, deps);
  // Nobody answers pages of questions to be told at their end that they cannot apply.
  if (unmetAlone(def, facts).length > 0) return redirectTo(reply, `/services/${def.id}`);
  const draft = await begin(deps, person.id, def);
  if (!draft.ok) return sendRefusal(reply, draft.refusal);
  const first = pathOf(baseOf(draft.value), stepsOf(def, {}, facts)[0]);
  // Whom another one is about may still have to be said: `lookForOffers` tells of it then.
  if (subjectQuestions(def).size > 0) return redirectTo(reply, first);
  const [before] = await openForService(deps, person, def);
  if (!before) return redirectTo(reply, first);
  const { reference, submittedAt } = before;
  const date = wordsOf(request, deps).day(submittedAt, deps.catalogue.jurisdiction.timeZone);
  return redirectTo(reply, first, {
    ...{ kind: "notice", code: "me.already-start", facts: { reference, date } },
  });
}

/** A draft with what was answered last time: the person goes through every page of it. */
async function startAgain(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const person = requirePerson(request);
  const before = isUuid(id) ? await deps.cases.open(id) : undefined;
  if (before?.state.submitted?.person !== person.id) throw notFound();
  const def = deps.catalogue.current(before.definition.id);
  if (!def?.process) throw notFound("service.not-found");
  const facts = factsFor(personFor(request, def), deps);
  if (unmetAlone(def, facts).length > 0) return redirectTo(reply, `/services/${def.id}`);
  const { draft, answers } = await beginAgain(deps, before, def, person.id);
  const first = pathOf(baseOf(draft), stepsOf(def, answers, facts)[0]);
  const { timeZone } = deps.catalogue.jurisdiction;
  const date = wordsOf(request, deps).day(before.state.submitted.at, timeZone);
  return redirectTo(reply, first, { kind: "notice", code: "me.again-notice", facts: { date } });
}

/** Redirects to the open step, or to the check page if all are complete. */
async function resume(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const opened = await openDraft(request, deps, id);
  const { steps, open } = wayOf(opened, await deps.cases.draftDocuments(opened.draft.id));
  return redirectTo(reply, pathOf(opened.base, steps[open]));
}

const savedView = (id: string, title: string, t: Translate): SafeHtml =>
  html`${panel({ done: "saved", title: t("form.saved"), text: title })}<p class="govuk-body">
    ${t("apply.saved-hint")}</p><div class="govuk-button-group">
    ${linkButton({ text: t("apply.go-on"), href: `/drafts/${id}` })}
    ${linkButton({ text: t("applications.heading"), href: "/applications", kind: "secondary" })}
    </div>`;

/** What a device took of somebody who was not there: the hall hears of it. */
async function notMeView(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  taken: TakenDraft,
): Promise<SafeHtml> {
  const t = wordsOf(request, deps);
  const names = await deps.officerNames([taken.takenBy]);
  return html`<h2 class="govuk-heading-m" id="not-me">${t("apply.not-me")}</h2>
    <p class="govuk-body">${takenLine(taken, names, deps, t)}</p>
    <p class="govuk-body">${t("apply.not-me-lead")}</p>
    <form method="post">${csrfField(request, reply)}
      <input type="hidden" name="why" value="not-me">
      ${button({ text: t("apply.not-me-do"), kind: "secondary" })}</form>`;
}

function deleteRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<{ Params: OfDraft }>("/drafts/:id/delete", async (request, reply) => {
    const { draft, def, person } = await openDraft(request, deps, request.params.id);
    const t = wordsOf(request, deps);
    const taken = await takenAs(deps, { draft: draft.id, person: person.id });
    const keepIt = html`<a class="govuk-link" href="/applications">${t("apply.keep-it")}</a>`;
    const form = html`<form method="post">${csrfField(request, reply)}
      <input type="hidden" name="sure" value="yes"><div class="govuk-button-group">
      ${button({ text: t("form.delete-draft"), kind: "warning" })}${keepIt}</div></form>`;
    const content = html`<p class="govuk-caption-l">${t.words(def.title)}</p>
      <h1 class="govuk-heading-l">${t("form.delete-draft")}</h1>
      ${warningText(t("apply.delete-warning"), t)}${form}
      ${taken ? await notMeView(request, reply, deps, taken) : null}`;
    const title = `${t("form.delete-draft")} – ${draft.id.slice(-4)}`;
    return webPage(request, reply, deps, {
      title,
      current: "applications",
      content: narrow(content),
    });
  });
  app.post<{ Params: OfDraft }>("/drafts/:id/delete", async (request, reply) => {
    const { draft, person } = await openDraft(request, deps, request.params.id);
    const own = { draft: draft.id, person: person.id };
    if (textOf(formOf(request), "why") === "not-me" && (await denyTaken(deps, own)))
      return redirectTo(reply, "/applications", { kind: "success", code: "apply.not-me-done" });
    if (textOf(formOf(request), "sure") === "yes")
      await deps.cases.discardDraft(draft.id, person.id);
    return redirectTo(reply, "/applications", { kind: "success", code: "apply.deleted" });
  });
}
