import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Definition, Field } from "../../../catalogue/index.ts";
import {
  type Answers,
  applicantOf,
  askedOf,
  firstScreen,
  judged,
  nobody,
  problemsOf,
  pruned,
  type QuestionsScreen,
  rulingOf,
  type TurnFacts,
  turn,
} from "../../../form/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { actorOf } from "../../../platform/auth/index.ts";
import {
  formOf,
  langOf,
  languagePosted,
  notFound,
  redirectTo,
  textOf,
} from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  csrfField,
  html,
  narrow,
  type SafeHtml,
} from "../../components/index.ts";
import {
  addedTo,
  addedView,
  asksAtOnce,
  inputIn,
  itemTitle,
  listsOf,
  questionsForm,
  questionsView,
  withLanguage,
} from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { applicantIn, withYou, youPage } from "./about-you.ts";
import { type Aim, narrowed } from "./narrowed.ts";
import { serviceCrumbs } from "./service.ts";
import { costContent, rulingContent, verdictContent, verdictTitle } from "./verdict-view.ts";

/** One request of a check: the questions of this service, and who asks. */
interface Asking {
  readonly aim: Aim;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly deps: WebDeps;
  readonly def: Definition;
  readonly facts: TurnFacts;
  readonly guest: boolean;
}

/**
 * `/services/:id/cost`: what does it cost me? `/services/:id/check`: may I apply, or, for a service
 * that only follows rules, what is the answer? The answers travel in the posted form alone; there
 * is no draft, no cookie and no record of them.
 */
export function checkRoutes(app: FastifyInstance, deps: WebDeps): void {
  type Named = { Params: { id: string } };
  for (const aim of ["check", "cost"] as const) {
    app.get<Named>(`/services/:id/${aim}`, (request, reply) => {
      const asking = askingOf(request, reply, deps, request.params.id, aim);
      const { def } = asking;
      const asksNothing = def.process ? asks[aim](def) === 0 : aim === "cost";
      if (asksNothing) return redirectTo(reply, `/services/${def.id}`);
      return begin(asAsked(asking, {}), {});
    });
    app.post<Named>(`/services/:id/${aim}`, (request, reply) => {
      languagePosted(request, reply);
      return take(askingOf(request, reply, deps, request.params.id, aim));
    });
  }
}

function askingOf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  id: string,
  aim: Aim,
): Asking {
  const def = deps.catalogue.current(id);
  if (!def) throw notFound("service.not-found");
  const actor = actorOf(request);
  const guest = actor.kind !== "person";
  const form = {
    today: dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone),
    applicant: guest ? nobody : applicantOf(actor.person),
    renewal: false,
  };
  const facts: TurnFacts = {
    ...{ form, lists: deps.catalogue, lang: langOf(request) },
    manner: "straight",
  };
  return { aim, request, reply, deps, def: narrowed(def, aim), facts, guest };
}

/** The check with the questions about a guest that these answers leave open. */
function asAsked(asking: Asking, answers: Answers): Asking {
  const { request, deps, def, facts, guest } = asking;
  if (!guest || !def.process) return asking;
  const own = pruned(def, answers, facts.form);
  const t = wordsOf(request, deps);
  return { ...asking, def: withYou(def, own, facts.form, deps.catalogue, t) };
}

/** The server stores no visited pages: the answers show how far the person has come. */
const progressOf = (answers: Answers) => ({ answers, visited: [] });

function begin(asking: Asking, answers: Answers): FastifyReply {
  const screen = firstScreen(asking.def, progressOf(answers), asking.facts);
  return screen.show === "questions" ? show(asking, answers, screen) : result(asking, answers);
}

/**
 * Takes a posted page; shows a new question, the page before or after, or the result.
 */
function take(opened: Asking): FastifyReply {
  const { request } = opened;
  const posted = formOf(request);
  const place = { page: textOf(posted, "_page") };
  const typed = parsed(textOf(posted, "_answers"));
  // Only the last page is about the person: which questions it has follows from those before it.
  const asking = place.page === youPage ? asAsked(opened, typed) : opened;
  const { def, facts } = asking;
  const before = answersFrom(typed, asking);
  const input = inputIn(withLanguage(posted));
  const { progress, screen } = turn(def, progressOf(before), place, input, facts);
  const answers = pruned(def, progress.answers, facts.form);
  if (screen.show === "questions") return show(asking, answers, screen, addedTo(screen, input));
  return screen.show === "nowhere" || place.page !== youPage
    ? begin(asAsked(asking, answers), screen.show === "nowhere" ? before : answers)
    : result(asking, answers);
}

/**
 * The answers so far, as posted by the browser. Input that is not from our own page (not JSON, or
 * not answers to these questions) counts as no answers.
 */
function answersFrom(answers: Answers, { def, facts, deps }: Asking): Answers {
  const wrong = problemsOf(def, answers, {}, facts.form, listsOf(deps));
  return wrong.every(({ code }) => code === "required" || code === "too-few") ? answers : {};
}

function parsed(text: string): Answers {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Answers)
      : {};
  } catch {
    return {};
  }
}

const hidden = (name: string, value: string): SafeHtml =>
  html`<input type="hidden" name="${name}" value="${value}">`;

const act = (text: string, value: string): SafeHtml =>
  button({ text, kind: "secondary", name: "_action", value });

/** The questions of one page. The form carries the earlier answers in a hidden field. */
function show(
  asking: Asking,
  answers: Answers,
  screen: QuestionsScreen,
  added: readonly Field[] = [],
): FastifyReply {
  const { aim, request, reply, deps, def } = asking;
  const t = wordsOf(request, deps);
  const { page, number, place, problems } = screen;
  const first = number === 1 && !place.item;
  const state = html`${hidden("_answers", JSON.stringify(answers))}${hidden("_page", page.id)}`;
  const view = {
    def,
    screen,
    caption: html`<p class="govuk-caption-l">${t.words(def.title)}</p>`,
    ...(first && { lead: t(aim === "cost" ? "public.cost-lead" : "eligibility.lead") }),
    action: `/services/${def.id}/${aim}`,
    hidden: html`${csrfField(request, reply)}${state}${asksAtOnce(page, t)}`,
    known: addedView(added, t),
    buttons: buttonsOf(screen, first, t),
  };
  const failed = problems.length > 0;
  return webPage(request, reply, deps, {
    title: `${itemTitle(screen, t) ?? t.words(page.title)} – ${t.words(def.title)}`,
    content: narrow(questionsView(view, deps.catalogue, t)),
    before: serviceCrumbs(t, def),
    current: "services",
    languageForm: questionsForm,
    failed,
    ...(failed && { status: 422 }),
  });
}

const buttonsOf = ({ mayAdd }: QuestionsScreen, first: boolean, t: Translate): SafeHtml =>
  buttonGroup(
    button({ text: t("form.continue") }),
    ...(mayAdd ? [act(t("form.add-another"), "add")] : []),
    ...(first ? [] : [act(t("form.back"), "back")]),
  );

/** How much there is to ask about, so that nobody comes to a page without a question. */
const asks: Readonly<Record<Aim, (def: Definition) => number>> = {
  check: ({ eligibility }) => eligibility.length,
  cost: ({ form }) => form.length,
};

/** The end of the questions: what it costs, the ruling, or each requirement with its verdict. */
function result(asking: Asking, answers: Answers): FastifyReply {
  const { request, reply, deps, def, guest } = asking;
  const isTold = def.form.some(({ id }) => id === youPage);
  const applicant = guest && isTold ? applicantIn(answers) : asking.facts.form.applicant;
  const form = { ...asking.facts.form, applicant };
  const t = wordsOf(request, deps);
  const words = deps.askedWords(t.lang);
  const asked = askedOf(def, answers, {}, form, t.lang, words, listsOf(deps));
  const same = { def, asked, hidden: csrfField(request, reply) };
  const page = { before: serviceCrumbs(t, def), current: "services" as const };
  const ruling = def.process ? undefined : rulingOf(def, answers, form);
  if (ruling) {
    const content = narrow(rulingContent({ ...same, ruling }, t));
    return webPage(request, reply, deps, { ...page, title: t.words(ruling.title), content });
  }
  const whole = deps.catalogue.current(def.id) ?? def;
  const outlook = { def: whole, catalogue: deps.catalogue, answers, facts: form };
  if (asking.aim === "cost") {
    const content = narrow(costContent({ ...same, outlook }, t));
    return webPage(request, reply, deps, { ...page, title: t("public.cost-title"), content });
  }
  const verdict = {
    ...same,
    verdicts: judged(def, answers, form),
    guest,
    outlook,
  };
  const content = narrow(verdictContent(verdict, t));
  return webPage(request, reply, deps, { ...page, title: verdictTitle(verdict, t), content });
}
