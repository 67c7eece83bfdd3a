import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Definition, Page } from "../../../catalogue/index.ts";
import {
  type Answers,
  applicantOf,
  askedOf,
  eligibilityOf,
  type FormFacts,
  itemsOf,
  nobody,
  type RawPage,
  rawOf,
  readPage,
  rulingOf,
} from "../../../form/index.ts";
import { dateIn, type Problem } from "../../../kernel/index.ts";
import { actorOf } from "../../../platform/auth/index.ts";
import { formOf, langOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import { csrfField, narrow } from "../../components/index.ts";
import {
  type CodeSearches,
  fieldsShown,
  foundIn,
  listsOf,
  searchesIn,
} from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { answersFrom, mayAdd, pageAfter, pageAsked, pageBefore, withPage } from "./check-state.ts";
import { checkContent, checkTitle } from "./check-view.ts";
import { narrowed } from "./narrowed.ts";
import { serviceCrumbs } from "./service.ts";
import { rulingContent, verdictContent, verdictTitle } from "./verdict-view.ts";

/** One request of a check: the questions of this service, and who asks. */
interface Asking {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly deps: WebDeps;
  readonly def: Definition;
  readonly facts: FormFacts;
  readonly guest: boolean;
}

interface CameBack {
  readonly raw: RawPage;
  readonly problems: readonly Problem[];
  readonly searches: CodeSearches;
  /** The answers with this page as far as it could be read: they say what else is asked. */
  readonly read: Answers;
}

/**
 * `/services/:id/check`: may I apply, or, for a service that only follows rules, what is the answer?
 * The answers travel in the posted form alone; there is no draft, no cookie and no record of them.
 */
export function checkRoutes(app: FastifyInstance, deps: WebDeps): void {
  type Named = { Params: { id: string } };
  app.get<Named>("/services/:id/check", (request, reply) => {
    const asking = askingOf(request, reply, deps, request.params.id);
    if (!asking) return notFound(reply);
    if (asking.def.process && asking.def.eligibility.length === 0)
      return redirectTo(reply, `/services/${asking.def.id}`);
    return goTo(asking, {}, pageAsked(asking.def, {}, asking.facts));
  });
  app.post<Named>("/services/:id/check", (request, reply) => {
    const asking = askingOf(request, reply, deps, request.params.id);
    return asking ? take(asking) : notFound(reply);
  });
}

const notFound = (reply: FastifyReply) =>
  sendRefusal(reply, { kind: "not-found", code: "service.not-found" });

function askingOf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  id: string,
): Asking | undefined {
  const def = deps.catalogue.current(id);
  if (!def) return undefined;
  const actor = actorOf(request);
  const guest = actor.kind !== "person";
  const facts = {
    today: dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone),
    applicant: guest ? nobody : applicantOf(actor.person),
    renewal: false,
  };
  return { request, reply, deps, def: narrowed(def), facts, guest };
}

/** Takes a posted page and goes on: to what came up, to the page before or after, or to the answer. */
function take(asking: Asking): FastifyReply {
  const { request, deps, def, facts } = asking;
  const posted = formOf(request);
  const answers = answersFrom(textOf(posted, "_answers"), def, facts, listsOf(deps));
  const page = pageAsked(def, answers, facts, textOf(posted, "_page"));
  if (!page) return result(asking, answers);
  const action = textOf(posted, "_action");
  const searches = searchesIn(page.fields, posted, deps.catalogue);
  const form = foundIn(posted, searches);
  const read = readPage(def, page.id, form, answers, facts, listsOf(deps), langOf(request));
  const now = withPage(def, answers, facts, page, read);
  if (action === "back") {
    const before = pageBefore(def, now, facts, page);
    return goTo(asking, before.answers, before.page);
  }
  const shown = new Set(textOf(posted, "_shown").split(","));
  const fields = fieldsShown(def, page, now, facts, lastItem(def, now, page));
  const fresh = fields.some(({ name }) => !shown.has(name) && read.answers[name] === undefined);
  const problems = read.problems.filter(
    ({ field, code }) => shown.has(field) || code !== "required",
  );
  const searching = action.startsWith("search:");
  if (problems.length > 0 || fresh || searching) {
    const told = searching ? [] : problems;
    return show(asking, answers, page, { raw: form, problems: told, searches, read: now });
  }
  if (action === "add" && mayAdd(def, now, page)) return show(asking, now, page);
  return goTo(asking, now, pageAfter(def, now, facts, page));
}

const lastItem = (def: Definition, answers: Answers, page: Page): number | undefined =>
  page.repeat ? itemsOf(def, page.id, answers).length - 1 : undefined;

const goTo = (asking: Asking, answers: Answers, page: Page | undefined): FastifyReply =>
  page ? show(asking, answers, page) : result(asking, answers);

/** Shows a page of questions, fresh or as it came back. */
function show(asking: Asking, answers: Answers, page: Page, back?: CameBack): FastifyReply {
  const { request, reply, deps, def, facts } = asking;
  const t = wordsOf(request, deps);
  const there = page.repeat ? itemsOf(def, page.id, answers).length : undefined;
  const view = {
    ...{ def, page, answers },
    fields: fieldsShown(def, page, back?.read ?? answers, facts, there),
    raw: back?.raw ?? rawOf(def, page.id, answers, there),
    problems: back?.problems ?? [],
    searches: back?.searches ?? new Map(),
    item: there === undefined ? undefined : there + 1,
    mayAdd: page.repeat !== undefined && (there ?? 0) + 1 < page.repeat.max,
    first: pageAsked(def, answers, facts)?.id === page.id && !there,
    hidden: csrfField(request, reply),
  };
  const failed = view.problems.length > 0;
  return webPage(request, reply, deps, {
    title: `${checkTitle(view, t)} – ${t.words(def.title)}`,
    content: narrow(checkContent(view, deps.catalogue, t)),
    before: serviceCrumbs(t, def),
    current: "services",
    failed,
    ...(failed && { status: 422 }),
  });
}

/** The end of the questions: the ruling, or each requirement with its verdict. */
function result(
  { request, reply, deps, def, facts, guest }: Asking,
  answers: Answers,
): FastifyReply {
  const t = wordsOf(request, deps);
  const words = deps.askedWords(t.lang);
  const asked = askedOf(def, answers, {}, facts, t.lang, words, listsOf(deps));
  const same = { def, asked, hidden: csrfField(request, reply) };
  const page = { before: serviceCrumbs(t, def), current: "services" as const };
  const ruling = def.process ? undefined : rulingOf(def, answers, facts);
  if (ruling) {
    const content = narrow(rulingContent({ ...same, ruling }, t));
    return webPage(request, reply, deps, { ...page, title: t.words(ruling.title), content });
  }
  const verdict = { ...same, verdicts: eligibilityOf(def, answers, facts), guest };
  const content = narrow(verdictContent(verdict, t));
  return webPage(request, reply, deps, { ...page, title: verdictTitle(verdict, t), content });
}
